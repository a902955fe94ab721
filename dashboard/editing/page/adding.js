/* Adding: a view by search or by its address, with the slide it would be beside; and the analyst's own slide. */

import { faultOf } from "./draft.js";
import { addressOf, announce, byId, clock, dialog, input, make, once, plotly } from "./parts.js";
import { mark, watch } from "./unfinished.js";

/** @import { Change, Draft } from "./draft.js" */
/** @typedef {{title: string, levels_sv: string, mark: string, is_change: boolean, claim: string, link: string}} Offer */

const SEARCH_MS = 150;
const SECONDS = 60;

export class Adding {
    /** @type {Offer[]} */
    #offers = [];
    /** @type {Offer[]} */
    #all = [];
    #of = 0;
    #at = 0;
    #filter = "";
    #waiting = 0;
    #asked = 0;
    #tried = 0;

    /**
     * @param {Draft} draft
     * @param {() => number} after the slide that is chosen, from 0
     * @param {(n: number) => void} added
     */
    constructor(draft, after, added) {
        this.draft = draft;
        this.after = after;
        this.added = added;
        input("sok").addEventListener("input", () => {
            clearTimeout(this.#waiting);
            this.#waiting = setTimeout(() => this.#search(true), SEARCH_MS);
        });
        input("sok").addEventListener("keydown", (event) => this.#key(event));
        byId("hits").addEventListener("click", (event) => {
            const row = event.target instanceof Element ? event.target.closest("li") : null;
            if (row) {
                this.#choose([...byId("hits").children].indexOf(row));
                input("sok").focus();
            }
        });
        for (const one of document.querySelectorAll("[data-filter]")) {
            one.addEventListener("click", () => this.#show(/** @type {HTMLElement} */ (one).dataset.filter ?? ""));
        }
    }

    open() {
        byId("adding-title").textContent = `Lägg till vy efter bild ${this.after() + 1}`;
        this.#sum();
        dialog("adding").showModal();
        input("sok").focus();
        input("sok").select();
        this.#search();
    }

    async addThis() {
        const offer = this.#offers[this.#at];
        if (offer) {
            await this.#add({ op: "add", link: offer.link });
        }
    }

    /** One more measure on the slide that is chosen. */
    async addInto() {
        const offer = this.#offers[this.#at];
        const slide = this.draft.state.slides[this.after()];
        if (!offer || !slide) {
            return;
        }
        byId("no-hit").textContent = "";
        announce(`${offer.title} läggs i bild ${slide.n + 1} …`, "adding");
        try {
            await this.draft.change({ op: "set", n: slide.n, key: "links", value: `${slide.links}\n${offer.link}` });
            announce(`${offer.title} visas på bild ${slide.n + 1}`, "adding");
            this.#sum();
        } catch (error) {
            byId("no-hit").textContent = faultOf(error);
        }
    }

    /** A slide made of what the meeting has: a summary of its views' measures, or the outlook. @param {"summary" | "outlook"} kind */
    addKind(kind) {
        const views = this.draft.state.slides.filter((slide) => slide.kind === "view");
        return this.#add({ op: "kind", kind, links: [...new Set(views.map(({ link }) => link))].join("\n") });
    }

    /** @param {Change} change */
    #add(change) {
        return once(byId("hits"), () => this.#addOnce(change));
    }

    /** @param {Change} change */
    async #addOnce(change) {
        byId("no-hit").textContent = "";
        announce("lägger till …", "adding");
        try {
            const at = this.after() + 1;
            const told = await this.draft.change({ ...change, at });
            this.added(at);
            announce(told?.told ?? "", "adding");
            byId("adding-title").textContent = `Lägg till vy efter bild ${at + 1}`;
            this.#sum();
        } catch (error) {
            byId("no-hit").textContent = faultOf(error);
            announce("Inte tillagd", "adding");
        }
    }

    #sum() {
        const slide = this.draft.state.slides[this.after()];
        const into = byId("add-into");
        into.hidden = !slide || slide.measures.length >= slide.most;
        into.textContent = slide ? `Lägg i bild ${slide.n + 1}` : "";
        const { total, segment } = this.draft.state;
        const sum = total + SECONDS;
        byId("new-sum").textContent =
            `Summan blir ${clock(sum)} av ${clock(segment)}${sum > segment ? `, ${clock(sum - segment)} över` : ""}`;
        byId("new-sum").className = sum > segment ? "over" : "";
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
        if (step) {
            this.#choose(Math.min(this.#offers.length - 1, Math.max(0, this.#at + step)));
        } else if (event.key === "Enter") {
            this.addThis();
        } else if (event.key === "Escape") {
            dialog("adding").close(); // a search field would only be emptied
        } else {
            return;
        }
        event.preventDefault();
    }

    /** isTyped: what is chosen stays where a longer word finds the same: somebody may have gone on to it meanwhile. */
    async #search(isTyped = false) {
        const mine = ++this.#asked;
        const query = input("sok").value;
        const note = byId("no-hit");
        try {
            const { told } = await this.draft.ask(`sok.json?q=${encodeURIComponent(query)}`);
            if (mine !== this.#asked) {
                return;
            }
            const links = [told.found, this.#all].map((all) => all.map((/** @type {Offer} */ one) => one.link).join());
            if (isTyped && this.#all.length && links[0] === links[1]) {
                return;
            }
            this.#all = told.found;
            this.#of = told.of;
            note.textContent = told.found.length ? "" : `Inget mått heter så. Närmast: ${told.nearest}.`;
        } catch (error) {
            if (mine !== this.#asked) {
                return; // of what nobody seeks any more
            }
            this.#all = [];
            note.textContent = faultOf(error);
        }
        this.#show(this.#filter);
    }

    /** @param {string} filter */
    #show(filter) {
        this.#filter = filter;
        for (const one of document.querySelectorAll("[data-filter]")) {
            one.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (one).dataset.filter === filter));
        }
        const fits = {
            new: (/** @type {Offer} */ one) => one.mark !== "",
            change: (/** @type {Offer} */ one) => one.is_change,
        };
        const test = fits[/** @type {"new" | "change"} */ (filter)] ?? (() => true);
        this.#offers = this.#all.filter(test);
        const count = this.#offers.length;
        byId("hit-count").textContent = `${count} ${count === 1 ? "vy" : "vyer"} av ${this.#of}`;
        byId("hits").replaceChildren(
            ...this.#offers.map((offer, n) => {
                const row = make("li");
                row.id = `hit-${n}`;
                row.setAttribute("role", "option");
                const title = make("div", "title", offer.title);
                const about = make("span", "meta", `${offer.levels_sv} · `);
                about.append(make("span", offer.mark ? "mark" : "", offer.mark || "inget nytt"));
                title.append(about);
                row.append(title, make("div", "", offer.claim));
                return row;
            }),
        );
        this.#choose(0);
    }

    /** @param {number} n */
    async #choose(n) {
        this.#at = n;
        [...byId("hits").children].forEach((row, at) => {
            row.setAttribute("aria-selected", String(at === n));
        });
        const row = byId("hits").children[n];
        row?.scrollIntoView({ block: "nearest" });
        input("sok").setAttribute("aria-activedescendant", row?.id ?? "");
        const offer = this.#offers[n];
        const mine = ++this.#tried;
        byId("trial-headline").textContent = offer?.claim ?? "";
        const { told } = offer
            ? await this.draft.ask(`prova.json?link=${encodeURIComponent(offer.link)}`).catch(() => ({ told: null }))
            : { told: null };
        if (mine !== this.#tried) {
            return;
        }
        byId("trial-headline").textContent = told?.headline ?? offer?.claim ?? "";
        byId("trial-subtitle").textContent = told?.subtitle ?? "";
        byId("trial-source").textContent = told ? `${told.source}${told.synthetic ? " DEMODATA" : ""}` : "";
        drawScaled(byId("trial-chart"), told?.figure ?? null, told?.alt ?? "");
    }
}

/**
 * A slide's figure in a small box.
 * @param {HTMLElement} box
 * @param {{data: object[], layout: {width: number}} | null} figure
 * @param {string} alt
 */
function drawScaled(box, figure, alt) {
    const inner = /** @type {HTMLElement} */ (box.firstElementChild ?? box.appendChild(make("div", "plotly-box")));
    box.setAttribute("aria-label", alt);
    box.hidden = !figure;
    if (figure) {
        inner.style.transform = `scale(${box.clientWidth / figure.layout.width})`;
        plotly()?.react(inner, figure.data, figure.layout, { staticPlot: true });
    }
}

export class FreeSlide {
    #picture = "";
    #taken = 0;

    /**
     * @param {Draft} draft
     * @param {() => number} after
     * @param {(n: number) => void} added
     */
    constructor(draft, after, added) {
        const form = /** @type {HTMLFormElement} */ (byId("free-form"));
        input("fri-bild").addEventListener("change", () => this.#take(input("fri-bild").files?.[0]));
        dialog("free").addEventListener("paste", (event) => {
            const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
            if (file) {
                event.preventDefault();
                this.#take(file);
            }
        });
        const add = async () => {
            const fault = /** @type {HTMLElement} */ (form.querySelector(".form-fault"));
            fault.textContent = "";
            announce("lägger till …", "free");
            const said = Object.fromEntries(new FormData(form));
            try {
                const at = after() + 1;
                const told = await draft.change({ op: "free", at, ...said, picture: this.#picture });
                this.#clear(form);
                dialog("free").close();
                added(at);
                announce(told?.told ?? "", "free");
                return true;
            } catch (error) {
                fault.textContent = faultOf(error);
                fault.scrollIntoView({ block: "nearest" });
                announce("Inte tillagd", "free");
                return false;
            }
        };
        const save = async () => (await once(form, add)) === true;
        watch(form, { save, clear: () => this.#clear(form) });
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            save();
        });
    }

    open() {
        dialog("adding").close();
        dialog("free").showModal();
        byId("fri-rubrik").focus();
    }

    /** @param {HTMLFormElement} form */
    #clear(form) {
        form.reset();
        /** @type {HTMLElement} */ (form.querySelector(".form-fault")).textContent = "";
        this.#take(undefined);
        mark(form, false);
    }

    /** @param {File | undefined} file */
    async #take(file) {
        const shown = /** @type {HTMLImageElement} */ (byId("fri-prov"));
        shown.hidden = !file;
        this.#picture = "";
        const mine = ++this.#taken;
        if (file) {
            mark(/** @type {HTMLFormElement} */ (byId("free-form")), true); // pasted, it is in no field
            const address = await addressOf(file);
            if (mine !== this.#taken) {
                return; // another was chosen meanwhile, or none
            }
            shown.src = address;
            this.#picture = shown.src.split(",")[1] ?? "";
            byId("fri-alt").focus();
        }
    }
}

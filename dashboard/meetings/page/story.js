/* Visa för min kommun: the whole story of a published meeting turned to a municipality, which stands in the address. */

import { announce, find, findAll, findIfAny, sayFault } from "./document.js";
import { addressWithPlace, placeOf } from "./steps.js";

/** @import { Size } from "./figures.js" */
/** @import { Turning } from "./turning.js" */

export class Story {
    /** The code of the municipality that all slides are turned to; empty for the county. */
    chosen = "";
    #round = 0;

    /**
     * @param {HTMLElement[]} slides
     * @param {Turning} turning
     * @param {() => Size} sizeNow of what is drawn
     */
    constructor(slides, turning, sizeNow) {
        this.slides = slides;
        this.turning = turning;
        this.sizeNow = sizeNow;
        this.chooser = findIfAny("nav.places");
        this.title = find("h1").textContent ?? "";
        if (this.chooser) {
            this.chooser.hidden = false;
            this.#listen(this.chooser);
        }
    }

    /** Turns to the place of the address. */
    async follow() {
        const asked = placeOf(location.search);
        const isKnown = this.#links().some(({ dataset }) => dataset.place === asked);
        await this.turn(isKnown ? asked : "");
    }

    /**
     * Turns every slide to a municipality, or to the county. A later call takes over.
     * @param {string} code
     */
    async turn(code) {
        if (!this.chooser || (!code && !this.chosen && !this.turning.place.some(Boolean))) {
            return;
        }
        const mine = ++this.#round;
        const turned = code ? await this.turning.fetch() : null;
        const inShort = turned?.kommuner?.[code];
        this.chosen = code;
        const name = this.#mark(code);
        find("h1").textContent = inShort?.headline ?? this.title;
        for (const [n, slide] of this.slides.entries()) {
            const place = code && this.turning.canTurn(n) ? await this.turning.placeOf(n, code) : undefined;
            if (mine !== this.#round) {
                return;
            }
            await this.turning.turnTo(n, place && !place.why ? place.at : 0, this.sizeNow());
            const isSummary = n === 0 && !this.turning.canTurn(n) && Boolean(inShort);
            this.#tellRows(slide, isSummary ? (inShort ?? null) : null);
            this.#tellOnly(slide, Boolean(code) && !isSummary && (!place || Boolean(place.why)), place?.why ?? "");
        }
        announce(`Visar ${name}.`);
    }

    /** @returns {HTMLElement[]} */
    #links() {
        return this.chooser ? findAll("a[data-place]", this.chooser) : [];
    }

    /** @param {HTMLElement} chooser */
    #listen(chooser) {
        const button = find(".chooser", chooser);
        button.addEventListener("click", () => this.#open(!chooser.hasAttribute("data-open")));
        chooser.addEventListener("keydown", (press) => {
            if (press.key === "Escape" && chooser.hasAttribute("data-open")) {
                this.#open(false);
                button.focus();
            }
        });
        chooser.addEventListener("click", (click) => {
            const link = click.target instanceof Element ? click.target.closest("a[data-place]") : null;
            if (link instanceof HTMLElement && !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey)) {
                click.preventDefault();
                history.pushState(null, "", addressWithPlace(location, link.dataset.place ?? ""));
                this.follow().catch(sayFault);
            }
        });
        window.addEventListener("popstate", () => {
            if (placeOf(location.search) !== this.chosen) {
                this.follow().catch(sayFault);
            }
        });
    }

    /** @param {boolean} open */
    #open(open) {
        this.chooser?.toggleAttribute("data-open", open);
        find(".chooser", this.chooser).setAttribute("aria-expanded", String(open));
    }

    /**
     * Marks the place that is shown. Gives its full name.
     * @param {string} code
     */
    #mark(code) {
        let name = "";
        for (const link of this.#links()) {
            if (link.dataset.place === code) {
                link.setAttribute("aria-current", "true");
                name = link.dataset.name ?? "";
            } else {
                link.removeAttribute("aria-current");
            }
        }
        find(".chooser strong", this.chooser).textContent = name;
        this.#open(false);
        return name;
    }

    /**
     * A municipality's row of each measure in place of the county's chart, or the chart again.
     * @param {HTMLElement} slide
     * @param {import("./steps.js").InShort | null} inShort
     */
    #tellRows(slide, inShort) {
        const rows = findIfAny(".rows", slide) ?? document.createElement("div");
        const chart = findIfAny(".chart", slide);
        if (inShort) {
            rows.className = "rows";
            rows.innerHTML = inShort.rows;
            find(".claim", slide).after(rows);
            find("h2", slide).textContent = inShort.headline;
            slide.toggleAttribute("data-turned", true);
        } else {
            rows.remove();
        }
        if (chart) {
            chart.hidden = Boolean(inShort);
        }
    }

    /**
     * Says of a slide that it is the county's, and why.
     * @param {HTMLElement} slide
     * @param {boolean} isOnly
     * @param {string} why
     */
    #tellOnly(slide, isOnly, why) {
        const only = findIfAny(".only", slide);
        if (only) {
            only.textContent = `${why || only.dataset.only} ${this.chooser?.dataset.here}`;
            only.hidden = !isOnly;
        }
    }
}

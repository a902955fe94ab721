/* Headline, words and notes of the slide that is chosen: sent when their writer pauses, and the headline checked.
   Addresses are sent when their field is left: half of one leads elsewhere. */

import { faultOf } from "./draft.js";
import { byId, clock, encoded, input, make, once, tellFault } from "./parts.js";

/** @import { Change, Draft, Finding, Slide } from "./draft.js" */
/** @import { Stage } from "./stage.js" */

const SAVE_MS = 900;
const CHECK_MS = 400;
const FIELDS = /** @type {const} */ ({
    rubrik: "headline",
    ord: "words",
    anteckningar: "notes",
    "bild-kalla": "source",
    "bild-alt": "alt",
    "bild-text": "text",
    "bild-tabell": "table",
    "bild-adresser": "links",
    "bild-ruta": "box",
});
/** Fields that are saved when they are left. */
const WHOLE = ["bild-adresser", "bild-ruta"];

/**
 * Whether a slide is the one that was shown: a free slide that stands where it stood is, whatever is written on it.
 * @param {Slide | null} before
 * @param {Slide} now
 */
const isSame = (before, now) =>
    before?.kind === now.kind && (before.key === now.key || (now.kind === "free" && before.n === now.n));

export class Fields {
    /** @type {Slide | null} */
    slide = null;
    #saving = 0;
    #checking = 0;
    #asked = 0;
    /** @type {Map<string, {text: string, fault: string}>} texts that were refused, by slide and key: kept until they are mended */
    #refused = new Map();

    /**
     * @param {Draft} draft
     * @param {Stage} stage
     * @param {(change: Change) => Promise<unknown>} made makes a change and tells what became of it
     */
    constructor(draft, stage, made) {
        this.draft = draft;
        this.made = made;
        this.stage = stage;
        for (const [id, key] of Object.entries(FIELDS)) {
            input(id).addEventListener("input", () => this.#typed(id, key));
            input(id).addEventListener("blur", () => this.#leave(id, key));
        }
        input("seconds").addEventListener("change", () => this.#time());
        input("byt-bild").addEventListener("change", () => this.#change());
        input("kort").addEventListener("change", () => this.#set("short", input("kort").checked));
        input("forberedd").addEventListener("change", () => this.#set("prepared", input("forberedd").checked));
        input("rubrik").addEventListener("keydown", (event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                this.use();
            }
        });
    }

    /**
     * Shows a slide's texts. What is being written stays as it is.
     * @param {Slide} slide
     * @param {boolean} isChosen whether it was chosen just now, or took the place of one that is gone
     */
    show(slide, isChosen) {
        const isOther = isChosen || !isSame(this.slide, slide);
        if (isOther) {
            clearTimeout(this.#checking);
            this.#asked += 1; // what is found of another slide's headline is not told here
        }
        this.slide = slide;
        for (const [id, key] of Object.entries(FIELDS)) {
            const field = input(id);
            if ((isOther && !field.dataset.held) || (document.activeElement !== field && this.draft.isSaved)) {
                const refused = this.#refused.get(`${slide.key} ${key}`);
                field.value = refused?.text ?? slide[key];
                this.#tell(key, refused?.fault ?? "");
            }
        }
        byId("free-fields").hidden = slide.kind !== "free";
        byId("picture-fields").hidden = !slide.picture;
        input("rubrik").placeholder = slide.made;
        input("kort").checked = slide.short;
        input("forberedd").checked = slide.prepared;
        byId("shows-fields").hidden = slide.most === 0;
        byId("box-fields").hidden = slide.kind !== "view";
        byId("shows").textContent = slide.measures.join(", ");
        byId("most-links").textContent = `högst ${slide.most}`;
        byId("made-words").textContent =
            slide.kind === "free" || slide.words || !slide.madeWords ? "" : `Skrivet av reglerna: ${slide.madeWords}`;
        if (isOther || document.activeElement !== input("seconds")) {
            input("seconds").value = clock(slide.seconds);
            tellFault(input("seconds"), byId("fault-seconds"), "");
        }
        byId("answers").textContent = `${slide.questions.length || "inga"} svar`;
        byId("questions").hidden = slide.questions.length === 0;
        byId("questions").replaceChildren(
            ...slide.questions.flatMap(([question, answer]) => [make("dt", "", question), make("dd", "", answer)]),
        );
        this.#count();
        if (isOther || document.activeElement !== input("rubrik")) {
            this.#findings(slide.headline ? slide.findings : [], Boolean(slide.headline && slide.isOwn));
        }
    }

    /** The headline that the rules allow takes the place of the own one. */
    use() {
        const allowed = byId("check").dataset.allowed;
        if (allowed && this.slide) {
            const field = input("rubrik");
            field.value = allowed;
            field.focus();
            this.#typed("rubrik", "headline");
            this.#findings([], true);
        }
    }

    /** The own headline stands, and is marked. */
    async keep() {
        await this.#set("kept", true); // after what is being written
        input("rubrik").focus();
    }

    /** Another picture in the place of the one that is there; what it shows is to be written anew. */
    async #change() {
        const file = input("byt-bild").files?.[0];
        const slide = this.slide;
        if (file && slide) {
            this.draft.onSaved(`sparar ${file.name} …`, false);
            await once(input("byt-bild"), async () =>
                this.made({ op: "set", n: slide.n, key: "picture", value: await encoded(file) }),
            );
            input("byt-bild").value = "";
            input("bild-alt").value = this.slide?.alt ?? "";
            input("bild-alt").focus();
        }
    }

    /** How long the slide is meant to take, as it was typed. */
    async #time() {
        const field = input("seconds");
        try {
            await this.draft.change({ op: "set", n: this.slide?.n ?? 0, key: "seconds", value: field.value.trim() });
            field.value = clock(this.slide?.seconds ?? 0);
            tellFault(field, byId("fault-seconds"), "");
        } catch (error) {
            tellFault(field, byId("fault-seconds"), faultOf(error));
        }
    }

    /** @param {number} by */
    lengthen(by) {
        if (!this.slide) {
            return;
        }
        const { n, seconds } = this.slide;
        this.slide.seconds = Math.min(3600, Math.max(15, seconds + by)); // pressed again before it is saved, it goes on from here
        input("seconds").value = clock(this.slide.seconds);
        tellFault(input("seconds"), byId("fault-seconds"), "");
        this.draft.write({ op: "set", n, key: "seconds", value: this.slide.seconds });
        clearTimeout(this.#saving);
        this.#saving = setTimeout(() => this.draft.flush(), CHECK_MS);
    }

    /**
     * @param {string} key
     * @param {unknown} value
     */
    #set(key, value) {
        return this.made({ op: "set", n: this.slide?.n ?? 0, key, value });
    }

    /**
     * @param {string} id
     * @param {string} key
     */
    #typed(id, key) {
        if (!this.slide) {
            return;
        }
        const value = input(id).value;
        if (WHOLE.includes(id)) {
            input(id).dataset.held = "yes";
            this.draft.onSaved("sparas när du lämnar fältet", false);
            return;
        }
        this.#write(this.slide, key, value);
        clearTimeout(this.#saving);
        this.#saving = setTimeout(() => this.draft.flush(), SAVE_MS);
        if (key === "headline") {
            this.stage.write(value || this.slide.made);
            this.#count();
            clearTimeout(this.#checking);
            this.#checking = setTimeout(() => this.#check(value), CHECK_MS);
        }
    }

    /**
     * @param {Slide} slide
     * @param {string} key
     * @param {string} text
     */
    #write(slide, key, text) {
        const name = `${slide.key} ${key}`;
        this.draft.write({ op: "set", n: slide.n, key, value: text }, (fault) => {
            if (fault) {
                this.#refused.set(name, { text, fault });
            } else {
                this.#refused.delete(name);
            }
            return this.slide?.n === slide.n ? this.#tell(key, fault) : false;
        });
    }

    /**
     * @param {string} id
     * @param {string} key
     */
    #leave(id, key) {
        if (input(id).dataset.held && this.slide) {
            delete input(id).dataset.held;
            this.#write(this.slide, key, input(id).value);
        }
        return this.draft.flush();
    }

    /** Whether what was written was refused, and is not mended. */
    get isRefused() {
        return this.#refused.size > 0;
    }

    /**
     * Tells why a text was not saved beside its field, where that has a place for it.
     * @param {string} key
     * @param {string} fault
     */
    #tell(key, fault) {
        const id = { links: "bild-adresser", box: "bild-ruta" }[key];
        return id ? tellFault(input(id), byId(`fault-${id}`), fault) : false;
    }

    #count() {
        const field = input("rubrik");
        byId("count").textContent = `${field.value.length} av ${field.maxLength} tecken`;
    }

    /** @param {string} text */
    async #check(text) {
        const mine = ++this.#asked;
        if (!text.trim() || !this.slide) {
            this.#findings([], false);
            return;
        }
        try {
            const { told } = await this.draft.ask("rubrik.json", { n: this.slide.n, text });
            if (mine === this.#asked) {
                this.#findings(told.findings, told.checked);
            }
        } catch {
            // saving tells that the server is gone
        }
    }

    /**
     * @param {Finding[]} findings
     * @param {boolean} isChecked
     */
    #findings(findings, isChecked) {
        const box = byId("check");
        const kept = Boolean(this.slide?.kept) && this.slide?.headline === input("rubrik").value;
        const parts = findings.flatMap(({ said, numbers }) => [make("p", "says", said), make("p", "numbers", numbers)]);
        if (findings.length && kept) {
            parts.push(make("p", "lead", "Rubrik av analytikern, behållen."));
        } else if (findings.length) {
            parts.push(make("p", "lead", "Reglerna tillåter:"), make("p", "allowed", findings[0].allowed));
        } else if (isChecked) {
            parts.push(make("p", "", "Inget hittat som motsäger siffrorna"));
        }
        box.classList.toggle("odd", findings.length > 0);
        box.dataset.allowed = findings[0]?.allowed ?? "";
        const said = parts.map((part) => part.textContent).join("|");
        if (box.dataset.said !== said) {
            box.dataset.said = said; // what is told already is not told again
            box.replaceChildren(...parts);
        }
        byId("choices").hidden = findings.length === 0 || kept;
    }
}

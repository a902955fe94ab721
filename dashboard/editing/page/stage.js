/* The slide as the room sees it: the room's own page in a frame of the room's size, shown smaller as a whole. What is drawn is
   fetched once for what it shows; a text costs no request. */

import { byId, input } from "./parts.js";

/** @import { Draft, Slide } from "./draft.js" */
/** @import { Preview, Shown } from "../../meetings/page/preview.js" */

const WIDTH = 1920;

export class Stage {
    /** @type {Map<string, Shown>} */
    #known = new Map();
    #drawn = "";
    #round = 0;
    /** @type {Slide | null} */
    #slide = null;
    #place = "";
    #frame = /** @type {HTMLIFrameElement} */ (byId("stage-room"));
    /** @type {Promise<void>} */
    #opened;

    /** @param {Draft} draft */
    constructor(draft) {
        this.draft = draft;
        this.box = byId("stage");
        new ResizeObserver(() => this.#scale()).observe(this.box);
        this.#scale();
        this.#opened = new Promise((done) => {
            if (this.#room) {
                done();
            }
            this.#frame.addEventListener("load", () => done());
        });
    }

    /** What the frame's page offers, once it is there. */
    get #room() {
        const { contentWindow } = this.#frame;
        return /** @type {(Window & {preview?: Preview}) | null} */ (contentWindow)?.preview;
    }

    #scale() {
        this.box.style.setProperty("--scale", String(this.box.clientWidth / WIDTH));
    }

    /** The headline as it is being written. @param {string} text */
    write(text) {
        this.#write("", text);
    }

    /**
     * @param {string} claim the HTML of what stands above the figure, or nothing where it stands
     * @param {string} headline one that the draft does not have yet, or nothing
     */
    #write(claim, headline) {
        if (!this.#slide || !this.#room || !this.#drawn) {
            return;
        }
        const hasRoom = this.#room.write({ claim, headline, count: this.#slide.count });
        const tooFull = byId("too-full");
        const told = hasRoom ? "" : (tooFull.dataset.told ?? "");
        if (tooFull.textContent !== told) {
            tooFull.textContent = told;
        }
    }

    /**
     * @param {Slide} slide
     * @param {string} place the code of another place that it is tried for, empty for its own
     */
    async show(slide, place) {
        const mine = ++this.#round;
        this.#slide = slide;
        this.#place = place;
        const wanted = `${slide.key} ${this.draft.state.figures} ${place}`;
        const known = this.#known.get(wanted);
        const shown = known ?? (await this.draft.ask(`bild/${slide.key}.json?plats=${place}`)).told;
        this.#known.set(wanted, shown);
        await this.#opened;
        if (mine !== this.#round) {
            return;
        }
        if (this.#drawn !== wanted) {
            this.#drawn = wanted;
            await this.#room?.show(shown);
        }
        if (mine === this.#round) {
            this.#tell();
        }
    }

    /** What is said above the figure: as the draft has it, or as it is being written. */
    #tell() {
        const slide = this.#slide;
        if (!slide || this.#place) {
            this.#write("", "");
            return;
        }
        const typed = input("rubrik").value;
        this.#write(slide.claim, typed === slide.headline ? "" : typed || slide.made || slide.title);
    }
}

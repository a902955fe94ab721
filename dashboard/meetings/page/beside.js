/* A measure shown beside the running order: as a slide of its own over it, until one goes on or back. */

import { NeedsLine } from "./ahead.js";
import { Told as Fault } from "./asking.js";
import { announce, find, findAll } from "./document.js";
import { drawFigure } from "./figures.js";
import { fit } from "./fitting.js";

/** @import { Ahead, Measure } from "./ahead.js" */
/** @import { Figures, Size } from "./figures.js" */

const OTHER = `<div class="claim"><h2 tabindex="-1"></h2><p class="subtitle"></p></div>
<div class="chart" role="img"></div><template class="numbers"></template><div class="reading"><div class="tables"></div></div>
<footer class="foot"><span><span class="source"></span> <strong class="demo-word"></strong></span><span>Utanför körordningen</span></footer>`;

export class Beside {
    /** The slide of the measure shown. @type {HTMLElement | null} */
    #slide = null;
    /** Its word in addresses; nothing while the running order is shown. */
    slug = "";

    /**
     * @param {HTMLElement[]} slides
     * @param {Figures} figures
     * @param {Ahead} ahead
     * @param {() => number[]} stepped
     * @param {() => Size} size of a slide
     * @param {(slide: HTMLElement) => void} letBeRead lets its chart be read by keys
     */
    constructor(slides, figures, ahead, stepped, size, letBeRead) {
        this.letBeRead = letBeRead;
        this.size = size;
        this.slides = slides;
        this.figures = figures;
        this.ahead = ahead;
        this.stepped = stepped;
    }

    /** Takes it away, where there is one. */
    leave() {
        this.#slide?.remove();
        this.#slide = null;
        this.slug = "";
    }

    /** @param {Measure} measure */
    async show(measure) {
        const { headline, subtitle, alt, tables, numbers, unit, signs, figure, source, synthetic } =
            await this.#made(measure);
        const { config } = await this.figures.payload("slide");
        this.leave();
        const slide = document.createElement("section");
        slide.className = "slide current other";
        slide.innerHTML = OTHER;
        find("h2", slide).textContent = headline;
        find(".subtitle", slide).textContent = subtitle;
        const chart = find(".chart", slide);
        chart.setAttribute("aria-label", alt);
        Object.assign(chart.dataset, { enhet: unit, tecken: signs });
        find("template.numbers", slide).innerHTML = numbers;
        find(".tables", slide).innerHTML = tables;
        find(".source", slide).textContent = source;
        find(".demo-word", slide).textContent = synthetic ? "DEMODATA" : "";
        for (const other of findAll(".slide.current")) {
            other.classList.remove("current");
        }
        this.slides[this.slides.length - 1].after(slide);
        this.#slide = slide;
        fit(slide);
        if (figure) {
            await drawFigure(chart, figure, config, { size: this.size(), place: 0 });
        }
        find("h2", slide).focus({ preventScroll: true });
        if (figure) {
            this.letBeRead(slide);
        }
        announce(`${headline}. Escape går tillbaka till körordningen.`);
        this.slug = measure.slug;
    }

    /**
     * A measure as a slide; in words where there is no line and it is not at hand.
     * @param {Measure} measure
     */
    async #made({ slug, title, slides }) {
        try {
            return await this.ahead.other(slug, this.size());
        } catch (error) {
            if (!(error instanceof NeedsLine)) {
                throw error;
            }
            const stepped = this.stepped();
            const shown = slides.map((n) => stepped.indexOf(n - 1) + 1).filter(Boolean);
            const listed = [shown.slice(0, -1).join(", "), ...shown.slice(-1)].filter(Boolean).join(" och ");
            const where = listed ? ` Måttet visas på bild ${listed}.` : "";
            const what = navigator.onLine ? "servern, som inte svarar" : "nätet";
            throw new Fault(`${title} behöver ${what}: måttet är inte bland dem som hämtades i förväg.${where}`);
        }
    }
}

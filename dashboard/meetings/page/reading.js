/* The charts of slides read by keyboard and ear, as those of the pages: a chart that has the focus takes the arrows. */

import { find, findIfAny } from "./document.js";

/** @typedef {typeof import("../../web/assets/chart_reading.js")} PagesReading */

/** Keys that read a chart which has the focus. A remote control's, Page Up and Page Down, go on turning slides. */
const READING_KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

export class Reading {
    /** @type {Promise<PagesReading> | null} */
    #module = null;

    /**
     * @param {HTMLElement[]} slides
     * @param {string} module the address of the pages' own reading
     */
    constructor(slides, module) {
        this.slides = slides;
        this.module = module;
        for (const slide of slides) {
            this.attend(slide);
        }
    }

    /**
     * Lets the chart of a slide be read, if it has one: of the running order, or shown beside it.
     * @param {HTMLElement} slide
     */
    attend(slide) {
        const chart = findIfAny(".chart", slide);
        if (chart && numbersOf(slide)) {
            chart.tabIndex = 0;
            chart.setAttribute("role", "application");
            chart.setAttribute("aria-roledescription", "diagram");
            chart.setAttribute("aria-describedby", "diagram-hjalp");
            chart.addEventListener("focusout", () => this.#leaveSlide(slide));
            const saying = document.createElement("p");
            saying.className = "lasning";
            saying.setAttribute("role", "status");
            chart.after(saying);
        }
    }

    /**
     * Reads the chart that has the focus. Gives whether the key was one of the chart's.
     * @param {KeyboardEvent} press
     */
    takes(press) {
        const chart = press.target instanceof HTMLElement && press.target.matches(".chart[tabindex]") && press.target;
        const slide = chart && /** @type {HTMLElement | null} */ (chart.closest(".slide"));
        if (!slide || press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) {
            return false;
        }
        if (press.key === "Escape" && find(".lasning", slide).textContent) {
            find("h2", slide).focus({ preventScroll: true }); // from where the arrows step again
            return true;
        }
        if (!READING_KEYS.has(press.key)) {
            return false;
        }
        this.#read(slide, press.key).catch(console.error);
        return true;
    }

    /** Has at hand what reads a chart. */
    async fetch() {
        await this.#pagesReading();
    }

    /**
     * Nothing is read of a slide any more.
     * @param {number} n
     */
    async leave(n) {
        await this.#leaveSlide(this.slides[n]);
    }

    /** @param {HTMLElement} slide */
    async #leaveSlide(slide) {
        const saying = findIfAny(".lasning", slide);
        if (saying?.textContent) {
            const { leave } = await this.#pagesReading();
            leave(find(".chart", slide), saying);
        }
    }

    /**
     * @param {HTMLElement} slide
     * @param {string} key
     */
    async #read(slide, key) {
        const { read } = await this.#pagesReading();
        const chart = find(".chart", slide);
        const table = numbersOf(slide);
        if (table && chart === document.activeElement) {
            read(chart, table, find(".lasning", slide), key);
        }
    }

    /** A failed fetch is not remembered. @returns {Promise<PagesReading>} */
    #pagesReading() {
        const module = this.#module ?? import(this.module);
        this.#module = module;
        module.catch(() => {
            this.#module = null;
        });
        return module;
    }
}

/**
 * The table of every number of a slide's figure; of an edition that has none, the slide's own first table.
 * @param {HTMLElement} slide
 */
function numbersOf(slide) {
    const held = /** @type {HTMLTemplateElement | null} */ (slide.querySelector("template.numbers"));
    return held?.content.querySelector("table") ?? findIfAny(".tables table", slide);
}

/* The charts of slides read by keyboard and ear, as those of the pages: a chart that has the focus takes the arrows. */

import { ask, readJson, Told } from "./asking.js";
import { find, findIfAny } from "./document.js";

/**
 * What is read of a chart: its table, the unit said after each number, and words for signs.
 * @typedef {{table: Element, unit: string, signs: string}} Numbers
 */

/** @typedef {typeof import("../../web/assets/chart_reading.js")} PagesReading */

/** Keys that read a chart which has the focus. A remote control's, Page Up and Page Down, go on turning slides. */
const READING_KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

export class Reading {
    /** By slide and place. @type {Map<string, Promise<Numbers>>} */
    #numbers = new Map();
    /** @type {Promise<PagesReading> | null} */
    #module = null;

    /**
     * @param {HTMLElement[]} slides
     * @param {{numbers: string, module: string}} addresses of what is read, and of the pages' own reading
     * @param {(n: number) => number} placeOf the place that a slide is turned to, or 0
     */
    constructor(slides, addresses, placeOf) {
        this.slides = slides;
        this.addresses = addresses;
        this.placeOf = placeOf;
        for (const [n, slide] of slides.entries()) {
            const chart = findIfAny(".chart", slide);
            if (chart) {
                chart.tabIndex = 0;
                chart.setAttribute("role", "application");
                chart.setAttribute("aria-roledescription", "diagram");
                chart.setAttribute("aria-describedby", "diagram-hjalp");
                chart.addEventListener("focusin", () => this.#fetch(n).catch(() => undefined));
                chart.addEventListener("focusout", () => this.leave(n));
            }
        }
    }

    /**
     * Reads the chart that has the focus. Gives whether the key was one of the chart's.
     * @param {KeyboardEvent} press
     */
    takes(press) {
        const n = this.slides.findIndex((slide) => findIfAny(".chart", slide) === press.target);
        if (n < 0 || press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) {
            return false;
        }
        if (press.key === "Escape" && this.#saying(n).textContent) {
            find("h2", this.slides[n]).focus({ preventScroll: true }); // from where the arrows step again
            return true;
        }
        if (!READING_KEYS.has(press.key)) {
            return false;
        }
        this.#read(n, press.key).catch(() => undefined); // the slide's own tables are still there
        return true;
    }

    /**
     * Nothing is read of a slide any more.
     * @param {number} n
     */
    async leave(n) {
        const chart = findIfAny(".chart", this.slides[n]);
        if (chart && this.#saying(n).textContent) {
            const { leave } = await this.#pagesReading();
            leave(chart, this.#saying(n));
        }
    }

    /**
     * @param {number} n
     * @param {string} key
     */
    async #read(n, key) {
        const chart = find(".chart", this.slides[n]);
        const place = this.placeOf(n);
        const [{ read }, { table, unit, signs }] = await Promise.all([this.#pagesReading(), this.#fetch(n)]);
        if (place === this.placeOf(n) && chart === document.activeElement) {
            Object.assign(chart.dataset, { enhet: unit, tecken: signs });
            read(chart, table, this.#saying(n), key);
        }
    }

    /** @param {number} n */
    #fetch(n) {
        const of = `${n + 1}-${this.placeOf(n)}`;
        const numbers = this.#numbers.get(of) ?? this.#ask(of);
        this.#numbers.set(of, numbers);
        numbers.catch(() => this.#numbers.delete(of));
        return numbers;
    }

    /**
     * @param {string} of
     * @returns {Promise<Numbers>}
     */
    async #ask(of) {
        const { answer, body } = await ask(`${this.addresses.numbers}${of}.json`, readJson);
        const filled = document.createElement("template");
        filled.innerHTML = body?.table ?? "";
        const table = filled.content.firstElementChild;
        if (!answer.ok || !table) {
            throw new Told(body?.message || "Siffrorna kunde inte hämtas.");
        }
        return { table, unit: body.unit, signs: JSON.stringify(body.signs) };
    }

    /** @param {number} n */
    #saying(n) {
        return find(".lasning", this.slides[n]);
    }

    #pagesReading() {
        this.#module ??= import(this.addresses.module);
        return this.#module;
    }
}

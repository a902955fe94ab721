/* The panel of the speaker's own window: notes, what comes next, where the slide is turned to, and the clock. */

import { find, findAll } from "./document.js";
import { helpText } from "./keys.js";
import { clockText } from "./steps.js";

const TICK_MS = 500;

export class Speaker {
    #startedAt = 0;
    #ticking = 0;

    /**
     * @param {HTMLElement} panel
     * @param {number} minutes that the clock counts from
     * @param {string} shortMinutes those of the short version, for the help
     */
    constructor(panel, minutes, shortMinutes) {
        this.panel = panel;
        this.minutes = minutes;
        find(".help", panel).textContent = helpText(shortMinutes);
    }

    /**
     * @param {number} n the slide shown, from 0
     * @param {string | null} nextHeadline
     */
    showSlide(n, nextHeadline) {
        for (const notes of findAll(".speaker", this.panel)) {
            notes.hidden = notes.dataset.for !== String(n + 1);
        }
        find(".next", this.panel).textContent = nextHeadline ?? "Det här är sista bilden.";
        this.showPlace("", "");
    }

    /**
     * @param {string} place where the slide shown is turned to; empty for the county
     * @param {string} sentence
     */
    showPlace(place, sentence) {
        find(".where", this.panel).textContent = place;
        find(".elsewhere", this.panel).textContent = sentence;
    }

    /** @param {number} minutes */
    countFrom(minutes) {
        this.minutes = minutes;
        this.#tick();
    }

    /** Starts the clock, or sets it back. It never turns a slide. */
    toggleClock() {
        this.#startedAt = this.#startedAt ? 0 : Date.now();
        find('[data-do="clock"]', this.panel).textContent = this.#startedAt ? "Nollställ klockan" : "Starta klockan";
        this.#tick();
    }

    #tick() {
        const passed = this.#startedAt ? Math.round((Date.now() - this.#startedAt) / 1000) : 0;
        find('[role="timer"]', this.panel).textContent = clockText(this.minutes * 60 - passed);
        if (this.#startedAt) {
            clearTimeout(this.#ticking);
            this.#ticking = setTimeout(() => this.#tick(), TICK_MS);
        }
    }
}

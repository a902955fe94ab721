/* The panel of the speaker's own window: the time, what the room sees, notes, what comes next, places, parked questions. */

import { find, findAll, findIfAny } from "./document.js";
import { clockText, planText } from "./steps.js";

/** @import { Turning } from "./turning.js" */

const TICK_MS = 500;

export class Speaker {
    #startedAt = 0;
    #ticking = 0;
    /** The slide shown, from 0, and when it came. */
    #n = 0;
    #shownAt = 0;
    /** The slides that are stepped through, from 0. @type {number[]} */
    #stepped = [];

    /**
     * @param {HTMLElement} panel
     * @param {number} minutes that the clock counts from
     */
    constructor(panel, minutes) {
        this.panel = panel;
        this.minutes = minutes;
    }

    /**
     * @param {number} n the slide shown, from 0
     * @param {number[]} stepped the slides that are stepped through
     * @param {string | null} nextHeadline
     */
    showSlide(n, stepped, nextHeadline) {
        if (n !== this.#n || !this.#shownAt) {
            this.#shownAt = Date.now();
        }
        this.#n = n;
        this.#stepped = stepped;
        for (const notes of findAll(".speaker", this.panel)) {
            notes.hidden = notes.dataset.for !== String(n + 1);
        }
        const at = stepped.indexOf(n);
        find(".at", this.panel).textContent = `Bild ${at + 1} av ${stepped.length}`;
        find(".next-of", this.panel).textContent = nextHeadline ? `Nästa, bild ${at + 2}` : "Nästa bild";
        find(".next", this.panel).textContent = nextHeadline ?? "Det här är sista bilden.";
        this.showPlace("", "");
        this.#tick();
    }

    /**
     * @param {string} place where the slide shown is turned to; empty for the county
     * @param {string} sentence
     */
    showPlace(place, sentence) {
        find(".where", this.panel).textContent = place;
        find(".elsewhere", this.panel).textContent = sentence;
    }

    /**
     * Offers the places that a slide can be turned to; without a line they come with the key that asks for them.
     * @param {Turning} turning
     * @param {number} n
     * @param {() => number} current the slide shown by the time they are known
     */
    async offer(turning, n, current) {
        const places = await turning.numbered(n).catch(() => []);
        if (n === current()) {
            this.#showPlaces(places, turning.place[n]);
        }
    }

    /**
     * The places, with the digits that turn to them.
     * @param {{name: string, value: number}[]} places none where it cannot be turned
     * @param {number} at the one it is turned to
     */
    #showPlaces(places, at) {
        find(".turns", this.panel).hidden = places.length === 0;
        const chips = places.map(({ name, value }) => {
            const chip = document.createElement("button");
            chip.type = "button";
            chip.dataset.do = "turnTo";
            chip.dataset.at = String(value);
            chip.setAttribute("aria-pressed", String(value === at));
            const digit = document.createElement("span");
            digit.textContent = String(value);
            chip.append(digit, ` ${name}`);
            return chip;
        });
        find(".chips", this.panel).replaceChildren(...chips);
    }

    /**
     * Says in words what the room sees.
     * @param {string} told
     * @param {boolean} isClosed whether no window of the room is open
     */
    tellRoom(told, isClosed) {
        const place = find(".room", this.panel);
        if (place.textContent !== told) {
            place.textContent = told;
        }
        find('[data-do="room"]', this.panel).hidden = !isClosed;
    }

    /**
     * A question that has been parked, or waits to be.
     * @param {string} text
     * @param {string} where
     */
    addParked(text, where) {
        const row = document.createElement("li");
        const meta = document.createElement("span");
        meta.className = "meta";
        meta.textContent = where;
        row.append(`${text} `, meta);
        find(".parked ul", this.panel).append(row);
        find(".parked-count", this.panel).textContent = String(findAll(".parked li", this.panel).length);
    }

    /** @param {number} minutes */
    countFrom(minutes) {
        this.minutes = minutes;
        this.#tick();
    }

    /** Starts the clock, or sets it back. It never turns a slide. */
    toggleClock() {
        this.#startedAt = this.#startedAt ? 0 : Date.now();
        this.#shownAt = Date.now();
        const button = find('[data-do="clock"]', this.panel);
        button.textContent = this.#startedAt ? "Nollställ klockan (s)" : "Starta klockan (s)";
        this.#tick();
    }

    #tick() {
        const since = (/** @type {number} */ at) => Math.round((Date.now() - at) / 1000);
        const passed = this.#startedAt ? since(this.#startedAt) : 0;
        const planned = this.#stepped.map((n) => this.#secondsOf(n));
        const at = this.#stepped.indexOf(this.#n);
        find('[role="timer"]', this.panel).textContent = clockText(this.minutes * 60 - passed);
        find(".left-of", this.panel).textContent =
            `${passed > this.minutes * 60 ? "" : "kvar "}av ${clockText(this.minutes * 60)}`;
        find(".plan", this.panel).textContent = this.#startedAt && at >= 0 ? planText(passed, planned, at) : "";
        const onSlide = this.#startedAt ? `${clockText(since(this.#shownAt))} av ` : "";
        find(".on-slide", this.panel).textContent = `${onSlide}${clockText(this.#secondsOf(this.#n))}`;
        if (this.#startedAt) {
            clearTimeout(this.#ticking);
            this.#ticking = setTimeout(() => this.#tick(), TICK_MS);
        }
    }

    /** @param {number} n */
    #secondsOf(n) {
        return Number(findIfAny(`.speaker[data-for="${n + 1}"]`, this.panel)?.dataset.seconds ?? 0);
    }
}

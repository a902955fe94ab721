/* What a speaker does beside stepping: the room blacked out or frozen, a place or a measure by letters, a question parked.
   Figures and texts come finished from the server. */

import { Ahead, Parked } from "./ahead.js";
import { ask, Told as Fault, NotNow, readJson } from "./asking.js";
import { Beside } from "./beside.js";
import { announce, find, findIfAny, leaveNotice, notice, sayFault, toggleNotice } from "./document.js";
import { Followers } from "./followers.js";
import { Forum } from "./forum.js";
import { helpText } from "./keys.js";
import { Lookup } from "./lookup.js";

/** @import { Measure } from "./ahead.js" */
/** @import { Figures } from "./figures.js" */
/** @import { Speaker } from "./speaker.js" */
/** @import { Turning } from "./turning.js" */

/**
 * What the page has.
 * @typedef {object} Page
 * @property {HTMLElement} main
 * @property {HTMLElement[]} slides
 * @property {HTMLElement} keys
 * @property {Turning} turning
 * @property {Figures} figures
 * @property {boolean} talking whether this is the speaker's window
 * @property {boolean} isBelow whether its notes stand below the slide
 * @property {Speaker | null} speaker the panel of that window
 * @property {boolean} hasRoom whether there can be another window
 * @property {string} shortMinutes
 */

/**
 * What the page does.
 * @typedef {object} Deeds
 * @property {() => number} current the slide shown, from 0
 * @property {() => number[]} stepped
 * @property {() => boolean} isRoomClosed whether no other window shows the room the slides
 * @property {() => void} openRoom
 * @property {(n: number, focus: boolean) => void} show
 * @property {() => void} tell the other window
 * @property {(slide: HTMLElement) => void} letBeRead lets the chart of a slide be read by keys
 * @property {() => void} layOut lays the slides out anew, with notes below or without
 * @property {() => void} notesBelow opens the page with its notes below
 */

const ON_THIS_MACHINE = "Det går bara på datorn där mötet visas (lanspuls present).";
export class Presenting {
    #black = false;
    #frozen = false;
    /** The slide that the room is frozen on, and the place it was then turned to. */
    #frozenAt = 0;
    /** @type {Promise<string | null> | null} */
    #frozenPlace = null;
    #draft = document.body.dataset.draft ?? "";
    #lookup = new Lookup(find(".lookup"));
    #ahead = new Ahead((path) => this.#askDraft(path));
    #forum = new Forum(
        this.#draft,
        (path, request) => this.#askDraft(path, request),
        this.#lookup,
        () => this.deeds.tell(),
    );
    /** @type {Parked | null} */
    #parked = null;
    #beside;
    #followers;

    /**
     * @param {Page} page
     * @param {Deeds} deeds
     */
    constructor(page, deeds) {
        this.page = page;
        this.deeds = deeds;
        const { slides, figures, keys } = page;
        this.#beside = new Beside(
            slides,
            figures,
            this.#ahead,
            deeds.stepped,
            () => page.turning.slideSize,
            (slide) => deeds.letBeRead(slide),
        );
        this.#followers = new Followers(
            keys,
            (path, request) => this.#askDraft(path, request),
            () => this.#seen(),
        );
        if (this.#draft) {
            const ask = (/** @type {string} */ path, /** @type {RequestInit=} */ request) =>
                this.#askDraft(path, request);
            this.#parked = new Parked(ask, `lanspuls-fragor${this.#draft}`, (told) => this.#say(told));
        }
        /** What buttons and keys name. */
        this.actions = {
            black: () => this.#toggleBlack(),
            freeze: () => this.#toggleFrozen(),
            below: () => this.#toggleBelow(),
            overview: () => this.#chooseSlide(),
            place: () => this.#choosePlace().catch(sayFault),
            other: () => this.#chooseOther().catch(sayFault),
            park: () => this.#park(),
            ask: () => this.#forum.toggle(),
            follow: () => this.#followers.toggle().catch(sayFault),
            help: () => this.#tellKeys(),
            room: () => this.deeds.openRoom(),
        };
    }

    /** Has at hand what is asked for beside the running order, for a meeting without a line. */
    async fetchAhead() {
        if (this.#draft) {
            await this.#ahead.fetch(this.page.turning.slideSize);
        }
    }

    /** What the other window is told. */
    get state() {
        const { asking } = this.#forum; // so that either window closes the forum's question
        return { black: this.#black, frozen: this.#frozen, at: this.#frozenAt, other: this.#beside.slug, asking };
    }

    /** @param {boolean} on whether another window has opened a question to the forum */
    set asking(on) {
        this.#forum.asking = on;
    }

    /**
     * Whether a key is text now.
     * @param {string} key
     */
    takes(key) {
        return this.#lookup.takes(key);
    }

    /**
     * Blacks the room out, or freezes it where it is; the speaker's window says in words what the room sees.
     * @param {boolean} isBlack
     * @param {boolean} isFrozen
     * @param {number} at the slide it is frozen on, wherever the speaker is by then
     */
    show(isBlack, isFrozen, at = this.#frozenAt) {
        this.#black = isBlack;
        this.#frozen = isFrozen;
        this.#frozenAt = at;
        document.documentElement.classList.toggle("black", isBlack && (!this.page.talking || this.page.isBelow));
        this.tellRoom();
        for (const [action, on] of Object.entries({ black: isBlack, freeze: isFrozen })) {
            findIfAny(`[data-do="${action}"]`, this.page.keys)?.setAttribute("aria-pressed", String(on));
        }
        const freeze = findIfAny('[data-do="freeze"]', this.page.keys);
        if (freeze) {
            freeze.textContent = isFrozen ? "Släpp rummet (f)" : "Frys rummet (f)";
        }
    }

    /** Says in words what the room sees, in the speaker's own window. */
    tellRoom() {
        const { speaker, isBelow } = this.page;
        const isClosed = !isBelow && this.deeds.isRoomClosed();
        speaker?.tellRoom(isClosed ? "Rumsfönstret är stängt" : this.#roomSees(), isClosed);
    }

    #roomSees() {
        const { slides, turning, main, isBelow } = this.page;
        if (this.#black) {
            return "Rummet är svart";
        }
        if (this.#frozen) {
            return `Rummet är fryst på bild ${this.#numberOf(this.#frozenAt)}`;
        }
        if (isBelow) {
            return "";
        }
        const n = this.deeds.current();
        const place = slides[n].hasAttribute("data-turned") ? turning.name(n) : (main.dataset.county ?? "");
        return this.#beside.slug ? "Rummet ser ett annat mått" : `Rummet ser bild ${this.#numberOf(n)}, ${place}`;
    }

    /** The number of a slide among those that are stepped through. @param {number} n */
    #numberOf(n) {
        return this.deeds.stepped().indexOf(n) + 1 || n + 1;
    }

    /** Leaves what lies over the running order; whether anything did. */
    leave() {
        if (leaveNotice()) {
            return true;
        }
        if (this.#beside.slug) {
            this.deeds.show(this.deeds.current(), true);
        } else if (this.#black) {
            this.#toggleBlack();
        } else {
            return false;
        }
        return true;
    }

    /** Takes the measure beside the running order away. */
    leaveOther() {
        this.#beside.leave();
    }

    /**
     * Shows the measure that the other window shows beside the running order, or none.
     * @param {string} slug
     */
    async follow(slug) {
        if (slug === this.#beside.slug) {
            return;
        }
        const measure = slug && (await this.#ahead.measures()).find((one) => one.slug === slug);
        if (measure) {
            await this.#showOther(measure);
        } else {
            this.deeds.show(this.deeds.current(), false);
        }
    }

    #toggleBlack() {
        this.show(!this.#black, this.#frozen);
        announce(this.#black ? "Rummet är svart." : "Rummet ser bilden.");
        this.deeds.tell();
    }

    #toggleFrozen() {
        if (!this.page.hasRoom || !this.page.talking) {
            notice("Rummet kan frysas från talarens eget fönster (n).");
            return;
        }
        const n = this.deeds.current();
        this.#frozenPlace = this.#frozen ? null : this.page.turning.code(n);
        this.show(this.#black, !this.#frozen, n);
        announce(this.#frozen ? `${this.#roomSees()}.` : "Rummet följer igen.");
        this.deeds.tell();
    }

    /** Notes below the slide in this window, for a small screen; the same again takes them away. */
    #toggleBelow() {
        if (!this.#draft) {
            return; // notes are with the draft, on the analyst's machine
        }
        if (!this.page.isBelow) {
            this.deeds.notesBelow();
            return;
        }
        const hidden = document.documentElement.classList.toggle("without-notes");
        this.deeds.layOut();
        announce(hidden ? "Anteckningarna är dolda." : "Anteckningarna visas.");
    }

    #chooseSlide() {
        this.#lookup.open({
            label: "Bild, nummer eller ord",
            showsAll: true,
            choices: this.deeds.stepped().map((n, at) => ({
                name: `${at + 1} ${find("h2", this.page.slides[n]).textContent ?? ""}`,
                value: n,
            })),
            done: (n) => this.deeds.show(n, true),
        });
    }

    async #choosePlace() {
        const { turning, main } = this.page;
        const n = this.deeds.current();
        if (!turning.canTurn(n) && !turning.canTurnToNeighbours(n)) {
            turning.tellOnly(n);
            return;
        }
        this.#lookup.open({
            label: "Hur är det i …",
            showsAll: true,
            choices: await turning.choices(n, main.dataset.county ?? "Länet"),
            letters: 2,
            done: (at) => turning.turnTo(n, at).catch(sayFault),
        });
    }

    async #chooseOther() {
        const measures = await this.#ahead.measures();
        this.#lookup.open({
            label: "Ett annat mått, tre bokstäver",
            choices: measures.map((one) => ({ name: one.title, names: one.names, value: one })),
            letters: 3,
            done: (measure) => this.#showOther(measure).catch(sayFault),
        });
    }

    /** @param {Measure} measure */
    async #showOther(measure) {
        await this.#beside.show(measure);
        this.deeds.tell();
    }

    #park() {
        const n = this.#frozen ? this.#frozenAt : this.deeds.current();
        this.#lookup.open({
            label: "Parkera en fråga",
            at: this.page.isBelow ? undefined : findIfAny(".parking"),
            done: (text) => this.#sendQuestion(text, n).then((told) => this.#say(told), sayFault),
        });
    }

    /**
     * @param {string} text
     * @param {number} n the slide that the room then saw
     * @returns {Promise<string>} what is said of it
     */
    async #sendQuestion(text, n) {
        if (!this.#parked) {
            throw new Fault(ON_THIS_MACHINE);
        }
        const place = await this.#placeSeen(n);
        const told = await this.#parked.park({ text, slide: n + 1, place });
        const { main, speaker, turning } = this.page;
        const where = (await turning.placeOf(n, place))?.place ?? main.dataset.county ?? "";
        speaker?.addParked(text, `bild ${this.#numberOf(n)}, ${where}`);
        return told;
    }

    /** @param {string} told */
    #say(told) {
        notice(told);
        announce(told);
    }

    /** Tells those who follow what the room sees, unless it stays where it is. */
    tellFollowers() {
        this.#followers.show();
        if (!this.#frozen && !this.#black) {
            this.#followers.tell();
        }
    }

    /** The slide and place that the room sees. */
    async #seen() {
        const n = this.#frozen ? this.#frozenAt : this.deeds.current();
        return { slide: n + 1, place: await this.#placeSeen(n) };
    }

    /** @param {number} n */
    async #placeSeen(n) {
        const frozen = this.#frozen && n === this.#frozenAt ? await this.#frozenPlace : null;
        return frozen ?? (await this.page.turning.code(n)) ?? "";
    }

    #tellKeys() {
        const told = helpText(this.page.shortMinutes);
        if (toggleNotice(told)) {
            announce(told);
        }
    }

    /**
     * @param {string} path
     * @param {RequestInit} [request]
     */
    async #askDraft(path, request) {
        if (!this.#draft) {
            throw new Fault(ON_THIS_MACHINE);
        }
        const { answer, body } = await ask(`${this.#draft}${path}`, readJson, request);
        if (!answer.ok || body === null) {
            const told = body?.message || "Servern kunde inte svara. Försök igen.";
            throw answer.status >= 500 ? new NotNow(told) : new Fault(told);
        }
        return body;
    }
}

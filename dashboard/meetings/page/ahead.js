/* What is at hand when the line is gone: the measures that can be shown beside the running order, the likeliest of them
   with their figures, and the questions that could not be sent yet. */

import { NoAnswer, NotNow, toldOf } from "./asking.js";

/**
 * @typedef {object} Measure
 * @property {string} slug
 * @property {string} title
 * @property {string[]} names
 * @property {number[]} slides those that show it, from 1
 * @property {boolean} ahead whether it is one of the likeliest
 */

/** @import { Size } from "./figures.js" */
/** @typedef {{text: string, slide: number, place: string}} Question */
/** @typedef {(path: string, request?: RequestInit) => Promise<any>} Ask asks the server of the draft */

const RETRY_MS = 10_000;

/** What cannot be shown since the line is gone. */
export class NeedsLine extends Error {}

export class Ahead {
    /** @type {Promise<Measure[]> | null} */
    #measures = null;
    /** Slides of measures by their word in addresses and their size. @type {Map<string, any>} */
    #others = new Map();

    /** @param {Ask} ask */
    constructor(ask) {
        this.ask = ask;
    }

    /** The measures that can be shown. A failed fetch is not remembered. @returns {Promise<Measure[]>} */
    measures() {
        const measures = this.#measures ?? this.ask("/matt.json");
        this.#measures = measures;
        measures.catch(() => {
            this.#measures = null;
        });
        return measures;
    }

    /** Has the likeliest at hand; one without figures, which the server refuses, is left out. @param {Size} size */
    async fetch(size) {
        for (const { slug, ahead } of await this.measures()) {
            if (ahead) {
                await this.other(slug, size).catch((error) => {
                    if (error instanceof NeedsLine) {
                        throw error;
                    }
                });
            }
        }
    }

    /**
     * A measure as a slide. NeedsLine where it is not at hand and the server does not answer.
     * @param {string} slug
     * @param {Size} size of a slide
     */
    async other(slug, size) {
        const key = `${slug} ${size}`;
        if (!this.#others.has(key)) {
            try {
                this.#others.set(key, await this.ask(`/annat?matt=${slug}${size === "low" ? "&yta=low" : ""}`));
            } catch (error) {
                throw error instanceof NoAnswer ? new NeedsLine(slug) : error;
            }
        }
        return this.#others.get(key);
    }
}

/** Questions on their way to the draft. What could not be sent is kept, in the browser too, and sent when it can be. */
export class Parked {
    #timer = 0;
    #sending = Promise.resolve("");
    /** Where the browser keeps nothing. @type {Question[]} */
    #held = [];

    /**
     * @param {Ask} ask
     * @param {string} keptAs what the browser keeps them as
     * @param {(text: string) => void} say tells of what was sent later
     */
    constructor(ask, keptAs, say) {
        this.ask = ask;
        this.keptAs = keptAs;
        this.say = say;
        window.addEventListener("online", () => this.#sendLater());
        if (this.#waiting().length) {
            this.#sendLater();
        }
    }

    /**
     * Parks a question. Gives what the server says, or that it is kept and sent later.
     * @param {Question} question
     */
    park(question) {
        this.#keep([...this.#waiting(), question]);
        return this.#send();
    }

    /** Sends what waits, one at a time and from one window at a time; gives what is to be said. @returns {Promise<string>} */
    #send() {
        const send = () => this.#sendWaiting();
        const sendAlone = async () => (navigator.locks ? navigator.locks.request(this.keptAs, send) : send());
        this.#sending = this.#sending.catch(() => "").then(sendAlone);
        return this.#sending;
    }

    async #sendWaiting() {
        let told = "";
        for (const question of this.#waiting()) {
            const headers = { "Content-Type": "application/json", "X-Lanspuls": "parkera" };
            try {
                const request = { method: "POST", headers, body: JSON.stringify(question) };
                told = (await this.ask("/fraga", request)).message;
            } catch (error) {
                if (!(error instanceof NoAnswer || error instanceof NotNow)) {
                    this.#drop(question); // refused: it would be so again
                    throw error;
                }
                clearTimeout(this.#timer);
                this.#timer = setTimeout(() => this.#sendLater(), RETRY_MS);
                const { length } = this.#waiting();
                return error instanceof NotNow
                    ? `${error.message} Frågan är sparad här och skickas igen (${length} väntar).`
                    : `Servern svarar inte. Frågan är sparad här och skickas när den svarar igen (${length} väntar).`;
            }
            this.#drop(question);
        }
        return told;
    }

    #sendLater() {
        const before = this.#waiting().length;
        this.#send().then(
            (told) => {
                if (before && !this.#waiting().length) {
                    this.say(`Servern svarar igen. ${told}`);
                }
            },
            (error) => this.say(toldOf(error)),
        );
    }

    /** @param {Question} sent */
    #drop(sent) {
        const sentText = JSON.stringify(sent);
        this.#keep(this.#waiting().filter((one) => JSON.stringify(one) !== sentText));
    }

    /** @returns {Question[]} */
    #waiting() {
        try {
            return JSON.parse(localStorage.getItem(this.keptAs) ?? "[]");
        } catch {
            return this.#held;
        }
    }

    /** @param {Question[]} waiting */
    #keep(waiting) {
        this.#held = waiting;
        try {
            localStorage.setItem(this.keptAs, JSON.stringify(waiting));
        } catch {
            // a browser that keeps nothing
        }
    }
}

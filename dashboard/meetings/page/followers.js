/* Participants who follow on their own screens: told what the room sees, in its order, by the speaker's side. */

import { announce, findIfAny, notice, sayFault } from "./document.js";

/** @typedef {{slide: number, place: string}} Seen the slide that the room sees, from 1, and the code of its place */

export class Followers {
    #isOn = document.body.hasAttribute("data-followed");
    /** What they were told last, and one telling after the other. */
    #told = "";
    #telling = Promise.resolve();

    /**
     * @param {HTMLElement} keys
     * @param {(path: string, request: RequestInit) => Promise<any>} ask the server of the draft
     * @param {() => Promise<Seen>} seen
     */
    constructor(keys, ask, seen) {
        this.keys = keys;
        this.ask = ask;
        this.seen = seen;
    }

    /** Lets participants follow on their own screens, or ends it. */
    async toggle() {
        const on = !this.#isOn;
        const { message, address } = await this.#tellServer({ on, ...(await this.seen()) });
        this.#isOn = on;
        this.show();
        const told = message || `Deltagarna följer${address ? ` på ${address}` : ""}.`;
        notice(told);
        announce(told);
    }

    /** Tells them what the room sees; what fails is told, and told anew with the next slide. */
    tell() {
        if (this.#isOn) {
            this.#telling = this.#telling.then(() => this.#tellSeen()).catch(sayFault);
        }
    }

    /** Shows on the button whether they follow. */
    show() {
        findIfAny('[data-do="follow"]', this.keys)?.setAttribute("aria-pressed", String(this.#isOn));
    }

    async #tellSeen() {
        const seen = await this.seen();
        const told = JSON.stringify(seen);
        if (told !== this.#told) {
            const { message } = await this.#tellServer({ on: true, ...seen });
            this.#told = told;
            if (message) {
                notice(message);
            }
        }
    }

    /** @param {{on: boolean} & Seen} told */
    #tellServer(told) {
        const headers = { "Content-Type": "application/json", "X-Lanspuls": "folj" };
        return this.ask("/folj", { method: "POST", headers, body: JSON.stringify(told) });
    }
}

/* A question to those who follow a meeting: opened and closed by the same key, in whichever of its windows. */

import { announce, isRemembered, notice, remember, sayFault } from "./document.js";

/** @import { Lookup } from "./lookup.js" */

export class Forum {
    #keptAs;
    #isAsking;

    /**
     * @param {string} draft the address of the draft, or nothing
     * @param {(path: string, request: RequestInit) => Promise<any>} ask the server of the draft
     * @param {Lookup} lookup the line to type in
     * @param {() => void} tell the other windows
     */
    constructor(draft, ask, lookup, tell) {
        this.#keptAs = `lanspuls-fragar${draft}`;
        this.#isAsking = isRemembered(this.#keptAs); // also by a window that is loaded anew
        this.ask = ask;
        this.lookup = lookup;
        this.tell = tell;
    }

    /** Whether a question is open. */
    get asking() {
        return this.#isAsking;
    }

    set asking(on) {
        this.#isAsking = on;
        remember(this.#keptAs, on);
    }

    /** Lets a question be typed, or closes the one that is open. */
    toggle() {
        if (this.asking) {
            this.#send("").catch(sayFault);
        } else {
            this.lookup.open({
                label: "Fråga forumet: Ska koden räknas? Ja / Nej",
                done: (text) => this.#send(text).catch(sayFault),
            });
        }
    }

    /** @param {string} text the question with its answers; nothing closes */
    async #send(text) {
        const headers = { "Content-Type": "application/json", "X-Lanspuls": "folj" };
        const body = JSON.stringify({ text });
        const { message } = await this.ask("/folj/fraga", { method: "POST", headers, body });
        this.asking = Boolean(text);
        this.tell();
        notice(message);
        announce(message);
    }
}

/* Whether the meeting can do without a line: what keys may ask for is fetched ahead, and said to be. */

import { find } from "./document.js";

export class Readiness {
    /**
     * @param {HTMLElement} keys
     * @param {() => boolean} isWanted whether anything is to be fetched now
     * @param {() => Promise<unknown>[]} fetches
     */
    constructor(keys, isWanted, fetches) {
        this.told = find(".at-hand", keys);
        this.isWanted = isWanted;
        this.fetches = fetches;
        window.addEventListener("online", () => this.getReady());
        window.addEventListener("offline", () => {
            this.told.textContent = "Nätet är borta. Det som är hämtat visas som vanligt.";
        });
    }

    /** Has everything at hand, and tells whether it has. */
    async getReady() {
        if (!this.isWanted()) {
            return;
        }
        try {
            await Promise.all(this.fetches());
            this.told.textContent = "Redo utan nät";
        } catch {
            this.told.textContent = "Allt är inte hämtat än"; // the key that needs it asks again and says what is wrong
        }
    }
}

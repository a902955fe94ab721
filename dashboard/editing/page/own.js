/* Participants' figures by form, with what they have told before. */

import { Refused } from "./draft.js";
import { byId, dialog, make } from "./parts.js";

/** @import { Draft } from "./draft.js" */
/** @typedef {{indicator: string, place: string, unit: string, organisation: string, base: string, told: {period: string, said: string}[]}} Series */

export class OwnFigures {
    /** @type {Series[]} */
    #series = [];

    /** @param {Draft} draft */
    constructor(draft) {
        this.draft = draft;
        this.form = /** @type {HTMLFormElement} */ (byId("own-form"));
        this.form.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#save();
        });
        this.#field("indicator").addEventListener("change", () => this.#known(true));
        this.#field("place").addEventListener("change", () => this.#known(false));
    }

    async open() {
        dialog("own").showModal();
        this.#field("indicator").focus();
        this.#series = (await this.draft.ask("uppgifter.json")).told;
        byId("own-known").replaceChildren(
            ...[...new Set(this.#series.map(({ indicator }) => indicator))].map((name) => {
                const one = document.createElement("option");
                one.value = name;
                return one;
            }),
        );
    }

    /** @param {string} name */
    #field(name) {
        return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
    }

    /** What was told of the same thing before; its unit and base are offered. @param {boolean} fills */
    #known(fills) {
        const alike = this.#series.filter(({ indicator }) => indicator === this.#field("indicator").value);
        for (const name of fills && alike[0] ? /** @type {const} */ (["place", "unit", "organisation", "base"]) : []) {
            if (!this.#field(name).value) {
                this.#field(name).value = alike[0][name];
            }
        }
        byId("own-before").replaceChildren(
            ...alike.map(({ place, unit, told }) =>
                make("div", "", `${place}: ${told.map(({ period, said }) => `${period} ${said}`).join(", ")} ${unit}`),
            ),
        );
    }

    async #save() {
        const fault = /** @type {HTMLElement} */ (this.form.querySelector(".form-fault"));
        fault.textContent = "";
        byId("own-told").textContent = "";
        try {
            const { told } = await this.draft.ask("uppgift.json", Object.fromEntries(new FormData(this.form)));
            byId("own-told").textContent = told.told;
            this.#field("value").value = "";
            this.#field("note").value = "";
        } catch (error) {
            fault.textContent = error instanceof Refused ? error.message : "Servern svarar inte.";
        }
    }
}

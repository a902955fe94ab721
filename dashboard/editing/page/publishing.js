/* Publishing: the first edition, an addition or a correction, with what stops it; and what there is already. */

import { Refused } from "./draft.js";
import { byId, dialog, input, make, tellFault } from "./parts.js";

/** @import { Draft } from "./draft.js" */
/** @typedef {{number: number, told: string, address: string}} Published */

export class Publishing {
    /** @param {Draft} draft */
    constructor(draft) {
        this.draft = draft;
        byId("publish-kinds").addEventListener("change", () => this.#show());
        input("correction-note").addEventListener("input", () => this.#tell(""));
    }

    /** What is published, what can be now, and what stops that. */
    async open() {
        byId("publish-told").textContent = "";
        byId("editions").replaceChildren();
        this.#show();
        dialog("publishing").showModal();
        await this.#list();
    }

    get #kind() {
        if (!this.draft.state.editions) {
            return "first";
        }
        return /** @type {HTMLInputElement} */ (document.querySelector("#publish-kinds input[name=kind]:checked"))
            .value;
    }

    #show() {
        const { remarks: found, fault, editions } = this.draft.state;
        const isFirst = this.#kind === "first";
        byId("publish-kinds").hidden = !editions;
        byId("correcting").hidden = this.#kind !== "correction";
        const isAddition = this.#kind === "addition"; // which touches no slide
        const isStopped = Boolean(fault) || (!isAddition && found.some((one) => one.stops));
        const told = [...(fault ? [fault] : []), ...(isAddition ? [] : found).map(({ told_sv }) => told_sv)];
        byId("stops-lead").hidden = told.length === 0;
        byId("stops").replaceChildren(...told.map((text) => make("li", "", text)));
        byId("publish-told").textContent = isStopped
            ? "Det som stoppar rättas först; en rubrik som avviker kan ändras eller behållas."
            : isFirst
              ? "Inget stoppar. Alla former görs, vilket tar upp till en minut."
              : "Alla former görs om, vilket tar upp till en minut. Den utgåva som finns ligger kvar.";
        const button = byId("publish-now");
        button.hidden = isStopped;
        button.textContent =
            { addition: "Publicera tillägget", correction: "Publicera rättelsen" }[this.#kind] ?? "Publicera nu";
    }

    async #list() {
        try {
            const { told } = await this.draft.ask("utgavor.json");
            byId("editions").replaceChildren(
                ...told.editions.map((/** @type {Published} */ one) => {
                    const link = make("a", "", one.told);
                    link.setAttribute("href", one.address);
                    const row = make("li");
                    row.append(link);
                    return row;
                }),
            );
        } catch (error) {
            byId("publish-told").textContent = error instanceof Refused ? error.message : "Servern svarar inte.";
        }
    }

    /** @param {string} fault */
    #tell(fault) {
        tellFault(input("correction-note"), byId("correction-fault"), fault);
    }

    /** Publishes what has been saved, and tells where it is; or why it was refused. */
    async publish() {
        const kind = this.#kind;
        const note = input("correction-note").value.trim();
        if (kind === "correction" && !note) {
            this.#tell("Skriv vad som var fel, och vems felet var.");
            input("correction-note").focus();
            return;
        }
        const told = byId("publish-told");
        byId("publish-now").hidden = true;
        told.textContent = "Publicerar …";
        try {
            await this.draft.flush();
            const asked = { kind, note, known_now: input("known-now").checked };
            const { told: made } = await this.draft.ask("publicera.json", asked);
            this.draft.state.editions += 1;
            input("correction-note").value = "";
            input("known-now").checked = false;
            this.#show();
            await this.#list();
            const link = make("a", "", "Visa den");
            link.setAttribute("href", made.address);
            told.textContent = `${made.told} `;
            told.append(link);
            byId("publish-kinds").hidden = true; // what can be published next is asked the next time
            byId("publish-now").hidden = true;
        } catch (error) {
            told.textContent = error instanceof Refused ? error.message : "Servern svarar inte.";
            byId("publish-now").hidden = false;
        }
    }
}

/* What is found before publishing, as `lanspuls meeting check` finds it; and publishing: the first edition, an addition or a
   correction, with what stops it, and what there is already. */

import { faultOf } from "./draft.js";
import { byId, dialog, input, leadsOut, make, once, tellFault } from "./parts.js";

/** @import { Draft, Found, Group, State } from "./draft.js" */
/** @typedef {{number: number, told: string, address: string}} Published */
/** @typedef {(found: Found) => void} Goes to what is found */

/**
 * Groups of findings, each line a way to where it is mended.
 * @param {Group[]} groups
 * @param {Goes} goes
 */
function listed(groups, goes) {
    return groups.flatMap(({ title_sv, found }) => {
        const list = make("ul", "found-list");
        list.append(
            ...found.map((one) => {
                const row = make("li", one.stops ? "stops" : "");
                const link = make("button", "link", one.line_sv);
                link.setAttribute("type", "button");
                link.addEventListener("click", () => goes(one));
                row.append(link);
                return row;
            }),
        );
        return [make("h3", "", `${title_sv}: ${found.length}`), list];
    });
}

/** The line at the foot, and the list that F8 opens. */
export class Review {
    /** @param {Goes} goes */
    constructor(goes) {
        this.goes = (/** @type {Found} */ one) => {
            this.box.close();
            goes(one);
        };
        this.box = dialog("review");
    }

    /** @param {State} state */
    show({ found, fault, counted_sv }) {
        const told = fault ? "filen går inte att läsa" : counted_sv;
        byId("counted").textContent = told;
        byId("review-counted").textContent = fault || told;
        byId("review-list").replaceChildren(...listed(found, this.goes));
    }

    open() {
        if (!this.box.open) {
            this.box.showModal();
        }
    }
}

export class Publishing {
    /**
     * @param {Draft} draft
     * @param {Goes} goes
     */
    constructor(draft, goes) {
        this.draft = draft;
        this.goes = (/** @type {Found} */ one) => {
            dialog("publishing").close();
            goes(one);
        };
        byId("publish-kinds").addEventListener("change", () => this.#show());
        input("correction-note").addEventListener("input", () => this.#tell(""));
    }

    /** What is published, what can be now, and what stops that; of the draft as it is once all is saved. */
    async open() {
        byId("publish-told").textContent = "";
        byId("editions").replaceChildren();
        this.#show();
        dialog("publishing").showModal();
        await this.draft.flush();
        this.#show();
        await this.#list();
    }

    get #kind() {
        if (!this.draft.state.editions) {
            return "first";
        }
        return /** @type {HTMLInputElement} */ (document.querySelector("#publish-kinds input[name=kind]:checked"))
            .value;
    }

    /** What is found of what is published now: an addition touches no slide. */
    get #found() {
        const isAddition = this.#kind === "addition";
        return this.draft.state.found
            .map(({ title_sv, found }) => ({
                title_sv,
                found: found.filter(({ at }) => !isAddition || at === "about"),
            }))
            .filter(({ found }) => found.length > 0);
    }

    #show() {
        const { fault, editions } = this.draft.state;
        const groups = this.#found;
        const isFirst = this.#kind === "first";
        const isAddition = this.#kind === "addition";
        byId("publish-kinds").hidden = !editions;
        byId("correcting").hidden = this.#kind !== "correction";
        const isStopped = Boolean(fault) || groups.some(({ found }) => found.some(({ stops }) => stops));
        byId("noting").hidden = isStopped || isAddition; // which has no slides of its own
        byId("stops").replaceChildren(...(fault ? [make("p", "", fault)] : []), ...listed(groups, this.goes));
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
                    const row = make("li");
                    row.append(leadsOut(one.told, one.address));
                    return row;
                }),
            );
        } catch (error) {
            byId("publish-told").textContent = faultOf(error);
        }
    }

    /** @param {string} fault */
    #tell(fault) {
        tellFault(input("correction-note"), byId("correction-fault"), fault);
    }

    /** Publishes what has been saved, and tells where it is; or why it was refused. */
    publish() {
        return once(byId("publish-told"), () => this.#publish());
    }

    async #publish() {
        const kind = this.#kind;
        const note = input("correction-note").value.trim();
        if (kind === "correction" && !note) {
            this.#tell("Skriv vad som var fel, och vems felet var.");
            input("correction-note").focus();
            return;
        }
        const told = byId("publish-told");
        byId("publish-now").hidden = true;
        told.textContent = "Publicerar … Det tar upp till en minut. Stäng inte sidan.";
        told.focus();
        try {
            await this.draft.flush();
            const asked = {
                kind,
                note,
                known_now: input("known-now").checked,
                with_notes: input("with-notes").checked && kind !== "addition",
            };
            const { told: made } = await this.draft.ask("publicera.json", asked);
            input("correction-note").value = "";
            input("known-now").checked = false;
            await this.draft.look();
            this.#show();
            await this.#list();
            told.textContent = `${made.told} `;
            told.append(leadsOut("Visa den", made.address));
            byId("stops").replaceChildren();
            for (const id of ["publish-kinds", "publish-now", "noting"]) {
                byId(id).hidden = true; // what can be published next is asked the next time
            }
        } catch (error) {
            told.textContent = faultOf(error);
            byId("publish-now").hidden = false;
        }
    }
}

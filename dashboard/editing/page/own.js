/* Participants' figures by form: of a municipality or county, of another area, and an amount sought beside a key.
   What stands in the file is listed below, each changed in the form that shows all of it. */

import { faultOf } from "./draft.js";
import { byId, dialog, faultOfDay, input, make, once } from "./parts.js";
import { finish, mark, watch } from "./unfinished.js";

/** @import { Draft } from "./draft.js" */
/** @typedef {"plain" | "area" | "key"} Kind */
/** @typedef {Record<string, string>} Fields */
/**
 * @typedef {object} Series
 * @property {string} indicator
 * @property {string} area
 * @property {string} where
 * @property {string} place
 * @property {string} unit
 * @property {string} organisation
 * @property {string} base
 * @property {string} key
 * @property {string} key_of
 * @property {{period: string, said: string, file: string}[]} told each with the file it stands in where that is another
 */
/** @typedef {{n: number, mark: string, form: Kind, told_sv: string, fields: Fields}} Entry */
/** @typedef {{key: string, key_of: string}} Key */
/** @typedef {{told: string, where: string, how: string}} There a statement of another file, and how it is changed there */

const TRY_MS = 400;
const SEEK_MS = 200;
const NEEDED = ["indicator", "place", "period", "value", "unit"];
const OFFERED = /** @type {const} */ (["area", "place", "unit", "organisation", "base", "key", "key_of"]);

/** @param {Series["told"][number]} one */
const saidOf = ({ period, said, file }) => `${period} ${said}${file ? ` (i ${file})` : ""}`;

export class OwnFigures {
    /** @type {Series[]} */
    #series = [];
    /** @type {Kind} */
    #kind = "plain";
    /** @type {Entry | null} the statement that is being changed */
    #changing = null;
    #county = "";
    #trying = 0;
    #tried = 0;
    #seeking = 0;
    #sought = 0;

    /** @param {Draft} draft */
    constructor(draft) {
        this.draft = draft;
        this.box = dialog("own");
        this.fault = /** @type {HTMLElement} */ (this.box.querySelector(".form-fault"));
        for (const form of this.box.querySelectorAll("form")) {
            watch(form, { save: () => this.#saveForm(form), clear: () => this.#empty(form) });
            form.addEventListener("submit", (event) => {
                event.preventDefault();
                this.#save();
            });
            form.addEventListener("input", () => this.#typed());
            form.addEventListener("change", ({ target }) => {
                const { name } = /** @type {HTMLInputElement} */ (target);
                if (["indicator", "place", "area"].includes(name)) {
                    this.#known(name === "indicator");
                }
                if (name === "place" && this.#kind === "key") {
                    this.#keys();
                }
            });
        }
        for (const button of this.box.querySelectorAll("[data-own]")) {
            const kind = /** @type {Kind} */ (/** @type {HTMLElement} */ (button).dataset.own);
            button.addEventListener("click", () => this.#show(kind));
        }
        input("own-key-search").addEventListener("input", () => {
            clearTimeout(this.#seeking);
            this.#seeking = setTimeout(() => this.#keys(), SEEK_MS);
        });
        byId("own-save").addEventListener("click", () => this.#save());
        byId("own-undo").addEventListener("click", () => once(byId("own-save"), () => this.#make({ op: "undo" })));
        byId("own-new").addEventListener("click", async () => (await finish(this.box)) && this.#clear());
        byId("own-entries").addEventListener("click", ({ target }) =>
            this.#ofEntry(/** @type {HTMLElement} */ (target)),
        );
    }

    async open() {
        this.box.showModal();
        this.#show(this.#kind);
        await this.#read("");
    }

    /** What there is from before: series, statements and keys. @param {string} place whose keys are offered */
    async #read(place) {
        try {
            const { told } = await this.draft.ask(`uppgifter.json?plats=${encodeURIComponent(place)}`);
            this.#series = told.series;
            this.#county ||= told.county;
            this.#list(told.entries);
            this.#listElsewhere(told.elsewhere);
            this.#offer(told.keys, "");
            byId("own-known").replaceChildren(
                ...[...new Set(this.#series.map(({ indicator }) => indicator))].map((name) => new Option(name, name)),
            );
            this.#field("key", "place").defaultValue = this.#county;
        } catch (error) {
            this.fault.textContent = faultOf(error);
        }
    }

    /** @param {Kind} kind */
    #form(kind = this.#kind) {
        return /** @type {HTMLFormElement} */ (this.box.querySelector(`form[data-form="${kind}"]`));
    }

    /**
     * @param {Kind} kind
     * @param {string} name
     */
    #field(kind, name) {
        return /** @type {HTMLInputElement} */ (this.#form(kind).elements.namedItem(name));
    }

    /** @param {Kind} kind */
    #show(kind) {
        this.#kind = kind;
        for (const button of this.box.querySelectorAll("[data-own]")) {
            button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.own === kind));
        }
        for (const form of this.box.querySelectorAll("form")) {
            form.hidden = form.dataset.form !== kind;
        }
        this.fault.textContent = "";
        /** @type {HTMLInputElement} */ (this.#form().querySelector("input"))?.focus();
        this.#known(false);
        this.#typed();
    }

    async #keys() {
        const mine = ++this.#sought;
        const place = this.#field("key", "place").value;
        const query = input("own-key-search").value.trim();
        const { told } = await this.draft
            .ask(`uppgifter.json?plats=${encodeURIComponent(place)}&nyckel=${encodeURIComponent(query)}`)
            .catch(() => ({ told: { keys: [] } }));
        if (mine === this.#sought) {
            this.#offer(told.keys, query);
        }
    }

    /**
     * Keys that can be taken as they are: those that words have found, or the usual ones.
     * @param {Key[]} keys
     * @param {string} query
     */
    #offer(keys, query) {
        const buttons = keys.map(({ key, key_of }) => {
            const button = make("button", "link", `${key} procent, ${key_of}`);
            button.setAttribute("type", "button");
            button.addEventListener("click", () => {
                this.#field("key", "key").value = key;
                this.#field("key", "key_of").value = key_of;
                this.#typed();
            });
            return button;
        });
        const none = query ? `Inget antal som finns för länet och riket heter ”${query}”.` : "";
        byId("own-keys").replaceChildren(
            ...(buttons.length ? [make("span", "", "Ta en nyckel: "), ...buttons] : [make("span", "", none)]),
        );
    }

    /** What was told of the same thing before; its place, unit and base are offered. @param {boolean} fills */
    #known(fills) {
        const alike = this.#series.filter(({ indicator }) => indicator === this.#field(this.#kind, "indicator").value);
        for (const name of fills && alike[0] && !this.#changing ? OFFERED : []) {
            const field = this.#field(this.#kind, name);
            if (field && !field.value) {
                field.value = alike[0][name];
            }
        }
        byId("own-before").replaceChildren(
            ...alike.map(({ where, unit, told }) =>
                make("div", "", `${where}: ${told.map(saidOf).join(", ")} ${unit}`),
            ),
        );
    }

    /** What is asked of the server: all fields of the form that is seen. */
    #asked() {
        const { n, mark } = this.#changing ?? {};
        return { ...Object.fromEntries(new FormData(this.#form())), form: this.#kind, n, mark };
    }

    /** Shows how it will be said, when its writer pauses and it is whole. */
    #typed() {
        clearTimeout(this.#trying);
        if (NEEDED.some((name) => !this.#field(this.#kind, name).value.trim())) {
            byId("own-trial").textContent = "";
            return;
        }
        this.#trying = setTimeout(async () => {
            const mine = ++this.#tried;
            const { told } = await this.draft
                .ask("uppgift.json", { ...this.#asked(), op: "try" })
                .catch(() => ({ told: null })); // it is not whole yet
            if (mine === this.#tried) {
                byId("own-trial").textContent = told?.told ?? "";
            }
        }, TRY_MS);
    }

    /** Saves what one of the forms says, as it is asked to when it is left. @param {HTMLFormElement} form */
    async #saveForm(form) {
        if (form.hidden) {
            this.#show(/** @type {Kind} */ (form.dataset.form));
        }
        return (await this.#save()) === true;
    }

    /** @param {HTMLFormElement} form */
    #empty(form) {
        form.reset();
        if (this.#changing?.form === form.dataset.form) {
            this.#clear();
        }
    }

    #save() {
        return once(byId("own-save"), () => this.#saveOnce());
    }

    async #saveOnce() {
        const said = this.#field(this.#kind, "when");
        const fault = faultOfDay(said);
        if (fault) {
            this.fault.textContent = `Dag då det sades: ${fault}`;
            said.focus();
            return false;
        }
        const isMade = await this.#make({ ...this.#asked(), op: this.#changing ? "change" : "add" });
        if (!isMade) {
            return false;
        }
        mark(this.#form(), false);
        if (this.#changing) {
            this.#clear();
        } else {
            this.#field(this.#kind, "value").value = "";
            this.#field(this.#kind, "note").value = "";
            this.#typed();
        }
        return true;
    }

    /** Makes a change of the file and says it, or why it was not made. @param {Record<string, unknown>} asked */
    async #make(asked) {
        this.fault.textContent = "";
        byId("own-told").textContent = "sparar …";
        try {
            const { told } = await this.draft.ask("uppgift.json", asked);
            byId("own-told").textContent = told.told;
            byId("own-undo").hidden = false;
            this.#list(told.entries);
            return true;
        } catch (error) {
            byId("own-told").textContent = "Inte sparat";
            this.fault.textContent = faultOf(error);
            return false;
        }
    }

    /** An empty form, for a statement of its own. */
    #clear() {
        this.#changing = null;
        for (const form of this.box.querySelectorAll("form")) {
            form.reset();
            mark(form, false);
        }
        byId("own-save").textContent = "Spara talet";
        byId("own-new").hidden = true;
        this.#show(this.#kind);
    }

    /** @param {Entry[]} entries */
    #list(entries) {
        byId("own-entries").replaceChildren(
            ...entries.map((entry) => {
                const row = make("li");
                const buttons = ["Ändra", "Ta bort"].map((name) => {
                    const button = make("button", "link", name);
                    button.setAttribute("type", "button");
                    button.setAttribute("aria-label", `${name} ${entry.told_sv}`);
                    button.dataset.entry = JSON.stringify(entry);
                    button.dataset.does = name === "Ändra" ? "change" : "remove";
                    return button;
                });
                row.append(make("span", "", entry.told_sv), ...buttons);
                return row;
            }),
        );
        if (!entries.length) {
            byId("own-entries").append(make("li", "meta", "Inga tal än."));
        }
    }

    /** What other files say is shown beside, and changed there. @param {There[]} there */
    #listElsewhere(there) {
        byId("own-elsewhere-section").hidden = there.length === 0;
        byId("own-elsewhere").replaceChildren(
            ...there.map(({ told, where, how }) => {
                const row = make("li");
                row.append(make("span", "", told), make("b", "", where), make("span", "meta", how));
                return row;
            }),
        );
    }

    /** @param {HTMLElement} pressed */
    async #ofEntry(pressed) {
        if (!pressed.dataset.entry) {
            return;
        }
        const entry = /** @type {Entry} */ (JSON.parse(pressed.dataset.entry));
        if (pressed.dataset.does === "remove") {
            await once(byId("own-save"), () => this.#make({ op: "remove", n: entry.n, mark: entry.mark }));
            return;
        }
        if (!(await finish(this.box))) {
            return; // what is written in a form comes first
        }
        this.#clear();
        this.#changing = entry;
        for (const [name, text] of Object.entries(entry.fields)) {
            const field = this.#field(entry.form, name);
            if (field) {
                field.value = text;
            }
        }
        byId("own-save").textContent = "Spara ändringen";
        byId("own-new").hidden = false;
        this.#show(entry.form);
    }
}

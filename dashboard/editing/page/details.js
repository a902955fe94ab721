/* What the meeting says beside its slides: a field for each key of its file. Words are saved when their writer pauses;
   what has a form of its own, as a day, a time or an address, when its field is left: half of one is another. */

import { placeOf } from "./changing.js";
import { faultOf } from "./draft.js";
import { announce, byId, dialog, encoded, faultOfDay, input, nameRow, once, standAt, tellFault } from "./parts.js";
import { mark, watch } from "./unfinished.js";

/** @import { About, Change, Draft, Part, Row, State } from "./draft.js" */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

const SAVE_MS = 900;
const PARTS = /** @type {const} */ (["lank", "bilaga", "fraga"]);
const NAMES = { lank: "länken", bilaga: "bilagan", fraga: "frågan" };

export class Details {
    #saving = 0;
    #ids = 0;
    #ticked = false;
    /** What was shown last. @type {About | null} */
    #shown = null;

    /** @param {Draft} draft */
    constructor(draft) {
        this.draft = draft;
        this.box = dialog("about");
        this.box.addEventListener("input", ({ target }) => this.#typed(/** @type {Field} */ (target)));
        this.box.addEventListener("change", ({ target }) => this.#changed(/** @type {Field} */ (target)));
        this.box.addEventListener("focusout", ({ target }) => {
            this.#leave(/** @type {Field} */ (target));
            this.draft.flush().then(() => this.show(this.draft.state));
        });
        this.box.addEventListener("keydown", ({ key, target }) => {
            if (key === "Enter") {
                this.#leave(/** @type {Field} */ (target));
                this.draft.flush();
            }
        });
        this.box.addEventListener("close", () => this.draft.flush());
        this.box.addEventListener("dropped", ({ target }) => {
            this.#tell(/** @type {Field} */ (target), "");
            delete (/** @type {HTMLElement} */ (target).dataset.held);
            this.show(this.draft.state);
        });
        this.box.addEventListener("click", ({ target }) => this.#pressed(/** @type {HTMLElement} */ (target)));
        for (const form of this.box.querySelectorAll("form")) {
            const save = async () => Boolean(await once(form, () => this.#add(form)));
            watch(form, { save, clear: () => form.reset() });
            form.addEventListener("submit", (event) => {
                event.preventDefault();
                save();
            });
        }
        byId("next-undecided").addEventListener("click", () => this.#set(this.#of("next"), ""));
        for (const field of this.box.querySelectorAll("[data-says]")) {
            this.#describe(/** @type {HTMLElement} */ (field));
        }
    }

    open() {
        this.show(this.draft.state);
        this.box.showModal();
        this.#of("title").focus();
    }

    /** Shows what the file says; what is being written, and what could not be saved, stays as it is. @param {State} state */
    show(state) {
        const { about } = state;
        if (!about) {
            return;
        }
        for (const part of PARTS) {
            this.#follow(part, state);
            this.#rows(part, about[part]);
        }
        this.#shown = about;
        for (const field of this.#fields()) {
            this.#fill(field, this.#said(field, about));
        }
        byId("next-told").textContent = about.next_sv;
        byId("next-undecided").hidden = !about.fields.next;
        this.#neighbours(about);
    }

    /** @returns {Field[]} */
    #fields() {
        return /** @type {Field[]} */ ([...this.box.querySelectorAll(":is(input, textarea, select)[data-says]")]);
    }

    /** @param {string} key @returns {Field} */
    #of(key) {
        return /** @type {Field} */ (this.box.querySelector(`:not(li) > .fields [data-says="${key}"]`));
    }

    /** What the file says of a field. @param {Field} field @param {About} about */
    #said(field, about) {
        const { part, n } = this.#rowOf(field);
        const key = field.dataset.says ?? "";
        return part ? about[part][n]?.[key] : about.fields[key];
    }

    /** @param {Field} field @param {string | boolean | undefined} said */
    #fill(field, said) {
        const { held, refused } = field.dataset;
        const isHeld = document.activeElement === field || !this.draft.isSaved || held || refused;
        if (field.type === "file" || said === undefined || refused || (isHeld && this.box.open)) {
            return;
        }
        if (typeof said === "boolean") {
            /** @type {HTMLInputElement} */ (field).checked = said;
        } else if (field.value !== said) {
            field.value = said;
        }
    }

    /** The list and position of a row that something stands in. @param {Element} inside @returns {{part: Part | undefined, n: number}} */
    #rowOf(inside) {
        const row = inside.closest("li");
        const part = /** @type {Part | undefined} */ (
            row && /** @type {HTMLElement | null} */ (row.closest("[data-part]"))?.dataset.part
        );
        return { part, n: row?.parentElement ? [...row.parentElement.children].indexOf(row) : 0 };
    }

    /** @param {Part} part */
    #section(part) {
        return /** @type {HTMLElement} */ (this.box.querySelector(`[data-part="${part}"]`));
    }

    /** The row that is written in goes where another window has moved it. @param {Part} part @param {State} state */
    #follow(part, state) {
        const field = /** @type {HTMLElement | null} */ (document.activeElement);
        const row = this.#section(part).contains(field) && field?.closest("li");
        const [before, now] = [this.#shown?.[part] ?? [], state.about?.[part] ?? []];
        const { n } = row ? this.#rowOf(row) : { n: -1 };
        const at = before[n] ? placeOf({ op: "row", part, n, key: field?.dataset.says }, before[n], state) : -1;
        if (row && (at >= 0 || now.length < before.length)) {
            standAt(row, at, () => this.#model(part));
        }
    }

    /** A row as it is without anything said. @param {Part} part */
    #model(part) {
        const { content } = /** @type {HTMLTemplateElement} */ (this.#section(part).querySelector("template"));
        const row = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
        for (const field of row.querySelectorAll("[data-says]")) {
            this.#describe(/** @type {HTMLElement} */ (field));
        }
        return row;
    }

    /**
     * As many rows as the file has, each named by what it is.
     * @param {Part} part
     * @param {Row[]} rows
     */
    #rows(part, rows) {
        const list = /** @type {HTMLElement} */ (this.#section(part).querySelector("ol"));
        while (list.children.length > rows.length) {
            list.lastElementChild?.remove();
        }
        while (list.children.length < rows.length) {
            list.append(this.#model(part));
        }
        [...list.children].forEach((row, n) => {
            nameRow(row, `${NAMES[part]} ${rows[n].title ?? rows[n].text}`, n, rows.length);
            for (const key of ["file", "remark"]) {
                const place = row.querySelector(`[data-${key}]`);
                if (place) {
                    place.textContent = String(rows[n][key]);
                }
            }
        });
    }

    /** Gives a field the place where its fault is told. @param {HTMLElement} field */
    #describe(field) {
        const place = this.#place(field);
        if (place) {
            place.id ||= `about-fault-${++this.#ids}`;
            field.setAttribute("aria-describedby", place.id);
        }
    }

    /** @param {Element} field */
    #place(field) {
        const around = field.closest(".says, fieldset");
        return /** @type {HTMLElement | null} */ (around?.querySelector('.field-fault[role="alert"]') ?? null);
    }

    /** @param {Field} field @param {string} fault */
    #tell(field, fault) {
        const place = this.#place(field);
        if (place) {
            tellFault(field, place, fault);
        }
        if (fault) {
            field.dataset.refused = "yes";
        } else {
            delete field.dataset.refused;
        }
    }

    /** @param {Field} field */
    #typed(field) {
        const isText = field.tagName === "TEXTAREA" || field.type === "text";
        if ("whole" in field.dataset) {
            field.dataset.held = "yes";
            saysWhen("sparas när du lämnar fältet");
        } else if (field.dataset.says && isText) {
            this.#write(field, field.value);
            clearTimeout(this.#saving);
            this.#saving = setTimeout(() => this.draft.flush(), SAVE_MS);
        }
    }

    /** What is saved whole is, now that its field is left; or why it is no such thing. @param {Field} field */
    #leave(field) {
        if (!field.dataset?.held && !field.validity?.badInput) {
            return; // half a day says nothing while it is written
        }
        delete field.dataset.held;
        const fault = field.type === "date" ? faultOfDay(/** @type {HTMLInputElement} */ (field)) : "";
        if (fault) {
            this.#tell(field, fault);
            saysWhen("Inte sparat, se felet vid fältet");
        } else {
            this.#write(field, field.value);
        }
    }

    /** What is chosen is saved at once. @param {Field} field */
    #changed(field) {
        if (field.closest("[data-says=neighbours]")) {
            this.#setNeighbours(/** @type {HTMLInputElement} */ (field));
        } else if (field.dataset.says === "file") {
            this.#attach(/** @type {HTMLInputElement} */ (field));
        } else if (field.dataset.says === "approved") {
            const { part, n } = this.#rowOf(field);
            const value = /** @type {HTMLInputElement} */ (field).checked;
            this.#make({ op: "row", part, n, key: "approved", value }, "Godkännandet är sparat", field);
        } else if (field.dataset.says && field.tagName === "SELECT") {
            this.#set(field, field.value);
        }
    }

    /** @param {Field} field @param {string} value */
    #write(field, value) {
        const { part, n } = this.#rowOf(field);
        const key = field.dataset.says;
        const change = part ? { op: "row", part, n, key, value } : { op: "detail", n: 0, key, value };
        this.draft.write(change, (fault) => {
            this.#tell(field, fault);
            if (!fault) {
                this.#again(field);
            }
            return true;
        });
    }

    /** @param {Field} field @param {string} value */
    #set(field, value) {
        field.value = value;
        this.#write(field, value);
        return this.draft.flush();
    }

    /** What was refused may be right by now, as an end that was before the beginning. @param {Field} saved */
    #again(saved) {
        const refused = this.#fields().filter(
            (one) => one !== saved && one.dataset.refused && one.type !== "file" && one.validity.valid,
        );
        for (const field of refused) {
            delete field.dataset.refused; // asked once for each text that was saved
            this.#write(field, field.value);
        }
        if (refused.length) {
            setTimeout(() => this.draft.flush());
        }
    }

    /** The counties that slides can be turned to; what was ticked and is on its way stays. @param {About} about */
    #neighbours({ fields, neighbours }) {
        this.#ticked &&= !this.draft.isSaved;
        for (const one of byId("counties").querySelectorAll("input")) {
            one.checked = this.#ticked ? one.checked : neighbours.includes(one.value);
            one.disabled = one.value === fields.county;
        }
        if (!this.#ticked) {
            input("at-border").checked = byId("counties").hidden = fields.neighbours === "";
        }
    }

    /** @param {HTMLInputElement} field */
    #setNeighbours(field) {
        this.#ticked = true;
        const own = this.#of("county").value;
        const ticked = [...byId("counties").querySelectorAll("input")].filter(
            (one) => one.checked && one.value !== own,
        );
        const isStandard = field.id === "at-border" && field.checked;
        const value = isStandard ? "" : ticked.map((one) => one.value).join(" ") || "-";
        byId("counties").hidden = isStandard;
        const group = /** @type {HTMLElement} */ (field.closest("fieldset"));
        const told = (/** @type {string} */ fault) =>
            tellFault(group, /** @type {HTMLElement} */ (group.querySelector(".field-fault")), fault);
        this.draft.write({ op: "detail", n: 0, key: "neighbours", value }, told);
        this.draft.flush().then(() => this.show(this.draft.state));
    }

    /** @param {HTMLElement} pressed */
    async #pressed(pressed) {
        const does = pressed.dataset.row;
        const { part, n } = this.#rowOf(pressed);
        if (!does || !part) {
            return;
        }
        const to = does === "up" ? n - 1 : n + 1;
        const change = does === "remove" ? { op: "row-remove", part, n } : { op: "row-move", part, n, to };
        if (await once(pressed, () => this.#make(change))) {
            const rows = this.#section(part).querySelectorAll("li");
            const row = rows[Math.min(does === "remove" ? n : to, rows.length - 1)];
            const again = row?.querySelector(`button[data-row="${does}"]:enabled`) ?? row?.querySelector("input");
            const next = again ?? this.#section(part).querySelector("form input");
            /** @type {HTMLElement | null} */ (next)?.focus();
        }
    }

    /** Another file in the place of an attachment's. @param {HTMLInputElement} field */
    async #attach(field) {
        const file = field.files?.[0];
        if (file) {
            saysWhen(`sparar ${file.name} …`);
            const { n } = this.#rowOf(field);
            const change = { op: "attach", n, name: file.name, content: await encoded(file) };
            await once(field, () => this.#make(change, "", field));
            field.value = "";
        }
    }

    /** A further link, attachment or question. @param {HTMLFormElement} form */
    async #add(form) {
        const part = /** @type {HTMLElement} */ (form.closest("[data-part]")).dataset.part;
        const fault = /** @type {HTMLElement} */ (form.querySelector(".form-fault"));
        fault.textContent = "";
        const said = Object.fromEntries(new FormData(form));
        const { file } = said;
        if (file instanceof File && !file.name) {
            fault.textContent = "Välj en fil.";
            return null;
        }
        saysWhen("sparar …");
        const change =
            file instanceof File
                ? { op: "attach", title: said.title, name: file.name, content: await encoded(file) }
                : { op: "row-add", part, ...said };
        const told = await this.#make(change, "", null, fault);
        if (told) {
            form.reset();
            mark(form, false);
            /** @type {HTMLElement | null} */ (form.querySelector("input"))?.focus();
        }
        return told;
    }

    /**
     * Makes a change and says it, or beside the field why it was not made.
     * @param {Change} change
     * @param {string} said
     * @param {Field | null} field
     * @param {HTMLElement | null} place
     */
    async #make(change, said = "", field = null, place = null) {
        try {
            const told = await this.draft.change(change);
            announce(told?.told || said || `sparat ${this.draft.state.saved}`, "about");
            if (field) {
                this.#tell(field, "");
            }
            return told;
        } catch (error) {
            const text = faultOf(error);
            saysWhen("Inte sparat");
            if (field) {
                this.#tell(field, text);
                delete field.dataset.refused;
            } else if (place) {
                place.textContent = text;
            } else {
                announce(text, "about");
            }
            return null;
        }
    }
}

/** Tells at once when it is saved. @param {string} text */
const saysWhen = (text) => byId("about-saved").replaceChildren(text);

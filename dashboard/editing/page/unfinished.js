/* What is typed or chosen and not saved yet is never lost without a word: whoever closes its dialog, empties its form or
   leaves the page is asked.

   A form in a dialog adds something when it is sent; until then it is unfinished. Its dialog asks. */

import { byId, dialog, make } from "./parts.js";

/**
 * What a form is for.
 * @typedef {object} Form
 * @property {() => Promise<boolean>} save adds what it says, and tells whether that was done
 * @property {() => void} clear empties it
 */

/** @type {Map<HTMLFormElement, Form>} */
const forms = new Map();
/** @type {((answer: "save" | "drop" | "stay") => void) | null} */
let answered = null;
let saved = async () => {};

/** What saves the fields that are saved when they are left. @param {() => Promise<unknown>} save */
export function beforeAsking(save) {
    saved = async () => {
        await save();
    };
}

/**
 * Watches a form, whose ``data-what`` says of what it makes that it is not there yet.
 * @param {HTMLFormElement} form
 * @param {Form} does
 */
export function watch(form, does) {
    forms.set(form, does);
    for (const kind of ["input", "change"]) {
        form.addEventListener(kind, ({ target }) => {
            if (/** @type {HTMLInputElement} */ (target).type !== "search") {
                mark(form, said(form).length > 0);
            }
        });
    }
}

/**
 * Says whether a form has what is not saved.
 * @param {HTMLFormElement} form
 * @param {boolean} isUnfinished
 */
export function mark(form, isUnfinished) {
    form.toggleAttribute("data-unfinished", isUnfinished);
}

/** What was filled in. @param {HTMLFormElement} form @returns {string[]} */
function said(form) {
    return [...form.elements].flatMap((element) => {
        const field = /** @type {HTMLInputElement} */ (element);
        if (field.type === "file") {
            return [...(field.files ?? [])].map(({ name }) => name);
        }
        const isText = field.matches("textarea, input:not([type=search], [type=checkbox])");
        return isText && field.value !== field.defaultValue && field.value.trim() ? [`”${field.value.trim()}”`] : [];
    });
}

/** The forms of a dialog, or of all, that are unfinished. @param {ParentNode} inside */
function unfinished(inside = document) {
    return [...inside.querySelectorAll("form[data-unfinished]")].map((one) => /** @type {HTMLFormElement} */ (one));
}

/** The fields of a dialog whose text was refused. @param {ParentNode} inside */
function refused(inside = document) {
    return [...inside.querySelectorAll("[data-refused]")].map((one) => /** @type {HTMLInputElement} */ (one));
}

/** Whether anything would be lost with the page. */
export const isAnythingUnfinished = () => unfinished().length + refused().length > 0;

/**
 * Asks what becomes of what is unfinished, where something is: whether it is saved or dropped by now.
 * @param {HTMLElement} inside
 */
export async function finish(inside) {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    if (active?.matches("[data-held], input[type=date]")) {
        active.blur();
        await saved();
    }
    const open = unfinished(inside);
    const wrong = refused(inside);
    if (!open.length && !wrong.length) {
        return true;
    }
    const answer = await ask(open, wrong);
    if (answer === "stay") {
        const first = wrong[0] ?? open[0].querySelector("input, textarea");
        /** @type {HTMLElement} */ (first).focus();
        return false;
    }
    for (const form of open) {
        if (answer === "drop") {
            forms.get(form)?.clear();
            mark(form, false);
        } else if (!(await forms.get(form)?.save())) {
            return false; // the form says why
        }
    }
    for (const field of answer === "drop" ? wrong : []) {
        field.dispatchEvent(new CustomEvent("dropped", { bubbles: true }));
    }
    if (answer === "save") {
        wrong[0]?.focus();
    }
    return answer === "drop" || wrong.length === 0;
}

/** Closes a dialog, once nothing is lost by that. @param {HTMLDialogElement} box */
export async function close(box) {
    if (await finish(box)) {
        box.close();
    }
}

/**
 * @param {HTMLFormElement[]} open
 * @param {HTMLInputElement[]} wrong
 * @returns {Promise<"save" | "drop" | "stay">}
 */
function ask(open, wrong) {
    const box = dialog("unfinished");
    if (answered) {
        return Promise.resolve("stay"); // it is being asked already
    }
    const told = open.map((form) => `${form.dataset.what}: ${cut(said(form).join(", "))}`);
    const names = wrong.map((field) => `Inte sparat: ${nameOf(field)} ”${cut(field.value)}”.`);
    byId("unfinished-what").replaceChildren(...[...told, ...names].map((text) => make("li", "", text)));
    byId("unfinished-save").hidden = open.length === 0;
    box.showModal();
    return new Promise((done) => {
        answered = (answer) => {
            answered = null;
            box.close();
            done(answer);
        };
    });
}

/** @param {string} text */
const cut = (text) => (text.length > 160 ? `${text.slice(0, 160)} …` : text);

/** @param {HTMLElement} field */
function nameOf(field) {
    const label = field.closest("label") ?? document.querySelector(`label[for="${field.id}"]`);
    return label?.firstChild?.textContent?.trim() ?? "";
}

for (const answer of /** @type {const} */ (["save", "drop", "stay"])) {
    byId(`unfinished-${answer}`).addEventListener("click", () => answered?.(answer));
}
document.addEventListener("keydown", (event) => {
    const box = event.target instanceof Element ? event.target.closest("dialog") : null;
    if (event.key !== "Escape" || event.defaultPrevented || !box) {
        return;
    }
    event.preventDefault();
    if (box.id === "unfinished") {
        answered?.("stay");
    } else if (box.id !== "conflict") {
        close(box); // of two texts one must be chosen
    }
});
for (const box of document.querySelectorAll("dialog")) {
    box.addEventListener("cancel", (event) => {
        const isOwn = event.target === box; // a file that was not chosen after all is a cancel too, of its field
        if (isOwn && (box.id === "conflict" || unfinished(box).length + refused(box).length)) {
            event.preventDefault();
            if (box.id !== "conflict") {
                close(box);
            }
        }
    });
    box.addEventListener("close", () => box.id === "unfinished" && answered?.("stay"));
}

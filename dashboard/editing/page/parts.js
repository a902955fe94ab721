/* What all of the page needs: to find elements, to make them, and to say what was done. */

/**
 * The element that has an id, which the server's page always has.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
    const found = document.getElementById(id);
    if (!found) {
        throw new Error(`the page has no #${id}`);
    }
    return found;
}

/** @param {string} id */
export const input = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {string} id */
export const dialog = (id) => /** @type {HTMLDialogElement} */ (byId(id));

/**
 * An element with a class and text.
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 */
export function make(tag, className = "", text = "") {
    const made = document.createElement(tag);
    if (className) {
        made.className = className;
    }
    made.textContent = text;
    return made;
}

/**
 * A link to a page outside the draft, which stays where it is.
 * @param {string} text
 * @param {string} address
 */
export function leadsOut(text, address) {
    const link = make("a", "", `${text} (ny flik)`);
    link.setAttribute("href", address);
    link.setAttribute("target", "_blank");
    return link;
}

/** Whether what was told by the running order was not heard: nothing outside a dialog that is open is. */
let isUnheard = false;

/**
 * Tells what was done: by the running order, or in the dialog where it was asked for while that is open, never in another's.
 * @param {string} text
 * @param {string} [asked] the dialog's id
 */
export function announce(text, asked = "") {
    const here = asked && dialog(asked).open ? byId(asked).querySelector(".said-here") : null;
    if (here) {
        here.textContent = text;
    } else if (asked !== "about") {
        byId("said").textContent = text; // what is beside the slides is not of their order: that it is saved stands above
        isUnheard = Boolean(document.querySelector("dialog[open]"));
    }
}

/** A dialog is closed: what it told is over, and what was told outside it is told again to those who hear. @param {HTMLDialogElement} box */
function closed(box) {
    for (const told of box.querySelectorAll(".said-here")) {
        told.textContent = told.matches(".saved-here") ? byId("saved").textContent : "";
    }
    const { textContent: text } = byId("said");
    if (text && isUnheard && !document.querySelector("dialog[open]")) {
        announce("");
        requestAnimationFrame(() => byId("said").textContent || announce(text));
    }
}
for (const box of document.querySelectorAll("dialog")) {
    box.addEventListener("close", () => closed(box));
}

/**
 * Tells a field's fault beside it, or that there is none, to those who see it and those who hear it.
 * @param {HTMLElement} field
 * @param {HTMLElement} place where it is told
 * @param {string} fault
 */
export function tellFault(field, place, fault) {
    if (place.textContent !== fault) {
        place.textContent = fault;
    }
    field.setAttribute("aria-invalid", String(fault !== ""));
    return true;
}

/**
 * Does what a form or button is for, unless it is doing that already: it says that it is busy, and what is pressed twice is
 * done once.
 * @template T
 * @param {Element} holder
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T | undefined>}
 */
export async function once(holder, work) {
    if (holder.getAttribute("aria-busy") === "true") {
        return undefined;
    }
    holder.setAttribute("aria-busy", "true");
    try {
        return await work();
    } finally {
        holder.removeAttribute("aria-busy");
    }
}

/**
 * Names a row of a list, and its buttons, of which the first and last row have one that does nothing.
 * @param {Element} row
 * @param {string} name
 * @param {number} n from 0
 * @param {number} count of rows
 */
export function nameRow(row, name, n, count) {
    row.setAttribute("aria-label", name);
    row.classList.toggle("alone", count === 1);
    for (const button of row.querySelectorAll("button")) {
        const { row: what = "" } = button.dataset;
        const does = { up: "Flytta upp", down: "Flytta ned", remove: "Ta bort" }[what];
        button.setAttribute("aria-label", `${does} ${name}`);
        button.disabled = (what === "up" && n === 0) || (what === "down" && n === count - 1);
    }
}

/**
 * Makes a row stand at a place of its list, by empty ones above it that are made, or by fewer: it keeps its focus, which one
 * that is moved would lose. What all of them say is told anew.
 * @param {Element} row
 * @param {number} at from 0; -1 takes it away
 * @param {() => Element} made
 */
export function standAt(row, at, made) {
    const list = row.parentElement;
    const n = [...(list?.children ?? [])].indexOf(row);
    if (at < 0) {
        row.remove();
        return;
    }
    for (let left = n; left > at; left -= 1) {
        list?.firstElementChild?.remove();
    }
    for (let more = n; more < at; more += 1) {
        list?.prepend(made());
    }
}

const DAY = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** Why what stands in a field for a day is none that it takes; empty where it is. @param {HTMLInputElement} field */
export function faultOfDay({ validity, min, max }) {
    const told = (/** @type {string} */ day) => DAY.format(new Date(day));
    if (validity.badInput) {
        return "Datumet är inte helt, eller finns inte. Skriv år, månad och dag.";
    }
    if (validity.rangeUnderflow) {
        return `Dagen är för tidig. Den första som går är ${told(min)}.`;
    }
    return validity.rangeOverflow ? `Dagen är för sen. Den sista som går är ${told(max)}.` : "";
}

/** A file's bytes as base64. @param {File} file @returns {Promise<string>} */
export async function encoded(file) {
    return (await addressOf(file)).split(",")[1] ?? "";
}

/** A file as an address of its own. @param {File} file @returns {Promise<string>} */
export function addressOf(file) {
    return new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(String(reader.result));
        reader.readAsDataURL(file);
    });
}

/** ``1:05`` of seconds. @param {number} seconds */
export function clock(seconds) {
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

/**
 * What is used of plotly.js.
 * @typedef {object} Plotly
 * @property {(box: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>} react
 * @property {(box: HTMLElement) => void} purge
 */
export const plotly = () => /** @type {typeof globalThis & {Plotly?: Plotly}} */ (globalThis).Plotly;

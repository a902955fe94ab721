/* What all of the meeting's page needs of its document: to find elements, and to tell the reader something. */

import { Told, toldOf } from "./asking.js";

const NOTICE_MS = 5000;
let noticing = 0;
let saying = 0;

/**
 * Everything a selector finds.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
export function findAll(selector, within = document) {
    return [.../** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(selector))];
}

/**
 * The first element that a selector finds, where the page may lack it.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement | undefined}
 */
export function findIfAny(selector, within = document) {
    return findAll(selector, within)[0];
}

/**
 * The element that a selector finds, which the server's page always has.
 * @param {string} selector
 * @param {ParentNode} [within]
 */
export function find(selector, within = document) {
    const found = findIfAny(selector, within);
    if (!found) {
        throw new Error(`the page has no ${selector}`);
    }
    return found;
}

/** @param {() => void} work */
export function whenIdle(work) {
    if (window.requestIdleCallback) {
        window.requestIdleCallback(work, { timeout: 500 });
    } else {
        setTimeout(work, 30); // Safari
    }
}

/** Says what goes on. @param {string} text */
export function say(text) {
    show(text, false);
}

/** Says what is done; it goes away by itself. @param {string} text */
export function sayDone(text) {
    show(text, false);
    saying = setTimeout(() => show("", false), NOTICE_MS);
}

/** Says what went wrong: told at once by screen readers, and marked. @param {unknown} error */
export function sayFault(error) {
    if (!(error instanceof Told)) {
        console.error(error); // nobody foresaw it
    }
    show(toldOf(error), true);
}

/** A fault has been read once the reader goes on. */
export function sayNoFault() {
    if (findIfAny(".message[role=alert]")) {
        show("", false);
    }
}

/**
 * For those who do not see that the slide has changed.
 * @param {string} text
 */
export function announce(text) {
    find(".said").textContent = text;
}

/**
 * @param {string} text
 * @param {boolean} isFault
 */
function show(text, isFault) {
    clearTimeout(saying);
    for (const place of findAll(".message")) {
        place.setAttribute("role", isFault ? "alert" : "status");
        place.textContent = text;
    }
}

/**
 * A short remark over the slide that goes away by itself.
 * @param {string} text
 */
export function notice(text) {
    const box = find(".notice");
    box.textContent = text;
    delete box.dataset.stays;
    clearTimeout(noticing);
    noticing = setTimeout(() => {
        box.textContent = "";
    }, NOTICE_MS);
}

/**
 * A remark that stays until one goes on, or asks for it again; whether it is shown.
 * @param {string} text
 */
export function toggleNotice(text) {
    if (leaveNotice()) {
        return false;
    }
    notice(text);
    clearTimeout(noticing);
    find(".notice").dataset.stays = "";
    return true;
}

/** Takes a remark away that stays; whether there was one. */
export function leaveNotice() {
    const { stays } = find(".notice").dataset;
    if (stays !== undefined) {
        notice("");
    }
    return stays !== undefined;
}

/**
 * Whether this window remembers something, also when it has been loaded anew.
 * @param {string} name
 */
export function isRemembered(name) {
    try {
        return sessionStorage.getItem(name) !== null;
    } catch {
        return false; // a browser that keeps nothing
    }
}

/**
 * Lets this window remember something, or forget it.
 * @param {string} name
 * @param {boolean} on
 */
export function remember(name, on) {
    try {
        if (on) {
            sessionStorage.setItem(name, "ja");
        } else {
            sessionStorage.removeItem(name);
        }
    } catch {
        // as above
    }
}

/* What all of the meeting's page needs of its document: to find elements, and to tell the reader something. */

const NOTICE_MS = 5000;
let noticing = 0;

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

/** @param {string} text */
export function say(text) {
    for (const place of findAll(".message")) {
        place.textContent = text;
    }
}

/** @param {unknown} error */
export function sayFault(error) {
    say(error instanceof Error ? error.message : String(error));
}

/**
 * A short remark over the slide that goes away by itself.
 * @param {string} text
 */
export function notice(text) {
    const box = find(".notice");
    box.textContent = text;
    clearTimeout(noticing);
    noticing = setTimeout(() => {
        box.textContent = "";
    }, NOTICE_MS);
}

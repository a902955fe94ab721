/* Menus are HTML's own details; here they close by themselves, stay inside the window and give the focus back. */

import { findAll } from "./telling.js";

const FOCUSABLE = "a, summary, [tabindex='0']";
const MENU = "details[data-meny]";
const MARGIN_PX = 8;

/** @param {Element | null} except */
export function closeMenus(except) {
    for (const menu of findAll(`${MENU}[open]`)) {
        if (menu !== except) {
            menu.removeAttribute("open");
        }
    }
}

/**
 * Moves what a menu has opened to the left where it would reach out of the window.
 * @param {Event} event
 */
export function keepInside({ target }) {
    if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches(MENU)) {
        return;
    }
    target.style.removeProperty("--till-vanster");
    const opened = target.lastElementChild?.getBoundingClientRect();
    const beyond = opened ? opened.right - (document.documentElement.clientWidth - MARGIN_PX) : 0;
    if (opened && beyond > 0) {
        target.style.setProperty("--till-vanster", `${-Math.min(beyond, opened.left - MARGIN_PX)}px`);
    }
}

/**
 * Remembers what has the focus in the page. Gives what puts it back when the page is filled anew: to the button of the menu
 * it was in, which is closed then, else to what says the same or stands in the same place.
 * @returns {() => void}
 */
export function focusKeeper() {
    const focused = document.activeElement;
    const all = findAll(`#sida :is(${FOCUSABLE})`);
    const at = all.indexOf(/** @type {HTMLElement} */ (focused));
    if (!focused || at < 0) {
        return () => undefined;
    }
    const menu = focused.closest(`${MENU}[open]`);
    const menuAt = menu ? findAll(`#sida ${MENU}`).indexOf(/** @type {HTMLElement} */ (menu)) : -1;
    const text = focused.textContent;
    return () => {
        const now = findAll(`#sida :is(${FOCUSABLE})`);
        const button = menuAt >= 0 ? findAll(`#sida ${MENU} > summary`)[menuAt] : undefined;
        const same = button ?? now.find((other) => other.textContent === text) ?? now[at];
        same?.focus({ preventScroll: true });
    };
}

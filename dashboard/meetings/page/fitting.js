/* The texts of a slide in its frame: made smaller in steps until all of them find room. What the steps mean for each text, and
   how small it gets at most, stands in meeting.css (--fit); what has no room at the last is told where the meeting is
   prepared. */

import { findIfAny } from "./document.js";

/** By how much the texts are made smaller, in turn. The check before publishing reckons with the last (fullness.py). */
export const STEPS = [1, 0.92, 0.84, 0.76];

/** Room between what is said and the figure below it, px of a frame of 1920 × 1080. */
const AIR = 4;

/**
 * Makes the texts of a slide as large as its frame allows; whether they find room.
 * @param {HTMLElement} slide shown as a slide, seen or not
 */
export function fit(slide) {
    for (const step of STEPS) {
        slide.style.setProperty("--fit", String(step));
        if (hasRoom(slide)) {
            return true;
        }
    }
    return false;
}

/** @param {HTMLElement} slide */
function hasRoom(slide) {
    const claim = findIfAny(".claim", slide);
    const chart = findIfAny(".chart", slide);
    const instead = findIfAny(".instead", slide);
    const foot = findIfAny(".foot", slide);
    const ends = (/** @type {HTMLElement} */ box) => box.offsetTop + box.offsetHeight;
    const isAbove = !claim || !chart || ends(claim) + AIR <= chart.offsetTop;
    const isWithin = !instead || (isWide(instead) && instead.scrollHeight <= instead.clientHeight + 1);
    const isBelow = !foot || !chart || foot.offsetTop >= chart.offsetTop + chart.offsetHeight;
    const reachesFoot = !foot || !instead || foot.offsetTop >= ends(instead);
    return isAbove && isWithin && isBelow && reachesFoot;
}

/** Whether all of a box is as wide as the box, also where a table in it would scroll. @param {HTMLElement} box */
function isWide(box) {
    const tables = findIfAny(".scroll", box);
    return box.scrollWidth <= box.clientWidth + 1 && (!tables || tables.scrollWidth <= tables.clientWidth + 1);
}

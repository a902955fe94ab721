/* What a follower is told, and what must not be taken away from one who reads. Knows no document. */

/** Pixels that a page may be scrolled by a finger that rests on it. */
const RESTING = 24;
const SIZES = [100, 125, 150, 175, 200];

/**
 * Whether somebody is in the middle of reading: has scrolled, zoomed, marked text or moved into the slide.
 * @param {{scrolled: number, zoom: number, within: boolean, selected: boolean}} reader
 */
export function isReading({ scrolled, zoom, within, selected }) {
    return scrolled > RESTING || zoom > 1.05 || within || selected;
}

/**
 * The state in a line, and what more is to be said.
 * @param {object} state
 * @param {string} state.before what is said while nothing is shown
 * @param {boolean} state.hasBegun whether the speaker has shown anything
 * @param {boolean} state.isLive whether anything is shown now
 * @param {boolean} state.following
 * @param {string} state.lostAt the time when the connection was lost, or nothing
 * @param {number} state.speaker the speaker's slide, from 1; 0 for one that is not among these
 * @param {number} state.shown the slide seen here, from 1
 * @param {number} state.of how many there are
 * @returns {{told: string, more: string}}
 */
export function followTold({ before, hasBegun, isLive, following, lostAt, speaker, shown, of }) {
    if (lostAt && shown) {
        return { told: `Tappade kontakten ${lostAt}`, more: "Bilden är den senaste." };
    }
    if (!isLive) {
        const told = hasBegun ? "Talaren har slutat visa bilder" : before;
        return { told, more: hasBegun ? "Mötets utgåva finns här under." : "Bilderna visas här när talaren börjar." };
    }
    if (following) {
        return { told: `Följer talaren – bild ${shown} av ${of}`, more: "Byter när talaren byter" };
    }
    return { told: `Talaren är på bild ${speaker}`, more: `Du ser bild ${shown} av ${of}` };
}

/**
 * The next larger or smaller size of text, in per cent; the same at either end.
 * @param {number} percent
 * @param {1 | -1} step
 */
export function textSize(percent, step) {
    return SIZES[SIZES.indexOf(percent) + step] ?? percent;
}

/* Which slide, place and time a meeting's window goes to. Slides are counted from 0 and places from 1; place 0 is the
   county, as the slide came with the page. Knows nothing of the document. */

/** @import { Figure } from "./figures.js" */

/**
 * A slide turned to another place, as `platser.json` has it (`_turned_slide` in the server's meeting page). Where there
 * is nothing to show, `why` says why in Swedish and the rest is lacking.
 * @typedef {object} TurnedSlide
 * @property {string} place its full name
 * @property {string} [name] its name alone; old editions have none
 * @property {string} code
 * @property {boolean} neighbour whether it is a neighbouring county
 * @property {string} why empty where there is something to show
 * @property {string} headline
 * @property {string} below the headline of the lower of two figures, or nothing
 * @property {string} subtitle
 * @property {string} alt
 * @property {string} sentence
 * @property {Figure | null} figure at the size of a slide
 * @property {Figure | null} [screen] as it is read on a screen, and on a phone; a draft's and old editions have none
 * @property {Figure | null} [phone]
 * @property {string} tables as HTML
 * @property {string} [numbers] every number of the figure as a table, for who reads it by keys
 */

/** @typedef {TurnedSlide & {at: number}} Place a turned slide with its number */
/** @typedef {{headline: string, rows: string}} InShort a municipality's headline, and its row of each measure as HTML */
/** @typedef {Record<string, TurnedSlide[]>} TurnedSlides by the slide's number from 1 */
/** @typedef {{kommuner?: Record<string, InShort>}} Municipalities by their codes, beside the slides */
/** @typedef {{places: Place[], municipalities: Place[], neighbours: Place[]}} Places */

/**
 * What the windows of a meeting tell each other.
 * @typedef {object} Told
 * @property {number} n the slide
 * @property {number} place
 * @property {string} over what lies over the chart: "table", "definition" or nothing
 * @property {boolean} short whether the short version is shown
 * @property {boolean} black whether the room sees nothing
 * @property {boolean} frozen whether the room stays where it is
 * @property {number} at the slide it was frozen on
 * @property {string} other the measure shown beside the running order, or nothing
 * @property {boolean} asking whether a question to the forum is open
 * @property {string} [to] the window that is answered, of one that has just been opened
 * @property {string} [from] the window that tells
 * @property {boolean} [talking] whether that is the speaker's
 */

/** @typedef {{hello: string, talking: boolean}} Hello what a window says when it is opened, with a name to answer it by */
/** @typedef {{bye: string}} Bye what it says when it is closed */

/**
 * The slides that are stepped through: all, or those of the short version.
 * @param {boolean[]} isLong for each slide, whether the short version passes over it
 * @param {boolean} short
 */
export function steppedSlides(isLong, short) {
    return isLong.map((_, n) => n).filter((n) => !short || !isLong[n]);
}

/**
 * The slide to show when `wanted` is asked for, which may be beyond either end or passed over.
 * @param {number} wanted
 * @param {number} current
 * @param {number[]} stepped
 * @param {number} count of all slides
 */
export function slideAt(wanted, current, stepped, count) {
    const within = Math.min(Math.max(wanted, 0), count - 1);
    const after = stepped.find((n) => n >= within);
    const before = stepped.filter((n) => n <= within).pop();
    return (wanted < current ? (before ?? after) : (after ?? before)) ?? within;
}

/**
 * All slides in the order they are drawn: the one shown, those after it, then those before it from the nearest.
 * @param {number} current
 * @param {number} count
 */
export function drawingOrder(current, count) {
    const rank = (/** @type {number} */ n) => (n >= current ? n - current : count + current - n);
    return Array.from({ length: count }, (_, n) => n).sort((a, b) => rank(a) - rank(b));
}

/**
 * The slide that an address's `#3` asks for: the third, number 2.
 * @param {string} hash
 */
export function slideOfHash(hash) {
    const number = Number.parseInt(hash.slice(1), 10);
    return Number.isInteger(number) ? number - 1 : 0;
}

/**
 * Path, query and hash with or without `kort=1`.
 * @param {{pathname: string, search: string, hash: string}} location
 * @param {boolean} short
 */
export function addressOf({ pathname, search, hash }, short) {
    const query = new URLSearchParams(search);
    if (short) {
        query.set("kort", "1");
    } else {
        query.delete("kort");
    }
    const text = query.toString();
    return pathname + (text && `?${text}`) + hash;
}

/**
 * The municipality that an address asks the whole story to be turned to: `?plats=2321`; nothing for the county.
 * @param {string} search
 */
export function placeOf(search) {
    return new URLSearchParams(search).get("plats") ?? "";
}

/**
 * Path, query and hash with the whole story turned to a municipality, or to the county.
 * @param {{pathname: string, search: string, hash: string}} location
 * @param {string} code of the municipality, empty for the county
 */
export function addressWithPlace({ pathname, search, hash }, code) {
    const query = new URLSearchParams(search);
    if (code) {
        query.set("plats", code);
    } else {
        query.delete("plats");
    }
    const text = query.toString();
    return pathname + (text && `?${text}`) + hash;
}

/**
 * The places of a slide, numbered in the order they were sent, which is the one that keys go by.
 * @param {TurnedSlide[]} turned
 * @returns {Places}
 */
export function numberPlaces(turned) {
    const places = turned.map((slide, at) => ({ ...slide, at: at + 1 }));
    return {
        places,
        municipalities: places.filter(({ neighbour }) => !neighbour),
        neighbours: places.filter(({ neighbour }) => neighbour),
    };
}

export const DIGITS_TOGETHER_MS = 900;

/** A number that is typed digit by digit: 1 and soon after 2 are 12, where there are so many. */
export class TypedNumber {
    #number = 0;
    #since = Number.NEGATIVE_INFINITY;

    /**
     * The number after a further digit.
     * @param {number} digit
     * @param {number} most the largest number there is
     * @param {number} now milliseconds
     */
    add(digit, most, now) {
        const together = this.#number * 10 + digit;
        const belongs = this.#number > 0 && now - this.#since < DIGITS_TOGETHER_MS && together <= most;
        this.#number = belongs ? together : digit;
        this.#since = now;
        return this.#number;
    }
}

/**
 * The place `step` municipalities on, from the last one back to the county. A neighbouring county counts as the county.
 * @param {number} place
 * @param {1 | -1} step
 * @param {number} municipalities how many there are
 */
export function nextMunicipality(place, step, municipalities) {
    const from = place > municipalities ? 0 : place;
    return (from + step + municipalities + 1) % (municipalities + 1);
}

/**
 * The next neighbouring county that has figures, from the last one back to the county; null where none has.
 * @param {number} place
 * @param {Place[]} neighbours
 */
export function nextNeighbour(place, neighbours) {
    const shown = neighbours.filter(({ why }) => !why);
    return shown.length ? (shown.find(({ at }) => at > place)?.at ?? 0) : null;
}

/**
 * Time left as the speaker's clock has it, "0:05 över" when five seconds have passed since the end.
 * @param {number} secondsLeft whole
 */
export function clockText(secondsLeft) {
    const size = Math.abs(secondsLeft);
    return `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}${secondsLeft < 0 ? " över" : ""}`;
}

/**
 * Whether the speaker is where the seconds meant for each slide say: "12 sek efter planen".
 * @param {number} passed seconds since the beginning
 * @param {number[]} planned seconds meant for each slide in turn
 * @param {number} at the slide shown, in that order
 */
export function planText(passed, planned, at) {
    const begins = planned.slice(0, at).reduce((sum, one) => sum + one, 0);
    const ends = begins + planned[at];
    const away = (/** @type {number} */ seconds) => (seconds < 60 ? `${seconds} sek` : clockText(seconds));
    if (passed > ends) {
        return `${away(passed - ends)} efter planen`;
    }
    return passed < begins ? `${away(begins - passed)} före planen` : "enligt planen";
}

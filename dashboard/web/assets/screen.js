/* What the screen shows and what comes next (docs/browser.md draws it). Knows nothing of the document. */

import { chartsOf } from "./pages.js";

/** @import { Page } from "./pages.js" */

/**
 * - `sent`: the document stands as the server sent it; Dash has not put up its root;
 * - `starting`: Dash's root stands and the first page is made ready;
 * - `unplaced`: a tree was handed to Dash, whose elements do not stand yet;
 * - `settled`: the page stands.
 * @typedef {"sent" | "starting" | "unplaced" | "settled"} Stage
 */

/**
 * @typedef {object} Shown
 * @property {string} address path and query
 * @property {string} path
 * @property {boolean} isFirst whether it took the place of the document as sent
 * @property {boolean} isAnotherPage whether the path was another before
 * @property {Record<string, string>} html
 * @property {string} shape
 */

/**
 * Pages of one shape differ in texts and figures only, so that the elements of the one can be filled with the other.
 * @param {Page} page
 */
export function shapeOf(page) {
    const charts = chartsOf(page.tree).map(({ id }) => id);
    return `${page.alive}:${Object.keys(page.html).join()}:${charts.join()}`;
}

/**
 * Path and query of a link or a window's location.
 * @param {{pathname: string, search: string}} place
 */
export function addressOf(place) {
    return place.pathname + place.search;
}

/**
 * Whether a click asks for the page here, rather than for another tab, a download or nothing.
 * @param {Pick<MouseEvent, "defaultPrevented" | "button" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">} click
 */
export function isPlainClick(click) {
    return !(
        click.defaultPrevented ||
        click.button ||
        click.metaKey ||
        click.ctrlKey ||
        click.shiftKey ||
        click.altKey
    );
}

/** The keys that read a chart (chart_steps.js); the page does not scroll by them while a chart has the focus. */
export const READING_KEYS = new Set([
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "ArrowDown",
    "PageUp",
    "PageDown",
    "Home",
    "End",
]);

/**
 * Whether a key is pressed by itself.
 * @param {Pick<KeyboardEvent, "metaKey" | "ctrlKey" | "shiftKey" | "altKey">} press
 */
export function isPlainKey(press) {
    return !(press.metaKey || press.ctrlKey || press.shiftKey || press.altKey);
}

export class ScreenState {
    /** @type {Stage} */
    stage = "sent";
    /** @type {Shown | null} */
    shown = null;

    /** Dash's root stands. Gives whether the first page is to be shown now, which is once. */
    start() {
        if (this.stage !== "sent") {
            return false;
        }
        this.stage = "starting";
        return true;
    }

    /**
     * A page has come. Gives what to do: fill the elements that stand, or hand Dash the tree for new ones.
     * @param {string} address
     * @param {Page} page
     * @returns {"fill" | "rebuild"}
     */
    show(address, page) {
        const before = this.shown;
        const path = address.split("?", 1)[0];
        const shape = shapeOf(page);
        const isAnotherPage = before !== null && before.path !== path;
        this.shown = { address, path, isFirst: before === null, isAnotherPage, html: page.html, shape };
        if (before?.shape === shape) {
            return "fill";
        }
        this.stage = "unplaced";
        return "rebuild";
    }

    /** Dash's elements stand and are filled. Gives whether the page was waited for. */
    settle() {
        const wasUnplaced = this.stage === "unplaced";
        if (wasUnplaced) {
            this.stage = "settled";
        }
        return wasUnplaced;
    }
}

/* What can be laid over the chart of a slide: its table, or its definition. */

import { announce, find, findIfAny, notice } from "./document.js";
import { openTables } from "./turning.js";

/** Where each is on the slide, and what is said where it is not. */
const LAYERS = {
    table: { place: ".tables details", lacking: "Bilden har ingen tabell.", shown: "Tabellen visas." },
    definition: { place: ".about > *", lacking: "Bilden har ingen definition.", shown: "Definitionen visas." },
};

/** What lies over a slide's chart: "table", "definition" or nothing. @param {HTMLElement} slide */
export const layerOf = (slide) => slide.dataset.over ?? "";

/**
 * Whether a slide has something that can be laid over its chart.
 * @param {HTMLElement} slide
 * @param {keyof typeof LAYERS} kind
 */
export const hasLayer = (slide, kind) => Boolean(findIfAny(LAYERS[kind].place, slide));

/**
 * Lays the table or the definition over the chart; the same again takes it away, as nothing does. Whether anything became another.
 * @param {HTMLElement} slide
 * @param {string} kind "table", "definition" or nothing
 */
export function layOver(slide, kind) {
    const layer = kind === "table" || kind === "definition" ? LAYERS[kind] : null;
    if (layerOf(slide) === kind || !layer) {
        delete slide.dataset.over;
        announce(find("h2", slide).textContent ?? "");
    } else if (!findIfAny(layer.place, slide)) {
        notice(layer.lacking);
        return false;
    } else {
        slide.dataset.over = kind;
        announce(layer.shown);
    }
    openTables(slide, true);
    return true;
}

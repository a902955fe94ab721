/* A chart read by keyboard and ear: fetched when a chart is focused first. What is said stands in the page too. */

import { areTimes, placeAfter, pointOf, spoken } from "./chart_steps.js";
import { isPlainKey, READING_KEYS } from "./screen.js";

/** @import { Numbers, Place } from "./chart_steps.js" */

/**
 * What is used of plotly.js.
 * @typedef {{Fx: {hover: (chart: Element, points: object[]) => void, unhover: (chart: Element) => void}}} Plotly
 */

/** What has drawn the charts, if any is drawn. */
function plotlyHere() {
    return /** @type {Window & {Plotly?: Plotly}} */ (window.self).Plotly;
}

/**
 * What plotly.js has drawn: within the box, or the box itself.
 * @param {Element} box
 */
function drawnIn(box) {
    const drawn = box.matches(".js-plotly-plot") ? box : box.querySelector(".js-plotly-plot");
    return /** @type {(Element & {data?: object[]}) | null} */ (drawn);
}

/** Where each chart was left. @type {WeakMap<Element, Place>} */
const left = new WeakMap();

/**
 * Lets a chart that stands by itself be read, as lanspuls.js does those of the pages.
 * @param {HTMLElement} box
 * @param {Element} table every number of the chart
 * @param {HTMLElement} saying where it is said
 */
export function attend(box, table, saying) {
    box.addEventListener("keydown", (press) => {
        if (isPlainKey(press) && (READING_KEYS.has(press.key) || press.key === "Escape")) {
            if (read(box, table, saying, press.key)) {
                press.preventDefault();
            }
        }
    });
    box.addEventListener("focusout", () => leave(box, saying));
}

/** Columns that say the unit and the year of each row. */
const UNIT = "Enhet";
const YEAR = "År";

/**
 * @param {Element} table
 * @param {string} [beside] the heading of the row that each number is told with
 */
function numbersOf(table, beside) {
    const titles = [...table.querySelectorAll("thead th")].slice(1);
    const wanted = titles.map((title) => title.classList.contains("tal"));
    /** @param {Element[]} cells */
    const texts = (cells) => cells.filter((_, n) => wanted[n]).map((cell) => cell.textContent?.trim() ?? "");
    const rows = [...table.querySelectorAll("tbody tr")];
    const headings = rows.map((row) => row.querySelector("th")?.textContent?.trim() ?? "");
    /** @param {string} title */
    const ofEachRow = (title) => {
        const at = titles.findIndex((one, n) => !wanted[n] && one.textContent?.trim() === title);
        return at < 0 ? undefined : rows.map((row) => row.querySelectorAll("td")[at].textContent?.trim() ?? "");
    };
    /** @type {Numbers} */
    const numbers = {
        rows: headings,
        columns: texts(titles),
        cells: rows.map((row) => texts([...row.querySelectorAll("td")])),
        chosen: rows.findIndex((row) => row.classList.contains("vald")),
        units: ofEachRow(UNIT),
        years: ofEachRow(YEAR),
        beside: beside ? headings.indexOf(beside) : -1,
    };
    return numbers;
}

/**
 * Says the number that a key leads to. Gives whether the key was one of the chart's.
 * @param {HTMLElement} box
 * @param {Element} table every number of the chart
 * @param {HTMLElement} saying where it is said
 * @param {string} key
 */
export function read(box, table, saying, key) {
    if (key === "Escape") {
        leave(box, saying);
        return false; // menus may want it too
    }
    const numbers = numbersOf(table, box.dataset.mot);
    const at = left.get(box);
    const next = at
        ? placeAfter(key, at, numbers)
        : placeAfter(key, { row: 0, column: 0 }, numbers) && firstFor(key, numbers);
    if (!next) {
        return false;
    }
    left.set(box, next);
    saying.textContent = spoken(next, numbers, box.dataset.enhet ?? "", JSON.parse(box.dataset.tecken ?? "{}"));
    mark(box, next, numbers);
    return true;
}

/**
 * The first arrow reads the newest number of the chosen place, in whichever row; Home and End go where they say.
 * @param {string} key
 * @param {Numbers} numbers
 */
function firstFor(key, numbers) {
    const start = { row: areTimes(numbers) ? 0 : Math.max(numbers.chosen ?? 0, 0), column: 0 };
    return key === "Home" || key === "End" ? placeAfter(key, start, numbers) : start;
}

/**
 * Shows on the chart what is said, where it is surely one of its points.
 * @param {HTMLElement} box
 * @param {Place} at
 * @param {Numbers} numbers
 */
function mark(box, at, numbers) {
    const chart = drawnIn(box);
    const plotly = plotlyHere();
    if (!chart || !plotly) {
        return;
    }
    const point = pointOf(at, numbers, chart.data ?? []);
    if (point) {
        plotly.Fx.hover(chart, [point]);
    } else {
        plotly.Fx.unhover(chart);
    }
}

/**
 * Nothing is said or marked any more; the next key begins at the newest number.
 * @param {HTMLElement} box
 * @param {HTMLElement} saying
 */
export function leave(box, saying) {
    left.delete(box);
    saying.textContent = "";
    const chart = drawnIn(box);
    const plotly = plotlyHere();
    if (chart && plotly) {
        plotly.Fx.unhover(chart);
    }
}

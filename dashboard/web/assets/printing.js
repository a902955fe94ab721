/* Charts on paper: a sheet is narrower than the screen, and a chart drawn for the screen would lose its labels. */

/**
 * What is used of plotly.js.
 * @typedef {{relayout: (chart: Element, layout: object) => Promise<unknown>}} Plotly
 */

/** The width of a chart on an A4 sheet, px. */
const PAPER_PX = 690;
const plotly = () => /** @type {typeof globalThis & {Plotly?: Plotly}} */ (globalThis).Plotly;

/** Draws every chart as wide as the sheet while the page is printed, and as it was afterwards. */
export function followPrinting() {
    window.addEventListener("beforeprint", () => draw({ autosize: false, width: PAPER_PX }));
    window.addEventListener("afterprint", () => draw({ autosize: true, width: null }));
}

/** @param {object} layout */
function draw(layout) {
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
        plotly()?.relayout(chart, layout);
    }
}

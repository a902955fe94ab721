/* The figure of a frame in another page: drawn once, with what the document itself holds, and read by keys. Fetched
   is only what reads it, once it is drawn. */

/** @typedef {{data: object[], layout: object}} Figure */

/**
 * What the document holds of the figure: for a wide frame and for a narrow one, and how tall each is, as CSS.
 * @typedef {{figures: [Figure, Figure], heights: [string, string], config: object}} Framed
 */

/**
 * What is used of plotly.js.
 * @typedef {{newPlot: (box: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>}} Plotly
 */

/** A figure in a narrower frame is that of a phone. */
const NARROW_PX = 600;

async function draw() {
    const box = document.getElementById("diagram");
    const told = document.getElementById("figur");
    const plotly = /** @type {typeof globalThis & {Plotly?: Plotly}} */ (globalThis).Plotly;
    if (!box || !told || !plotly) {
        return;
    }
    /** @type {Framed} */
    const { figures, heights, config } = JSON.parse(told.textContent ?? "");
    const chosen = box.clientWidth < NARROW_PX ? 1 : 0;
    const figure = figures[chosen];
    box.style.height = heights[chosen];
    await document.fonts.load("400 15px Inter");
    const canvas = /** @type {HTMLElement} */ (box.firstElementChild); // hidden from those who hear its numbers
    await plotly.newPlot(canvas, figure.data, { ...figure.layout, height: undefined }, config);
    // plotly.js measures texts in a drawing of its own, which says nothing
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
}

/** The chart is one stop, and its keys read its numbers. */
async function letBeRead() {
    const box = document.getElementById("diagram");
    const numbers = /** @type {HTMLTemplateElement | null} */ (document.getElementById("alla"));
    const table = numbers?.content.querySelector("table");
    const saying = document.getElementById("diagram-varde");
    if (!box || !table || !saying) {
        return;
    }
    /** @type {typeof import("../assets/chart_reading.js")} */
    const { attend } = await import(box.dataset.lasning ?? "");
    attend(box, table, saying);
    box.tabIndex = 0;
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "diagram");
    box.setAttribute("aria-describedby", "alla-hjalp");
}

draw().then(letBeRead);

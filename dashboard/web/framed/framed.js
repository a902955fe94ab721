/* The figure of a frame in another page: drawn once, with what the document itself holds. Nothing is fetched. */

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
    await plotly.newPlot(box, figure.data, { ...figure.layout, height: undefined }, config);
    // plotly.js measures texts in a drawing of its own, which says nothing
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
}

draw();

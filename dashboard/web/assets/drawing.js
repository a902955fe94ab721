/* Charts that stand take on other figures in the task that places the page's texts, so that one frame shows both. Dash builds
   the charts and keeps them; handed a figure it draws some tasks later, when a frame has shown the new texts over the old chart. */

/** @import { Boxed } from "./pages.js" */

/** @typedef {{data: object[], layout: Record<string, unknown>}} Figure */

/**
 * What is used of plotly.js.
 * @typedef {object} Plotly
 * @property {(chart: Element, data: object[], layout: object) => Promise<unknown>} react
 * @property {(chart: Element) => void} purge
 */

/** The numbers that each chart was given last, by its id. @type {Map<string, unknown>} */
const given = new Map();
/** The charts as Dash built them last. @type {Boxed[]} */
let built = [];
const plotly = () => /** @type {typeof globalThis & {Plotly?: Plotly}} */ (globalThis).Plotly;

/**
 * Before Dash is handed a tree with these charts: what stands is as Dash left it again, since it changes only what differs from that.
 * @param {Boxed[]} charts
 */
export function handOver(charts) {
    built.forEach(dress);
    built = charts;
    for (const { chart } of charts) {
        given.set(chart.id ?? "", chart.figure.data);
    }
}

/**
 * Draws a figure where its chart stands. Gives whether it did: until Dash has drawn what it was handed, nothing else may be
 * drawn, since it would draw over it. The figure is Dash's to draw then.
 * @param {Boxed} boxed
 */
export function draw(boxed) {
    dress(boxed);
    const { id = "", figure } = boxed.chart;
    const chart = document.getElementById(id)?.querySelector(".js-plotly-plot");
    const drawn = /** @type {(Element & {data?: unknown}) | undefined} */ (chart ?? undefined);
    const library = plotly();
    const isDrawn = drawn && drawn.data === given.get(id);
    given.set(id, figure.data);
    if (!isDrawn || !library) {
        return false;
    }
    library.react(drawn, figure.data, within(figure.layout));
    return true;
}

/**
 * The layout for a chart that is as large as its box, as Dash gives it. plotly.js writes into what it is given.
 * @param {Figure["layout"]} layout
 */
function within(layout) {
    return { ...structuredClone(layout), autosize: true, height: undefined, width: undefined };
}

/** Rehearses figures where nobody sees them: the browser then has compiled what draws them, and plotly.js has measured texts. */
export class Rehearsal {
    #stage = document.createElement("div");

    /**
     * Gives how long it took, ms.
     * @param {Figure} figure
     */
    async draw(figure) {
        const start = performance.now();
        await plotly()?.react(this.#stage, figure.data, within(figure.layout));
        return performance.now() - start;
    }

    end() {
        plotly()?.purge(this.#stage);
    }
}

/**
 * Gives a chart its height, and the element around it what that says of the chart.
 * @param {Boxed} boxed
 */
function dress({ chart, box }) {
    const standing = document.getElementById(chart.id ?? "");
    const around = /** @type {HTMLElement | null | undefined} */ (standing?.closest(".duk"));
    if (standing && chart.style) {
        standing.style.height = chart.style.height;
    }
    if (around && box.style) {
        around.style.height = box.style.height;
    }
    for (const name of Object.keys(box).filter((one) => one.startsWith("data-"))) {
        around?.setAttribute(name, box[name]);
    }
}

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
const plotly = () => /** @type {typeof globalThis & {Plotly?: Plotly}} */ (globalThis).Plotly;

/**
 * Remembers what Dash was handed: until it has drawn that, nothing else may be drawn, since it would draw over it.
 * @param {Boxed[]} charts
 */
export function noteHanded(charts) {
    for (const { chart } of charts) {
        given.set(chart.id ?? "", chart.figure.data);
    }
}

/**
 * Draws a figure where its chart stands. Gives whether it did; else it is Dash's to draw.
 * @param {Boxed} boxed
 */
export function draw({ chart: { id = "", figure, style }, box }) {
    const standing = document.getElementById(id);
    const drawn = /** @type {(Element & {data?: unknown}) | null} */ (standing?.querySelector(".js-plotly-plot"));
    const library = plotly();
    if (!standing || !drawn || !library || drawn.data !== given.get(id)) {
        return false;
    }
    standing.style.height = style.height;
    dress(/** @type {HTMLElement | null} */ (standing.closest(".duk")), box);
    given.set(id, figure.data);
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
 * What the element around a chart says of it, and its height.
 * @param {HTMLElement | null} element
 * @param {Boxed["box"]} props
 */
function dress(element, props) {
    if (!element || !props.style) {
        return;
    }
    element.style.height = props.style.height;
    for (const name of Object.keys(props).filter((one) => one.startsWith("data-"))) {
        element.setAttribute(name, props[name]);
    }
}

/* Shows finished pages: fetches their JSON, keeps it, fetches neighbours ahead. Builds no figures and no sentences.
   docs/browser.md draws a click from the address to the page that stands. */

import { draw, handOver, Rehearsal } from "./drawing.js";
import { Filling } from "./filling.js";
import { closeMenus, focusKeeper, keepInside } from "./menus.js";
import { boxedChartsOf, chartsOf, Pages, unreachablePage } from "./pages.js";
import { addressOf, isPlainClick, isPlainKey, READING_KEYS, ScreenState } from "./screen.js";
import { attendFields } from "./search.js";
import { findAll, sayBusy, sayLost } from "./telling.js";

/**
 * What Dash and plotly.js put on the window.
 * @typedef {object} Foreign
 * @property {{set_props: (id: string, props: object) => void}} dash_clientside
 * @property {{Fx: {unhover: (chart: Element) => void}}} [Plotly]
 */

const host = /** @type {Window & typeof globalThis & Foreign} */ (window);
/** The address of plotly.js and the schema of the pages. @type {{plotly: string | null, v: number}} */
const settings = JSON.parse(document.getElementById("installningar")?.textContent ?? "{}");
/** After this long a page is said not to be had; the server ends sooner by itself. */
const PATIENCE_MS = 60_000;
/** A browser that takes longer to draw a figure is left alone. */
const LONGEST_REHEARSAL_MS = 200;
const narrow = window.matchMedia("(max-width: 699px)");
const state = new ScreenState();
const pages = new Pages({
    schema: settings.v,
    ask: fetchJson,
    startOver: () => window.location.reload(),
});
const filling = new Filling({ htmlOf: (name) => state.shown?.html[name] ?? "", refocus: () => refocus() });
/** @type {Promise<void> | null} */
let plotly = null;
/** The ways of showing that have been rehearsed. @type {Set<string>} */
const rehearsed = new Set();
let isSlow = false;
/** What the visitor chose last, to be said with the page that comes of it. */
let chosen = "";
/** Where Back or Forward left; its link gets the focus where the page has one. @type {string | null} */
let left = null;
/** Puts the focus back once the page stands. @type {() => void} */
let refocus = () => undefined;

const sizeNow = () => (narrow.matches ? "phone" : "screen");
const here = () => addressOf(window.location);

/** @param {string} address */
async function fetchJson(address) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) {
        throw new Error(`HTTP ${answer.status}`);
    }
    return answer.json();
}

/** The small plotly.js, fetched once and only when a page with a chart is shown or the browser is idle. */
function loadPlotly() {
    const address = settings.plotly;
    if (!address || host.Plotly) {
        return Promise.resolve();
    }
    plotly ??= new Promise((done) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = script.onerror = () => done();
        document.head.appendChild(script);
    });
    return plotly;
}

async function show() {
    const address = here();
    const size = sizeNow();
    sayBusy(!pages.known(size, address));
    const page = (await pages.page(size, address)) ?? (state.shown ? null : unreachablePage());
    if (page?.moved && address === here()) {
        window.history.replaceState({}, "", page.moved);
        await show();
        return;
    }
    if (page?.alive) {
        await loadPlotly();
    }
    if (address !== here() || size !== sizeNow()) {
        return; // whoever changed it shows what is wanted now
    }
    sayBusy(false);
    if (!page) {
        window.history.replaceState({}, "", state.shown?.address);
        sayLost(() => goTo(address));
        return;
    }
    sayLost(null);
    refocus = focusKeeper();
    const next = state.show(address, page);
    document.title = `${page.title} – Länspuls`;
    whenIdle(fetchNeighbours);
    const charts = boxedChartsOf(page.tree);
    if (next === "rebuild") {
        handOver(charts);
        host.dash_clientside.set_props("sida", { children: page.tree });
        return;
    }
    const waiting = charts.filter((chart) => !draw(chart)); // first: the page need not be laid out anew to measure its texts
    filling.fill();
    for (const { chart } of waiting) {
        // a new tree would build the chart anew, a new figure only redraws what differs
        host.dash_clientside.set_props(chart.id ?? "", { figure: chart.figure });
    }
    announce();
}

/** Every chart is one stop, and its keys read its numbers; a screen reader then lets it have the arrows. */
function letChartsBeRead() {
    for (const box of findAll("#sida .duk[data-tabell]")) {
        box.tabIndex = 0;
        box.setAttribute("role", "application");
        box.setAttribute("aria-roledescription", "diagram");
        box.setAttribute("aria-describedby", `${box.dataset.tabell}-hjalp`);
    }
}

/**
 * The chart an event is in, the table of its numbers and where they are said; null where there is none.
 * @param {Event} event
 */
function chartOf(event) {
    const box = /** @type {HTMLElement | null} */ (closest(event, ".duk[data-tabell]"));
    const table = box && document.querySelector(`#${box.dataset.tabell} table`);
    const saying = /** @type {HTMLElement | null | undefined} */ (box?.parentElement?.querySelector(".lasning"));
    return box && table && saying ? { box, table, saying } : null;
}

const fetchReading = () => import("./chart_reading.js");

let isTakingAsked = false;
/** What is taken away of a page, and its charts on paper: nothing that the first page waits for. */
async function letBeTaken() {
    if (isTakingAsked) {
        return;
    }
    isTakingAsked = true;
    try {
        const [{ followActions }, { followPrinting }] = await Promise.all([
            import("./taking.js"),
            import("./printing.js"),
        ]);
        followActions(loadPlotly, say);
        followPrinting();
    } catch {
        isTakingAsked = false; // the server did not answer: asked again when somebody opens one of the actions
    }
}

/** A page of another kind begins at its top; a change within the page keeps its place. */
function announce() {
    closeMenus(null);
    letChartsBeRead();
    const isDrawn = document.querySelector("#sida .duk") ? loadPlotly() : Promise.resolve();
    isDrawn.then(() => whenIdle(letBeTaken)); // the first chart goes before it
    Object.assign(findAll("#levande")[0].dataset, { yta: sizeNow(), adress: state.shown?.address });
    if (state.shown?.isAnotherPage) {
        const links = /** @type {HTMLAnchorElement[]} */ (findAll("#sida main a[data-lank]"));
        const back = left && links.find((link) => addressOf(link) === left);
        if (back) {
            back.focus();
        } else {
            window.scrollTo(0, 0);
            findAll("#sida main h1")[0]?.focus({ preventScroll: true });
        }
    } else if (document.activeElement === document.body) {
        refocus();
    }
    if (state.shown && !state.shown.isFirst) {
        say(chosen ? `${chosen}. ${document.title}` : document.title);
    }
    chosen = "";
    left = null;
}

/**
 * Makes an address the state, and shows it.
 * @param {string} address
 */
function goTo(address) {
    if (address !== here()) {
        window.history.pushState({}, "", address);
        show();
    }
}

/** Tells those who do not see what happened. @param {string} text */
function say(text) {
    for (const told of findAll("#besked")) {
        told.textContent = text;
    }
}

/** @param {() => void} work */
function whenIdle(work) {
    if (window.requestIdleCallback) {
        window.requestIdleCallback(work);
    } else {
        setTimeout(work, 300); // Safari
    }
}

/** Fetches what a visitor is likely to want next: the other places, then the other ways of showing. */
async function fetchNeighbours() {
    if (/** @type {{connection?: {saveData: boolean}}} */ (navigator).connection?.saveData) {
        return;
    }
    const from = state.shown?.address;
    for (const link of findAll("#sida .platser a[data-lank], #sida .satt a[data-lank]")) {
        if (state.shown?.address !== from) {
            return;
        }
        await pages.fetchAhead(sizeNow(), addressOf(/** @type {HTMLAnchorElement} */ (link)));
    }
    await loadPlotly();
    await rehearseWays(from);
}

/**
 * Rehearses each way of showing once, so that the first click on it does not wait for what is the same at every click.
 * @param {string | undefined} from the address of the page that stands
 */
async function rehearseWays(from) {
    const links = /** @type {HTMLAnchorElement[]} */ (findAll("#sida .satt a[data-lank]"));
    const rehearsal = new Rehearsal();
    await document.fonts.ready; // how wide texts are is remembered
    for (const link of links) {
        const way = new URLSearchParams(link.search).get("matt") ?? "";
        const page = rehearsed.has(way) ? null : pages.known(sizeNow(), addressOf(link));
        for (const { figure } of chartsOf(page?.tree ?? [])) {
            rehearsed.add(way);
            await new Promise((done) => whenIdle(() => done(null)));
            if (state.shown?.address !== from || isSlow) {
                rehearsal.end();
                return;
            }
            isSlow = (await rehearsal.draw(figure)) > LONGEST_REHEARSAL_MS;
        }
    }
    rehearsal.end();
}

/** Called at every change of the document, ours and Dash's. The document as sent gives way to the living page. */
function followDash() {
    // plotly.js measures texts in a drawing of its own, which says nothing
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
    if (document.getElementById("sida") && state.start()) {
        show();
    }
    if (!state.shown || !filling.isWaiting) {
        return;
    }
    filling.fill();
    const sent = document.getElementById("forst");
    if (sent) {
        sent.remove();
        document.getElementById("levande")?.removeAttribute("hidden");
        window.dispatchEvent(new Event("resize"));
    }
    if (state.settle()) {
        announce();
    }
}

/**
 * The nearest element around what an event is about.
 * @param {Event} event
 * @param {string} selector
 */
function closest(event, selector) {
    return event.target instanceof Element ? event.target.closest(selector) : null;
}

/** @param {Event} event */
function linkOf(event) {
    return /** @type {HTMLAnchorElement | null} */ (closest(event, "a[data-lank]"));
}

document.addEventListener("click", (event) => {
    closeMenus(closest(event, "details[data-meny]"));
    const link = linkOf(event);
    if (!link || !isPlainClick(event)) {
        return;
    }
    event.preventDefault();
    chosen = link.closest("details[data-meny], .platser") ? (link.textContent ?? "") : "";
    goTo(addressOf(link));
});
attendFields({ go: goTo, ask: fetchJson });
document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
        const open = findAll("details[data-meny][open]")[0];
        closeMenus(null);
        open?.querySelector("summary")?.focus();
        for (const chart of findAll(".js-plotly-plot")) {
            host.Plotly?.Fx.unhover(chart);
        }
    }
});
document.addEventListener("focusin", (event) => closeMenus(closest(event, "details[data-meny]")));
document.addEventListener("toggle", keepInside, { capture: true });
for (const kind of ["pointerenter", "focusin", "touchstart"]) {
    document.addEventListener(
        kind,
        (event) => {
            const link = linkOf(event);
            if (link) {
                pages.guess(sizeNow(), addressOf(link));
            }
        },
        { capture: true, passive: true },
    );
}
document.addEventListener("keydown", async (event) => {
    const chart = chartOf(event);
    if (!chart || !isPlainKey(event)) {
        return;
    }
    if (READING_KEYS.has(event.key)) {
        event.preventDefault(); // before the module has come: the page must not scroll
    }
    const { read } = await fetchReading();
    read(chart.box, chart.table, chart.saying, event.key);
});
document.addEventListener("focusin", (event) => {
    if (chartOf(event)) {
        fetchReading();
    }
});
document.addEventListener("focusout", async (event) => {
    const chart = chartOf(event);
    if (chart) {
        const { leave } = await fetchReading();
        leave(chart.box, chart.saying);
    }
});
document.documentElement.classList.add("skript");
document.addEventListener("toggle", letBeTaken, true);
narrow.addEventListener("change", show);
window.addEventListener("popstate", () => {
    left = state.shown?.address ?? null;
    show();
});
new MutationObserver(followDash).observe(document.documentElement, { childList: true, subtree: true });

const sent = document.getElementById("forsta-sidan");
if (sent) {
    pages.keep(JSON.parse(sent.textContent ?? ""));
}
followDash();

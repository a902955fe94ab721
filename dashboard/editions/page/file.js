/* The meeting's one file: draws its charts, and turns the whole story to a municipality. Every figure, sentence and
   table comes finished in the file (`#figurer`); values that occur more than once stand in `pool`, as `{"$": n}`. */

const NARROW = window.matchMedia("(max-width: 699px)");
const PAPER_PX = 690;

/**
 * @typedef {{data: object[], layout: object}} Figure
 * @typedef {{screen: Figure, phone: Figure}} Figures
 * @typedef {object} Turned a slide for a municipality; `why` says why there is nothing to show
 * @property {string} [why]
 * @property {string} headline
 * @property {string} below
 * @property {string} subtitle
 * @property {string} alt
 * @property {string} sentence
 * @property {string} tables as HTML
 * @property {Figures | null} figures
 * @typedef {{headline: string, rows: string, slides: Record<string, Turned>}} Place
 * @typedef {{config: object, county: (Figures | null)[], places: Record<string, Place>}} Shown
 * @typedef {object} Plotly what is used of plotly.js
 * @property {(box: Element, data: object[], layout: object, config: object) => Promise<unknown>} react
 * @property {(box: Element, layout: object) => Promise<unknown>} relayout
 * @property {(box: Element) => void} purge
 */

const plotly = /** @type {typeof globalThis & {Plotly?: Plotly}} */ (globalThis).Plotly;

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement | null}
 */
const find = (selector, within = document) => within.querySelector(selector);

/** @returns {Shown} */
function readShown() {
    const { pool, values } = JSON.parse(find("#figurer")?.textContent ?? "{}");
    /** @type {(value: any) => any} */
    const whole = (value) => {
        if (Array.isArray(value)) {
            return value.map(whole);
        }
        if (value === null || typeof value !== "object") {
            return value;
        }
        if ("$" in value) {
            return whole(pool[value.$]);
        }
        return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, whole(part)]));
    };
    return whole(values);
}

const shown = readShown();
/** @type {HTMLElement[]} */
const slides = [...document.querySelectorAll(".story > .slide")].filter((one) => one instanceof HTMLElement);
const chooser = find(".places");
const status = find("#besked");
const county = slides.map((slide) => ({
    headline: find("h2", slide)?.innerHTML ?? "",
    below: find(".second", slide)?.innerHTML ?? "",
    place: find(".foot .place", slide)?.innerHTML ?? "",
    subtitle: find(".subtitle", slide)?.innerHTML ?? "",
    alt: find(".chart", slide)?.getAttribute("aria-label") ?? "",
    sentence: find(".sentence", slide)?.innerHTML ?? "",
    tables: find(".tables", slide)?.innerHTML ?? "",
    picture: find(".chart", slide)?.innerHTML ?? "",
}));
const headline = find("h1")?.innerHTML ?? "";
let chosen = "";

/**
 * @param {number} n
 * @returns {Turned | undefined}
 */
const turnedOf = (n) => shown.places[chosen]?.slides[String(n + 1)];

/**
 * Writes into an element of a slide: the county's own HTML, or the text of another place.
 * @param {string} selector
 * @param {HTMLElement} slide
 * @param {string} html
 * @param {string | undefined} text
 */
function write(selector, slide, html, text) {
    const box = find(selector, slide);
    if (box && text === undefined) {
        box.innerHTML = html;
    } else if (box) {
        box.textContent = text ?? "";
    }
}

/** @param {number} n */
async function draw(n) {
    const chart = find(".chart", slides[n]);
    const turned = turnedOf(n);
    if (!chart || (chosen && isSummary(n))) {
        return;
    }
    const of = turned && !turned.why ? turned : null;
    const figures = of ? of.figures : shown.county[n];
    chart.setAttribute("aria-label", of ? of.alt : county[n].alt);
    if (plotly && figures) {
        if (chart.querySelector(":scope > picture")) {
            chart.replaceChildren();
        }
        const figure = NARROW.matches ? figures.phone : figures.screen;
        // plotly.js writes into what it is given
        const { data, layout } = structuredClone(figure);
        await plotly.react(chart, data, layout, shown.config);
        find("#js-plotly-tester")?.setAttribute("aria-hidden", "true");
    } else if (of) {
        plotly?.purge(chart);
        chart.replaceChildren();
    } else {
        chart.innerHTML = county[n].picture;
    }
    chart.hidden = chart.childElementCount === 0;
}

/** @param {number} n */
const isSummary = (n) => slides[n].id === "1" && Boolean(shown.places[chosen]) && !slides[n].hasAttribute("data-turns");

/** @param {number} n */
function tell(n) {
    const slide = slides[n];
    const turned = turnedOf(n);
    const of = turned && !turned.why ? turned : undefined;
    slide.toggleAttribute("data-turned", Boolean(of) || (Boolean(chosen) && isSummary(n)));
    write("h2", slide, county[n].headline, of?.headline);
    if (of?.below && !find(".second", slide)) {
        const second = document.createElement("p");
        second.className = "second"; // the county's headline is the analyst's own, of both figures
        find("h2", slide)?.after(second);
    }
    write(".second", slide, county[n].below, of?.below);
    write(
        ".foot .place",
        slide,
        county[n].place,
        of && find(`a[data-place="${chosen}"]`, chooser ?? document)?.dataset.name,
    );
    find(".claim", slide)?.classList.toggle("of-two", Boolean(of ? of.below : county[n].below));
    write(".subtitle", slide, county[n].subtitle, of?.subtitle);
    write(".sentence", slide, county[n].sentence, of?.sentence);
    const tables = find(".tables", slide);
    if (tables) {
        tables.innerHTML = of?.tables ?? county[n].tables;
        if (of && !(plotly && of.figures)) {
            for (const one of tables.querySelectorAll("details")) {
                one.open = true;
            }
        }
    }
    const only = find(".only", slide);
    if (only) {
        only.textContent = `${turned?.why || only.dataset.only} ${chooser?.dataset.here}`;
        only.hidden = !chosen || Boolean(of) || isSummary(n);
    }
    if (isSummary(n) || find(".rows", slide)) {
        tellRows(slide, n);
    }
}

/**
 * The summary's rows for a municipality, in place of the county's chart.
 * @param {HTMLElement} slide
 * @param {number} n
 */
function tellRows(slide, n) {
    const rows = find(".rows", slide) ?? document.createElement("div");
    rows.className = "rows";
    rows.innerHTML = shown.places[chosen]?.rows ?? "";
    rows.hidden = !isSummary(n);
    find(".claim", slide)?.after(rows);
    if (isSummary(n)) {
        write("h2", slide, "", shown.places[chosen].headline);
        write(".subtitle", slide, "", "");
    }
    const chart = find(".chart", slide);
    if (chart) {
        chart.hidden = isSummary(n);
    }
}

/** Turns the whole story to the place that stands in the address. */
async function turn() {
    const asked = /^#plats=(\w+)$/.exec(location.hash)?.[1];
    if (asked === undefined && location.hash.length > 1) {
        return; // a link to a slide keeps the place
    }
    const before = chosen;
    chosen = asked && asked in shown.places ? asked : "";
    let name = "";
    for (const link of chooser?.querySelectorAll("a") ?? []) {
        const isChosen = link.dataset.place === chosen;
        link.toggleAttribute("aria-current", isChosen);
        if (isChosen) {
            link.setAttribute("aria-current", "true");
            name = link.dataset.name ?? "";
        }
    }
    const strong = find(".chooser strong");
    if (strong) {
        strong.textContent = name;
    }
    openChooser(false);
    write("h1", document.body, headline, shown.places[chosen]?.headline);
    for (const n of slides.keys()) {
        tell(n);
    }
    await drawAll();
    if (isPresenting()) {
        fit();
    }
    if (status && before !== chosen) {
        status.textContent = `Visar ${name}.`;
    }
    document.documentElement.dataset.shown = chosen || "county";
}

async function drawAll() {
    for (const n of slides.keys()) {
        await draw(n);
    }
}

/** @param {boolean} open */
function openChooser(open) {
    chooser?.toggleAttribute("data-open", open);
    find(".chooser")?.setAttribute("aria-expanded", String(open));
}

/** @param {object} layout */
function redraw(layout) {
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
        plotly?.relayout(chart, layout);
    }
}

/* One slide at a time, from the file alone. A slide is laid out as wide as the page and made as large as the window holds. */

const REST_AFTER_MS = 3000;
const ROOM_PX = { side: 40, below: 24 };
const root = document.documentElement;
const steps = find(".steps");
let current = 0;
let resting = 0;

const isPresenting = () => root.classList.contains("presenting");
const stepped = () => [...slides.keys()].filter((n) => !slides[n].hasAttribute("data-prepared"));

function fit() {
    const slide = slides[current];
    const across = window.innerWidth / (slide.offsetWidth + 2 * ROOM_PX.side);
    const down = window.innerHeight / (slide.offsetHeight + ROOM_PX.below);
    root.style.setProperty("--scale", String(Math.min(across, down)));
}

/** @param {number} wanted the slide, from 0; the nearest that is shown at a meeting */
function step(wanted) {
    const shownSlides = stepped();
    const isBack = wanted < current;
    const onward = isBack ? shownSlides.filter((n) => n <= wanted) : shownSlides.filter((n) => n >= wanted);
    const next = isBack ? onward[onward.length - 1] : onward[0];
    current = next ?? (isBack ? shownSlides[0] : shownSlides[shownSlides.length - 1]) ?? 0;
    for (const [n, slide] of slides.entries()) {
        slide.classList.toggle("current", n === current);
        slide.removeAttribute("data-over");
    }
    history.replaceState(null, "", `#${current + 1}`);
    fit();
    find("h2", slides[current])?.focus({ preventScroll: true });
}

/** The codes of the places as they are offered, the county's first, which is empty. */
const placesInOrder = () => [...(chooser?.querySelectorAll("a") ?? [])].map((link) => link.dataset.place ?? "");

/** The next municipality, from the last one the county; the whole story turns. @param {number} by */
function stepPlace(by) {
    const codes = placesInOrder();
    turnTo(codes[(codes.indexOf(chosen) + by + codes.length) % codes.length]);
}

/** @param {string | undefined} code */
function turnTo(code) {
    if (code !== undefined && chooser) {
        location.hash = `#plats=${code || chooser.querySelector("a")?.getAttribute("href")?.split("=")[1]}`;
    }
}

/** Lays the table over the chart; the same again takes it away. */
function layTable() {
    const slide = slides[current];
    if (find(".tables details, .tables table", slide)) {
        const isOver = slide.toggleAttribute("data-over");
        for (const details of slide.querySelectorAll("details")) {
            details.open = isOver;
        }
        fit();
    }
}

/** @param {boolean} on */
function present(on) {
    root.style.setProperty("--wide", `${slides[current].offsetWidth}px`); // the charts are drawn for it
    root.classList.toggle("presenting", on);
    root.classList.remove("black");
    rest();
    if (on) {
        step(Number(/^#(\d+)$/.exec(location.hash)?.[1] ?? current + 1) - 1);
    } else {
        slides[current].removeAttribute("data-over");
        slides[current].scrollIntoView();
        find("h2", slides[current])?.focus({ preventScroll: true });
    }
}

function rest() {
    steps?.classList.add("resting");
}

/** What buttons name and keys do. @type {Record<string, () => unknown>} */
const DEEDS = {
    present: () => present(true),
    read: () => present(false),
    next: () => step(current + 1),
    previous: () => step(current - 1),
    first: () => step(0),
    last: () => step(slides.length - 1),
    turn: () => stepPlace(1),
    turnBack: () => stepPlace(-1),
    table: layTable,
    black: () => {
        const isBlack = root.classList.toggle("black");
        find('[data-do="black"]')?.setAttribute("aria-pressed", String(isBlack));
    },
    fullscreen: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
};
/** @type {Record<string, string>} */
const KEYS = {
    ArrowRight: "next",
    PageDown: "next",
    ArrowLeft: "previous",
    PageUp: "previous",
    Home: "first",
    End: "last",
    ArrowDown: "turn",
    ArrowUp: "turnBack",
    m: "turn",
    M: "turnBack",
    t: "table",
    b: "black",
    ".": "black",
    Escape: "read",
};

/** @param {KeyboardEvent} press */
function takeKey(press) {
    if (!isPresenting() || press.altKey || press.ctrlKey || press.metaKey) {
        return;
    }
    const isScrolling = press.target instanceof Element && press.target.closest("[data-over] .reading");
    if (/^\d$/.test(press.key)) {
        turnTo(placesInOrder()[Number(press.key)]);
    } else if (KEYS[press.key] && !(isScrolling && press.key.startsWith("Arrow"))) {
        press.preventDefault();
        DEEDS[KEYS[press.key]]();
    }
}

if (steps) {
    steps.hidden = false;
    steps.addEventListener("click", (press) => {
        const button = press.target instanceof Element ? press.target.closest("button") : null;
        DEEDS[button?.dataset.do ?? ""]?.();
    });
}
document.addEventListener("keydown", takeKey);
document.addEventListener("pointermove", () => {
    steps?.classList.remove("resting");
    clearTimeout(resting);
    resting = setTimeout(rest, REST_AFTER_MS);
});
window.addEventListener("resize", () => isPresenting() && fit());
if (chooser) {
    chooser.hidden = false;
}
find(".chooser")?.addEventListener("click", () => openChooser(!chooser?.hasAttribute("data-open")));
chooser?.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && chooser.hasAttribute("data-open")) {
        openChooser(false);
        find(".chooser")?.focus();
    }
});
window.addEventListener("hashchange", turn);
NARROW.addEventListener("change", drawAll);
window.addEventListener("beforeprint", () => redraw({ autosize: false, width: PAPER_PX }));
window.addEventListener("afterprint", () => redraw({ autosize: true, width: null }));
await document.fonts.ready;
await turn();
document.documentElement.dataset.shown = chosen || "county";

export {};

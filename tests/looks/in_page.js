/* What tests/looks sees in a page: put into it by looking.py. Gives faults as texts. */

const LEAST_PX = 1.5;
const FIRST_FIGURE = "main :is(.duk, .chart, .instead, .siffra)";

/** The part of a text's box that has ink: lines are higher than letters. */
function inkOf(element) {
    const box = element.getBoundingClientRect();
    const lines = Math.max(element.querySelectorAll("tspan.line").length, 1);
    const air = (box.height / lines) * 0.2;
    return { left: box.left, right: box.right, top: box.top + air, bottom: box.bottom - air };
}

function meet(one, other) {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return across > LEAST_PX && down > LEAST_PX;
}

/** Whether a piece of a line goes through a box, by cutting it off at each side in turn. */
function crosses([x0, y0, x1, y1], box) {
    let from = 0;
    let to = 1;
    for (const [step, room] of [
        [x0 - x1, x0 - box.left],
        [x1 - x0, box.right - x0],
        [y0 - y1, y0 - box.top],
        [y1 - y0, box.bottom - y0],
    ]) {
        if (step === 0) {
            if (room < 0) {
                return false;
            }
        } else if (step < 0) {
            from = Math.max(from, room / step);
        } else {
            to = Math.min(to, room / step);
        }
    }
    return from < to;
}

/** What is drawn of a piece: it is cut off at the ends of the axis; null where all of it lies beyond them. */
function within([x0, y0, x1, y1], left, right) {
    if (Math.max(x0, x1) < left || Math.min(x0, x1) > right) {
        return null;
    }
    const at = (x) => (x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0));
    const [from, to] = [x0, x1].map((x) => Math.min(Math.max(x, left), right));
    return [from, at(from), to, at(to)];
}

/** Pieces of the lines that matter, in the window's px: those at least as wide as a place's own or a compared one's. */
function linesOf(chart) {
    const found = [];
    const origin = chart.getBoundingClientRect();
    for (const trace of chart._fullData) {
        if (trace.visible !== true || trace.type !== "scatter" || !trace.mode.includes("lines") || trace.line.width < 1.5 || trace.fill === "toself") {
            continue;
        }
        const xa = chart._fullLayout[`xaxis${trace.xaxis.slice(1)}`];
        const ya = chart._fullLayout[`yaxis${trace.yaxis.slice(1)}`];
        const [left, right] = [xa._offset, xa._offset + xa._length];
        let last = null;
        for (let n = 0; n < trace.x.length; n++) {
            const y = trace.y[n];
            const at = y === null || y === undefined ? null : [xa._offset + xa.d2p(trace.x[n]), ya._offset + ya.d2p(y)];
            const piece = at && last && within([...last, ...at], left - 1, right + 1);
            if (piece) {
                found.push(piece.map((px, n) => px + (n % 2 ? origin.top : origin.left)));
            }
            last = at;
        }
    }
    return found;
}

/** Texts of a chart that lie over each other, reach out of it, are too small, or have a line through them. */
function lookAtTexts(chart) {
    const faults = [];
    const texts = [...chart.querySelectorAll("svg text")].filter((one) => one.textContent.trim() && one.getBBox().width > 0);
    const shown = texts.filter((one) => getComputedStyle(one).visibility !== "hidden" && getComputedStyle(one).opacity > 0.1);
    const boxes = shown.map(inkOf);
    const canvas = chart.getBoundingClientRect();
    const lines = linesOf(chart);
    for (const [n, text] of shown.entries()) {
        const box = boxes[n];
        const name = text.textContent.trim();
        const size = Number.parseFloat(getComputedStyle(text).fontSize);
        if (box.left < canvas.left - 1 || box.right > canvas.right + 1 || box.top < canvas.top - 1 || box.bottom > canvas.bottom + 1) {
            faults.push(`outside: ${name}`);
        }
        if (size < 12.4) {
            faults.push(`small (${size.toFixed(1)} px): ${name}`);
        }
        for (let m = n + 1; m < shown.length; m++) {
            if (meet(box, boxes[m])) {
                faults.push(`over each other: ${name} | ${shown[m].textContent.trim()}`);
            }
        }
        const holder = text.closest(".annotation");
        const ground = holder?.querySelector("rect.bg");
        const isCovered = ground && Number(getComputedStyle(ground).fillOpacity) > 0.5 && ground.style.fill !== "rgba(0, 0, 0, 0)";
        if (holder && !isCovered && lines.some((piece) => crosses(piece, box))) {
            faults.push(`struck through: ${name}`);
        }
    }
    return faults;
}

/** Opens every section; which ones were closed is marked. */
function openAll() {
    for (const section of document.querySelectorAll("details:not([data-meny], [open])")) {
        section.open = true;
        section.dataset.openedToLook = "";
    }
}

/** The height of the page as it is met: without what was opened to look at it. */
function tallWhenClosed() {
    const opened = document.querySelectorAll("[data-opened-to-look]");
    for (const section of opened) {
        section.open = false;
    }
    const tall = document.documentElement.scrollHeight;
    for (const section of opened) {
        section.open = true;
    }
    return tall;
}

/** Faults of the page that stands; `firstWithin`: where its first figure must begin; `longest`: its height, px, or 0. */
function lookAtPage({ firstWithin, longest, withTexts }) {
    const faults = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > window.innerWidth) {
        faults.push(`scrolls sideways: ${wide} of ${window.innerWidth} px`);
    }
    if (window.matchMedia("(forced-colors: active)").matches) {
        for (const drawn of document.querySelectorAll("main img, main svg:not(svg svg)")) {
            const keeps = [drawn, drawn.parentElement].some((one) => getComputedStyle(one).forcedColorAdjust === "none");
            if (drawn.getClientRects().length && !keeps) {
                faults.push(`drawn on the ground of forced colours: ${drawn.getAttribute("class") || drawn.alt}`);
            }
        }
    }
    const tall = longest ? tallWhenClosed() : 0;
    if (tall > longest) {
        faults.push(`too long: ${tall} px`);
    }
    const first = [...document.querySelectorAll(FIRST_FIGURE)].find((one) => one.getClientRects().length);
    const top = first ? first.getBoundingClientRect().top + window.scrollY : 0;
    if (firstWithin && top > firstWithin) {
        faults.push(`first figure begins at ${Math.round(top)} px`);
    }
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
        if (withTexts && chart.getClientRects().length) {
            faults.push(...lookAtTexts(chart));
        }
    }
    return faults;
}

/** Opens each menu in turn; those that reach out of the window. */
function lookAtMenus() {
    const faults = [];
    for (const menu of document.querySelectorAll("details[data-meny]")) {
        const button = menu.querySelector("summary");
        if (!button.getClientRects().length) {
            continue;
        }
        button.click();
        const box = menu.lastElementChild.getBoundingClientRect();
        menu.dispatchEvent(new Event("toggle")); // which comes later by itself
        const moved = menu.lastElementChild.getBoundingClientRect();
        if (moved.left < 0 || moved.right > window.innerWidth || !box.width) {
            faults.push(`menu ${button.textContent} at ${Math.round(moved.left)}–${Math.round(moved.right)} px`);
        }
        menu.removeAttribute("open");
    }
    return faults;
}

const CAN_STOP = "a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, [tabindex]";

/** How many stops there are after an element, which a round of the focus must not leave out. */
function stopsAfter(one) {
    const visible = { visibilityProperty: true, contentVisibilityAuto: true };
    return [...document.querySelectorAll(CAN_STOP)].filter(
        (other) =>
            other.tabIndex >= 0 &&
            !other.disabled &&
            other.checkVisibility(visible) &&
            one.compareDocumentPosition(other) === Node.DOCUMENT_POSITION_FOLLOWING,
    ).length;
}

/** Where the focus is, and whether it can be seen there. */
function lookAtFocus() {
    const one = document.activeElement;
    if (!one || one === document.body) {
        return { name: "", at: -1, after: 0, faults: [] };
    }
    const name = (one.getAttribute("aria-label") || one.textContent).trim().slice(0, 60) || one.tagName;
    const styles = [getComputedStyle(one), getComputedStyle(one, "::after")];
    const isSeen = styles.some((style) => style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2);
    const box = one.getBoundingClientRect();
    const isInside = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
    const faults = [];
    if (!isSeen) {
        faults.push(`no focus to be seen on ${name}`);
    }
    if (!isInside) {
        faults.push(`focus outside the window on ${name}`);
    }
    const at = [...document.querySelectorAll("*")].indexOf(one);
    const said = `${name} ${one.getAttribute("href") ?? ""} ${Math.round(box.left)}`;
    return { name: said, at, after: stopsAfter(one), faults };
}

/** Figures drawn already, as text. */
const drawnBefore = new Set();

/** Draws the charts of addresses one after the other at a width, each figure once, and looks at their texts. */
async function lookAtFigures({ addresses, size, width, pages }) {
    const { chartsOf, expandAnswer, jsonAddress } = await import(pages);
    const box = document.createElement("div");
    box.style.cssText = `position: absolute; left: 0; top: 0; width: ${width}px; background: white`;
    document.body.append(box);
    await document.fonts.load("400 14px Inter");
    await document.fonts.load("700 14px Inter");
    const seen = {};
    for (const address of addresses) {
        const found = { drawn: 0, same: 0, faults: [] };
        seen[address] = found;
        const answer = await fetch(jsonAddress(size, address));
        const page = answer.ok ? expandAnswer(await answer.json())[address] : null;
        if (!page) {
            found.faults.push(`HTTP ${answer.status}`);
            continue;
        }
        for (const { figure } of chartsOf(page.tree)) {
            const text = width + JSON.stringify(figure);
            if (drawnBefore.has(text)) {
                found.same += 1;
                continue;
            }
            drawnBefore.add(text);
            await Plotly.react(box, figure.data, { ...figure.layout, width, autosize: false }, { staticPlot: true });
            found.faults.push(...lookAtTexts(box));
            found.drawn += 1;
        }
    }
    box.remove();
    return seen;
}

/* no neighbours are fetched ahead: they would be made for nobody */
Object.defineProperty(navigator, "connection", { value: { saveData: true } });
window.looks = { openAll, lookAtPage, lookAtMenus, lookAtFocus, lookAtFigures, lookAtTexts };

/* The page of who follows a meeting: the speaker's slide as a page of one's own. A new slide never takes away what is
   being read: whoever has scrolled, zoomed, marked text or moved into the slide stays, and is told where the speaker is.
   docs/browser.md draws the states. */

import { ask, readJson } from "./asking.js";
import { find, findAll, notice, sayFault } from "./document.js";
import { Figures } from "./figures.js";
import { followTold, isReading, textSize } from "./following.js";
import { openTables, Turning } from "./turning.js";

/**
 * What the stream tells: the slide shown, from 1, and its place; slide 0 while nothing is shown.
 * @typedef {object} Shown
 * @property {number} number of the edition
 * @property {number} slide
 * @property {string} place a code, or nothing
 * @property {{id: string, text: string, options: string[], told: string[]} | null} question
 */

const NARROW = window.matchMedia("(max-width: 699px)");
const AGAIN_MS = 5000;
const CLOSED = 2;

const root = document.documentElement;
const main = find("#mote");
const bar = find(".follow");
const slides = findAll(".slide", main);
/** Those one steps through; what was only prepared is seen where the speaker shows it. */
const stepped = slides.filter((slide) => !slide.hasAttribute("data-prepared"));
const ids = slides.map(({ id }) => Number(id));
const button = find('[data-do="follow"]', bar);
const figures = new Figures(main.dataset.figures ?? "");
const turning = new Turning(slides, figures, main.dataset.turned ?? "", () => undefined);
const places = /** @type {HTMLSelectElement} */ (find('[data-do="place"]'));
/** @type {Shown} */
let speaker = { number: 0, slide: 0, place: "", question: null };
let asked = "";
let current = -1;
let following = true;
let hasBegun = false;
let lostAt = "";
let percent = 100;
/** One drawing after the other. */
let drawing = Promise.resolve();

const size = () => (NARROW.matches ? "phone" : "screen");

/** Shows what the speaker shows, where that takes nothing away. */
function follow() {
    const at = ids.indexOf(speaker.slide);
    if (!following || at < 0) {
        tell();
        return;
    }
    if (at !== current && current >= 0 && isReading(reader())) {
        following = false;
    } else {
        show(at);
    }
    tell();
}

/** What tells whether somebody reads something that must not go. */
function reader() {
    const focused = document.activeElement;
    const within = Boolean(focused && main.contains(focused) && focused.tagName !== "H2");
    const selected = Boolean(getSelection()?.toString());
    return { scrolled: window.scrollY, zoom: window.visualViewport?.scale ?? 1, within, selected };
}

/** @param {number} at which of the slides */
function show(at) {
    const isOther = at !== current;
    current = at;
    root.classList.add("follows-one");
    find(".follow-size").hidden = false;
    find(".follow-steps").hidden = false;
    for (const [n, slide] of slides.entries()) {
        slide.classList.toggle("current", n === at);
    }
    for (const [action, other] of Object.entries({ previous: beside(-1), next: beside(1) })) {
        const step = find(`[data-do="${action}"]`);
        step.hidden = other < 0;
        step.textContent = `Bild ${numberOf(other)}`;
    }
    if (isOther) {
        notice("");
    }
    drawing = drawing.then(() => draw(at)).catch(sayFault);
}

/**
 * Draws a slide at this window's size, turned to the place that is wanted where it can be.
 * @param {number} n
 */
async function draw(n) {
    const code = places.value || (n === ids.indexOf(speaker.slide) ? speaker.place : "");
    const canTurn = turning.canTurn(n) || turning.canTurnToNeighbours(n);
    const place = code && canTurn ? await turning.placeOf(n, code) : undefined;
    const at = place && !place.why ? place.at : 0;
    if (at !== turning.place[n]) {
        await turning.turnTo(n, at, size());
    } else {
        await turning.draw(n, size());
    }
    openTables(slides[n], true);
}

/**
 * The slide one step from the one seen, of those one steps through; -1 where there is none.
 * @param {1 | -1} step
 */
function beside(step) {
    const ahead = stepped.map((slide) => slides.indexOf(slide)).filter((n) => (n - current) * step > 0);
    return ahead[step > 0 ? 0 : ahead.length - 1] ?? -1;
}

/**
 * What a slide is numbered among those one steps through; its own number where it was only prepared.
 * @param {number} n
 */
function numberOf(n) {
    return slides[n] ? stepped.indexOf(slides[n]) + 1 || ids[n] : 0;
}

/** Says in words where one is and where the speaker is. */
function tell() {
    const isLive = speaker.slide > 0;
    const told = followTold({
        before: bar.dataset.before ?? "",
        hasBegun,
        isLive,
        following,
        lostAt,
        speaker: numberOf(ids.indexOf(speaker.slide)),
        shown: numberOf(current),
        of: stepped.length,
    });
    for (const [selector, text] of Object.entries({ ".told": told.told, ".more": told.more })) {
        const box = find(selector, bar);
        if (box.textContent !== text) {
            box.textContent = text; // a live region says again what is set again
        }
    }
    button.hidden = !isLive;
    button.textContent = following ? "Sluta följa" : "Följ igen";
}

/** A question of the speaker's: answered once from this page, which remembers it no longer than it stands. */
function showQuestion() {
    const { question } = speaker;
    const box = find(".follow-question");
    box.hidden = !question;
    if (!question) {
        asked = "";
        return;
    }
    if (question.id !== asked) {
        asked = question.id;
        find("h2", box).textContent = question.text;
        find(".answered", box).textContent = "Svaret räknas nu och sparas inte.";
        find(".answers", box).replaceChildren(
            ...question.options.map((option, n) => {
                const choice = document.createElement("button");
                choice.type = "button";
                choice.textContent = option;
                choice.addEventListener("click", () => answer(question.id, n).catch(sayFault));
                return choice;
            }),
        );
    }
    find(".counted", box).replaceChildren(
        ...question.told.map((line) => {
            const item = document.createElement("li");
            item.textContent = line;
            return item;
        }),
    );
}

/**
 * @param {string} id
 * @param {number} n
 */
async function answer(id, n) {
    const choices = /** @type {HTMLButtonElement[]} */ (findAll(".follow-question .answers button"));
    if (choices.some(({ ariaBusy }) => ariaBusy === "true")) {
        return; // pressed again before it is counted, it is counted once
    }
    for (const choice of choices) {
        choice.ariaBusy = "true";
    }
    try {
        const { answer } = await ask((bar.dataset.stream ?? "").replace(/strom$/, "svar"), readJson, {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-Lanspuls": "svar" },
            body: JSON.stringify({ id, answer: n }),
        });
        if (asked === id) {
            find(".follow-question .answers").replaceChildren(); // else the next question stands there by now
            find(".follow-question .answered").textContent = answer.ok ? "Ditt svar är räknat." : "Frågan är stängd.";
        }
    } finally {
        for (const choice of choices) {
            choice.ariaBusy = null;
        }
    }
}

/** @param {number} at */
function lookAt(at) {
    if (slides[at]) {
        following = false;
        show(at);
        window.scrollTo(0, 0);
        find("h2", slides[at]).focus({ preventScroll: true });
        tell();
    }
}

/** Hears what is shown; what breaks is tried again, silently. */
function listen() {
    const stream = new EventSource(bar.dataset.stream ?? "");
    stream.addEventListener("message", ({ data }) => {
        speaker = JSON.parse(data);
        lostAt = "";
        hasBegun ||= speaker.slide > 0;
        if (speaker.number && speaker.number !== Number(bar.dataset.number)) {
            location.reload(); // another edition is shown
            return;
        }
        follow();
        showQuestion();
    });
    stream.addEventListener("error", () => {
        lostAt ||= new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
        tell();
        if (stream.readyState === CLOSED) {
            setTimeout(listen, AGAIN_MS);
        }
    });
}

/** @param {1 | -1} step */
function resize(step) {
    percent = textSize(percent, step);
    document.body.style.setProperty("--text", String(percent / 100));
    find(".follow-size output").textContent = `${percent} %`;
}

/** What the buttons' `data-do` name. @type {Record<string, () => unknown>} */
const BY_BUTTON = {
    follow: () => {
        following = !following;
        if (following) {
            window.scrollTo(0, 0);
            show(ids.indexOf(speaker.slide));
        }
        tell();
    },
    previous: () => lookAt(beside(-1)),
    next: () => lookAt(beside(1)),
    smaller: () => resize(-1),
    larger: () => resize(1),
};

document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button[data-do]") : null;
    if (pressed instanceof HTMLElement) {
        BY_BUTTON[pressed.dataset.do ?? ""]?.();
    }
});
places.addEventListener("change", () => {
    if (current >= 0) {
        show(current);
    }
});
NARROW.addEventListener("change", () => {
    if (current >= 0) {
        show(current);
    }
});

root.classList.add("follows");
for (const slide of stepped) {
    find(".count", slide).textContent = `${numberOf(slides.indexOf(slide))} av ${stepped.length}`;
}
tell();
listen();

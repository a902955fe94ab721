/* One meeting: shows and hides finished figures. Nothing is computed from the numbers here.

   <html class="presenting"> shows one section at a time as a slide; without it the page is a document to read.
   The address's #3 is the third view, in both. The speaker's own window (?vy=talare) shows the same slide smaller,
   with notes beside it; the windows follow each other. The short version (?kort=1) leaves out slides marked so.
   docs/browser.md draws the states. */

import { announce, find, findAll, findIfAny, notice, sayFault, sayNoFault, toggleNotice } from "./document.js";
import { Drawing, numberSlides } from "./drawn.js";
import { Figures } from "./figures.js";
import { fit } from "./fitting.js";
import { actionOf, isScrolling, Shortcuts } from "./keys.js";
import { hasLayer, layerOf, layOver } from "./layers.js";
import { openWindow, savePdfBy, toggleFullscreen } from "./outside.js";
import { Presenting } from "./presenting.js";
import { Readiness } from "./readiness.js";
import { Reading } from "./reading.js";
import { lettingRest, scaleToWindow } from "./scaling.js";
import { Speaker } from "./speaker.js";
import { addressOf, slideAt, slideOfHash, steppedSlides } from "./steps.js";
import { Story } from "./story.js";
import { Turning } from "./turning.js";
import { Windows } from "./windows.js";

/** @import { Told } from "./steps.js" */

const WIDE = window.matchMedia("(min-width: 900px) and (orientation: landscape)");
const NARROW = window.matchMedia("(max-width: 699px)");

const root = document.documentElement;
const main = find("#mote");
const { minutes = "", shortMinutes = "" } = main.dataset;
const slides = findAll(".slide", main);
const keys = find(".keys");
const talking = document.body.hasAttribute("data-talking");
const speaker = talking ? new Speaker(find(".panel"), Number(minutes)) : null;
const figures = new Figures(main.dataset.figures ?? "");
const turning = new Turning(slides, figures, main.dataset.turned ?? "", (n, place) => {
    reading.leave(n);
    if (isPresenting()) {
        fit(slides[n]);
    }
    if (n === current) {
        speaker?.showPlace(place?.place ?? "", place?.sentence ?? "");
        speaker?.offer(turning, current, () => current);
        room.tellRoom();
        announce(find("h2", slides[n]).textContent ?? "");
    }
    tell();
});
const reading = new Reading(slides, keys.dataset.reading ?? "");
const story = new Story(slides, turning, () => sizeNow());
const rest = lettingRest(keys);
const shortcuts = new Shortcuts(find('[data-do="shortcuts"]', keys));
const isBelow = document.body.hasAttribute("data-below");
/** What a key that is held down does again and again; it does everything else once. */
const REPEATED = new Set(["next", "previous", "turn", "turnBack"]);
let short = document.body.hasAttribute("data-short");
let current = 0;
let hearing = false;

const isPresenting = () => root.classList.contains("presenting");
const isLong = (/** @type {HTMLElement} */ slide) => slide.hasAttribute("data-long");
const sizeNow = () => (isPresenting() ? turning.slideSize : NARROW.matches ? "phone" : "screen");
const isPrepared = (/** @type {number} */ n) => slides[n].hasAttribute("data-prepared");
const steppedNow = () => steppedSlides(slides.map(isLong), short).filter((n) => !isPrepared(n));
const overNow = () => layerOf(slides[current]);
let heard = Promise.resolve();
/** @type {Windows} */
const windows = new Windows(`lanspuls${location.pathname}`, talking, {
    shown: () => shownNow(),
    hear: (told) => {
        heard = heard.then(() => hear(told)); // one after the other, as they were told
    },
    alone: () => {
        room.tellRoom();
        tell();
    },
    rooms: () => room.tellRoom(),
});
const room = new Presenting(
    { main, slides, keys, turning, figures, talking, isBelow, speaker, hasRoom: windows.areMany, shortMinutes },
    {
        current: () => current,
        stepped: steppedNow,
        isRoomClosed: () => windows.knowsNoRoom,
        openRoom: () => openWindow(`${location.pathname}${short ? "?kort=1" : ""}#${current + 1}`, "lanspuls-rum"),
        show: (n, focus) => show(n, focus),
        tell: () => tell(),
        letBeRead: (slide) => reading.attend(slide),
        layOut: () => {
            layOut();
            draw().catch(sayFault);
        },
        notesBelow: () => location.assign(`${location.pathname}?vy=en${short ? "&kort=1" : ""}#${current + 1}`),
    },
);

const drawing = new Drawing(slides, turning, {
    current: () => current,
    size: sizeNow,
    done: () => readiness.getReady(),
});
const draw = () => drawing.start();
const readiness = new Readiness(keys, isPresenting, () => [turning.fetch(), reading.fetch(), room.fetchAhead()]);

/** @param {string} kind "table", "definition" or nothing */
function layOverNow(kind) {
    const slide = slides[current];
    if (!layOver(slide, kind)) {
        return;
    }
    if (isPresenting() && !hearing) {
        const shown = overNow() ? find(".reading", slide) : find("h2", slide);
        shown.focus({ preventScroll: true }); // so that keys scroll what is higher than the slide
    }
    tell();
}

/** Tells the other window which slide, place and layer are shown, and who follows which slide and place. */
function tell() {
    if (windows.isJoining) {
        return;
    }
    room.tellFollowers();
    if (!hearing) {
        windows.tell();
    }
}

/** @returns {Told} */
function shownNow() {
    return { n: current, place: turning.place[current], over: overNow(), short, ...room.state };
}

/**
 * Follows the other window, without telling it so.
 * @param {Told} told
 */
async function hear(told) {
    hearing = true;
    try {
        room.show(told.black, told.frozen, told.at);
        room.asking = told.asking;
        const isAnswerOfFrozen = told.to && !told.talking; // which is not where the speaker is
        if (told.frozen && (!talking || isAnswerOfFrozen)) {
            return;
        }
        if (told.short !== short) {
            shorten(told.short);
        }
        if (told.n !== current) {
            show(told.n, false);
        }
        if (told.over !== overNow()) {
            layOverNow(told.over || overNow());
        }
        if (told.place !== turning.place[current]) {
            await turning.turnTo(current, told.place);
        }
        await room.follow(told.other);
    } catch (error) {
        sayFault(error);
    } finally {
        hearing = false;
    }
}

/**
 * Passes over the slides marked as long, and counts the clock from less; or neither.
 * @param {boolean} on
 */
function shorten(on) {
    short = on;
    root.classList.toggle("short", on);
    numberSlides(slides, steppedNow());
    history.replaceState(null, "", addressOf(location, on));
    speaker?.countFrom(Number(on ? shortMinutes : minutes));
}

function toggleShort() {
    if (!slides.some(isLong)) {
        notice("Mötesfilen har ingen kort version: ingen bild är märkt short = false.");
        return;
    }
    shorten(!short);
    show(current, false);
    notice(short ? `Korta versionen, ${shortMinutes} minuter.` : `Hela segmentet, ${minutes} minuter.`);
}

/**
 * Shows a slide, or the nearest that is stepped through.
 * @param {number} wanted
 * @param {boolean} focus whether its heading is given focus
 */
function show(wanted, focus) {
    const stepped = steppedNow();
    current = slideAt(wanted, current, stepped, slides.length);
    const slide = slides[current];
    notice("");
    sayNoFault();
    room.leaveOther();
    turning.leaveOnly();
    for (const other of slides) {
        other.classList.toggle("current", other === slide);
    }
    fit(slide);
    if (isPresenting() && location.hash !== `#${current + 1}`) {
        history.replaceState(null, "", `#${current + 1}`);
    }
    offer("previous", current !== stepped[0]);
    offer("next", current !== stepped[stepped.length - 1]);
    offer("turn", turning.canTurn(current));
    offer("border", turning.canTurnToNeighbours(current));
    offer("table", hasLayer(slide, "table"));
    offer("definition", hasLayer(slide, "definition"));
    const next = stepped.find((n) => n > current);
    speaker?.showSlide(current, stepped, next === undefined ? null : find("h2", slides[next]).textContent);
    speaker?.offer(turning, current, () => current);
    room.tellRoom();
    tell();
    if (focus && isPresenting()) {
        find("h2", slide).focus({ preventScroll: true });
    }
}

/**
 * @param {string} action
 * @param {boolean} isOffered
 */
function offer(action, isOffered) {
    find(`[data-do="${action}"]`, keys).toggleAttribute("disabled", !isOffered);
}

/** Every slide that a key has turned shows again what the page does. */
async function turnBack() {
    if (story.chosen) {
        await story.turn(story.chosen);
        return;
    }
    for (const n of slides.keys()) {
        if (turning.place[n]) {
            await turning.turnTo(n, 0, sizeNow());
        }
    }
}

/** @param {boolean} on one slide at a time, or the document to read */
function present(on) {
    root.classList.toggle("presenting", on);
    root.classList.toggle("talking", on && talking);
    root.classList.toggle("below", on && isBelow);
    if (!on) {
        for (const slide of slides) {
            delete slide.dataset.over;
        }
        turnBack().then(draw).catch(sayFault);
    }
    keys.hidden = !on;
    if (on) {
        numberSlides(slides, steppedNow());
    }
    find(".actions").hidden = false;
    layOut();
    show(current, false);
    if (on && steppedNow().length === 0) {
        toggleNotice("Ingen bild visas: alla är bara förberedda.");
    }
    if (on) {
        window.scrollTo(0, 0);
    } else if (current > 0) {
        slides[current].scrollIntoView();
    }
    draw().catch(sayFault);
}

const scale = () => scaleToWindow(keys, talking, isBelow);

/** Notes are shown below the slide, or hidden: it is laid out anew in what is left. */
function layOut() {
    const isLow = isBelow && !root.classList.contains("without-notes");
    turning.slideSize = isLow ? "low" : "slide";
    root.classList.toggle("low", isLow && isPresenting());
    scale();
}

/** @param {number} wanted */
function stepByKey(wanted) {
    rest();
    show(wanted, true);
}

function openSpeakersWindow() {
    if (findIfAny('[data-do="talk"]', keys)) {
        openWindow(`${location.pathname}?vy=talare${short ? "&kort=1" : ""}#${current + 1}`, "lanspuls-talare");
    } // else notes are with the draft, on the analyst's machine
}

function leave() {
    if (room.leave()) {
        return;
    }
    if (overNow()) {
        layOverNow("");
    } else if (!document.fullscreenElement) {
        present(false);
        find("h2", slides[current]).focus({ preventScroll: true });
    }
}

/** What buttons and keys have in common. */
const BY_BOTH = {
    turn: () => turning.step(current, 1).catch(sayFault),
    border: () => turning.turnToNeighbour(current).catch(sayFault),
    table: () => layOverNow("table"),
    definition: () => layOverNow("definition"),
    short: toggleShort,
    ...room.actions,
    clock: () => speaker?.toggleClock(),
};

/** What the buttons' `data-do` name. @type {Record<string, (button: HTMLElement) => unknown>} */
const BY_BUTTON = {
    ...BY_BOTH,
    next: () => show(current + 1, false),
    previous: () => show(current - 1, false),
    present: () => present(true),
    read: () => present(false),
    pdf: (button) => savePdfBy(button, figures, main),
    shortcuts: () => shortcuts.toggle(),
    talk: openSpeakersWindow,
    fullscreen: toggleFullscreen,
    more: (button) => {
        button.setAttribute("aria-expanded", String(keys.classList.toggle("all")));
        scale();
    },
    turnTo: ({ dataset }) => turning.turnTo(current, Number(dataset.at)).catch(sayFault),
};

/** What the table of keys.js names. @type {Record<import("./keys.js").KeyAction, (key: string) => unknown>} */
const BY_KEY = {
    ...BY_BOTH,
    next: () => stepByKey(current + 1),
    previous: () => stepByKey(current - 1),
    first: () => stepByKey(0),
    last: () => stepByKey(slides.length - 1),
    turnBack: () => turning.step(current, -1).catch(sayFault),
    turnToNumber: (key) => turning.turnToNumber(current, Number(key), Date.now()).catch(sayFault),
    talk: () => (talking ? undefined : openSpeakersWindow()),
    leave,
};

document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    if (button instanceof HTMLElement) {
        windows.lead();
        BY_BUTTON[button.dataset.do ?? ""](button);
    }
});
document.addEventListener("keydown", (event) => {
    if (reading.takes(event)) {
        event.preventDefault();
        return;
    }
    if (room.takes(event.key) || !isPresenting() || event.altKey || event.ctrlKey || event.metaKey) {
        return;
    }
    const action = actionOf(event.key, turning.canTurn(current), shortcuts.areOn);
    if (!action || isScrolling(event.key, document.activeElement)) {
        return;
    }
    if (action !== "leave") {
        event.preventDefault();
    }
    if (event.repeat && !REPEATED.has(action)) {
        return;
    }
    windows.lead();
    BY_KEY[action](event.key);
});
window.addEventListener("pagehide", () => windows.leave());
window.addEventListener("pageshow", ({ persisted }) => persisted && windows.join());
window.addEventListener("hashchange", () => show(slideOfHash(location.hash), true));
window.addEventListener("resize", scale);
NARROW.addEventListener("change", () => draw().catch(sayFault));

// what has happened since is the frame's: it stands before the edition's own bytes, and is shown below its headline
findIfAny(".meeting", main)?.after(...findAll(".frame .since"));
current = Math.min(Math.max(slideOfHash(location.hash), 0), slides.length - 1);
if (short) {
    shorten(true);
}
rest();
present((WIDE.matches && document.body.hasAttribute("data-draft")) || talking);
windows.join();
story.follow().catch(sayFault);

/* Where a meeting is prepared: joins the running order, the slide and its texts with the draft on the server. */

import { Adding, FreeSlide } from "./adding.js";
import { Details } from "./details.js";
import { Draft, Refused } from "./draft.js";
import { Fields } from "./fields.js";
import { Order } from "./order.js";
import { OwnFigures } from "./own.js";
import { announce, byId, dialog, input, make } from "./parts.js";
import { Publishing } from "./publishing.js";
import { Stage } from "./stage.js";

/** @import { Change, State } from "./draft.js" */

const main = byId("editor");
const { day = "", key = "" } = main.dataset;
/** @type {State} */
const first = JSON.parse(byId("state").textContent ?? "{}");
const draft = new Draft(day, key, first);
const stage = new Stage(draft);
const fields = new Fields(draft, stage, (change) => done(change));
let current = 0;

const order = new Order({
    choose: (n) => choose(n),
    move: (n, to) => move(n, to),
    remove: (n) => remove(n),
    enter: () => input("rubrik").focus(),
    letter: (letter) => doing[{ l: "add", f: "free", u: "own", m: "about" }[letter] ?? "help"](),
    undo: (again) => undo(again),
});
const adding = new Adding(draft, () => current, choose);
const free = new FreeSlide(
    draft,
    () => current,
    (n) => {
        choose(n);
        order.focus();
    },
);
const own = new OwnFigures(draft);
const details = new Details(draft);
const publishing = new Publishing(draft);

/** @param {number} n */
function choose(n) {
    draft.flush();
    input("plats").value = "";
    current = n;
    show(draft.state);
}

/** @param {State} state */
function show(state) {
    const fault = byId("fault");
    fault.hidden = !state.fault;
    fault.textContent = state.fault ? `${state.fault} Det som visas är den senaste hela versionen.` : "";
    current = Math.min(current, state.slides.length - 1);
    order.show(state, current);
    remarks(state);
    details.show(state);
    if (state.about) {
        byId("meeting-title").textContent = state.about.fields.title;
    }
    const slide = state.slides[current];
    if (slide) {
        byId("which").textContent = `Bild ${slide.n + 1}, så som rummet ser den`;
        byId("where").textContent = slide.place ? `Plats: ${slide.place}` : "";
        showPlaces(state, slide.turns);
        fields.show(slide);
        showStage();
    }
}

/**
 * The places a slide can be tried for.
 * @param {State} state
 * @param {boolean} turns
 */
function showPlaces(state, turns) {
    byId("try-place").hidden = !turns || state.places.length === 0;
    const list = input("plats");
    if (list.childElementCount !== state.places.length + 1) {
        const all = [{ code: "", name: "en kommun" }, ...state.places];
        list.replaceChildren(...all.map(({ code, name }) => new Option(name, code)));
    }
}

function showStage() {
    const slide = draft.state.slides[current];
    stage.show(slide, slide.turns ? input("plats").value : "").catch(() => {});
}

/** @param {State} state */
function remarks(state) {
    const box = byId("remarks");
    const numbers = new Set(state.remarks.filter(({ slide }) => slide >= 0).map(({ slide }) => slide));
    const some = numbers.size ? `${numbers.size} av ${state.slides.length} bilder att se på` : "att se på";
    const late = state.late ? `${state.late} sena siffror` : "Inga sena siffror";
    box.replaceChildren(
        make("b", "", `Före publicering: ${state.remarks.length ? some : "inget att se på"}`),
        ...state.remarks.map(({ slide, text_sv, stops }) => {
            const one = make("span");
            if (slide >= 0) {
                const link = make("button", "link", `Bild ${slide + 1}`);
                link.addEventListener("click", () => {
                    choose(slide);
                    input("rubrik").focus();
                });
                one.append(link, " ");
            }
            one.append(`${text_sv}${stops ? ", stoppar publicering" : ""}`);
            return one;
        }),
        make("span", "meta news", `${late} · ${state.news} nya sedan förra mötet`),
    );
}

/** Makes a change and says it, or why it was not made. @param {Change} change */
async function done(change) {
    try {
        const told = await draft.change(change);
        announce(told?.told ?? "");
        byId("saved").textContent = `sparat ${draft.state.saved}`;
        return told;
    } catch (error) {
        const text = error instanceof Refused ? error.message : "Servern svarar inte. Ändringen är inte gjord.";
        saved(text, true);
        announce(text);
        return null;
    }
}

/**
 * @param {number} n
 * @param {number} to
 */
async function move(n, to) {
    const told = await done({ op: "move", n, to });
    if (told) {
        choose(to);
        announce(`Bild ${n + 1} flyttad till plats ${to + 1} av ${told.slides.length}`);
    }
}

/** @param {number} n */
async function remove(n) {
    const told = await done({ op: "delete", n });
    if (told) {
        announce(`Bild ${n + 1} borttagen. Ctrl Z hämtar tillbaka den.`);
        order.focus();
    }
}

/** @param {boolean} again */
async function undo(again) {
    const told = await done({ op: again ? "redo" : "undo" });
    if (told) {
        announce(told.isDone ? (again ? "Gjort om" : "Ångrat") : again ? "Inget att göra om" : "Inget att ångra");
    }
}

/**
 * @param {string} text
 * @param {boolean} isFault
 */
function saved(text, isFault) {
    const place = byId("saved");
    place.textContent = text;
    place.classList.toggle("unsaved", isFault);
    byId("about-saved").textContent = text;
}

function review() {
    remarks(draft.state);
    byId("remarks").focus();
}

input("plats").addEventListener("change", showStage);
draft.onState = show;
draft.onSaved = saved;
draft.onConflict = ({ message, mine, theirs }) => {
    byId("conflict-title").textContent = message;
    byId("mine").textContent = mine;
    byId("theirs").textContent = theirs || "(tom)";
    const box = dialog("conflict");
    box.showModal();
    return new Promise((answer) => {
        const choice = (/** @type {boolean} */ isMine) => () => {
            box.close();
            answer(isMine);
        };
        doing["take-mine"] = choice(true);
        doing["take-theirs"] = choice(false);
        box.oncancel = choice(false);
    });
};

/** @type {Record<string, () => unknown>} */
const doing = {
    undo: () => undo(false),
    review,
    publish: () => publishing.open(),
    "publish-now": () => publishing.publish(),
    about: () => details.open(),
    add: () => adding.open(),
    "add-this": () => adding.addThis(),
    "add-into": () => adding.addInto(),
    "add-summary": () => adding.addKind("summary"),
    "add-outlook": () => adding.addKind("outlook"),
    free: () => free.open(),
    own: () => own.open(),
    help: () => dialog("keys").showModal(),
    up: () => current > 0 && move(current, current - 1),
    down: () => current < draft.state.slides.length - 1 && move(current, current + 1),
    delete: () => remove(current),
    use: () => fields.use(),
    keep: () => fields.keep(),
    shorter: () => fields.lengthen(-15),
    longer: () => fields.lengthen(15),
};
document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    if (pressed?.dataset.do) {
        doing[pressed.dataset.do]?.();
    } else if (pressed?.hasAttribute("data-close")) {
        pressed.closest("dialog")?.close();
    }
});
document.addEventListener("keydown", (event) => {
    if (event.key === "F8") {
        event.preventDefault();
        review();
    }
});
window.addEventListener("beforeunload", (event) => {
    draft.flush();
    if (!draft.isSaved) {
        event.preventDefault();
    }
});
saved(`sparat ${first.saved}`, false);
show(first);

/* Where a meeting is prepared: joins the running order, the slide and its texts with the draft on the server. */

import { Adding, FreeSlide } from "./adding.js";
import { Details } from "./details.js";
import { Draft, faultOf, Refused } from "./draft.js";
import { Fields } from "./fields.js";
import { Order } from "./order.js";
import { OwnFigures } from "./own.js";
import { announce, byId, dialog, input } from "./parts.js";
import { Publishing, Review } from "./publishing.js";
import { Stage } from "./stage.js";
import { beforeAsking, close, isAnythingUnfinished } from "./unfinished.js";

/** @import { Change, Found, Slide, State } from "./draft.js" */

const main = byId("editor");
const { day = "", key = "" } = main.dataset;
/** @type {State} */
const first = JSON.parse(byId("state").textContent ?? "{}");
const draft = new Draft(day, key, first);
const stage = new Stage(draft);
const fields = new Fields(draft, stage, (change) => done(change));
let current = 0;
/** The slide that was shown last, and how many there were then. @type {{slide: Slide | undefined, count: number}} */
let shown = { slide: undefined, count: 0 };
/** The slides in their order, as they were when something was told of it. */
let toldOf = "";

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
const review = new Review((found) => goTo(found));
const publishing = new Publishing(draft, (found) => goTo(found));
beforeAsking(() => draft.flush());

/** @param {number} n */
function choose(n) {
    if (n !== current) {
        announce(""); // what was told is of the slide before
        main.scrollTop = 0; // a slide is seen from its picture on
    }
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
    const isOther = follow(state.slides);
    const slides = state.slides.map(({ key }) => key).join();
    if (slides !== toldOf) {
        announce(""); // what was told is not so any more
        toldOf = slides;
    }
    order.show(state, current);
    review.show(state);
    details.show(state);
    byId("badge").textContent = state.published_sv;
    if (state.about) {
        byId("meeting-title").textContent = state.about.fields.title;
    }
    const slide = state.slides[current];
    if (slide) {
        byId("which").textContent = `Bild ${slide.n + 1}, så som rummet ser den`;
        byId("where").textContent = slide.place ? `Plats: ${slide.place}` : "";
        showPlaces(state, slide.turns);
        fields.show(slide, isOther);
        showStage();
    }
}

/**
 * The slide that is shown stays the one that was chosen, wherever another window moves it. Whether another was chosen just
 * now, or it is gone.
 * @param {Slide[]} slides
 */
function follow(slides) {
    const { slide, count } = shown;
    let isOther = slide?.n !== current;
    current = Math.min(current, slides.length - 1);
    if (!isOther && slides[current]?.key !== slide?.key) {
        const at = slides.findIndex(({ key }) => key === slide?.key);
        isOther = at < 0 && slides.length !== count; // else it is that one still, which shows something else
        current = at < 0 ? current : at;
    }
    shown = { slide: slides[current], count: slides.length };
    return isOther;
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
    stage.show(slide, slide.turns ? input("plats").value : "").catch((error) => {
        if (draft.state.slides[current]?.key === slide.key) {
            const why = error instanceof Refused ? error.message : "Servern svarar inte.";
            byId("which").textContent = `Bild ${slide.n + 1} kan inte visas. ${why}`; // what stands is another slide
        }
    });
}

/** To where what is found is mended: a field of its slide, or what stands beside the slides. @param {Found} found */
function goTo({ slide, at }) {
    if (slide >= 0) {
        choose(slide);
    }
    if (at === "about") {
        details.open();
        return;
    }
    const field = document.getElementById(at);
    const seen = field?.offsetParent ? field : null; // a field may be of another kind of slide
    if (seen || slide >= 0) {
        (seen ?? input("rubrik")).focus();
    } else {
        order.focus();
    }
}

/**
 * Makes a change and says it, or why it was not made.
 * @param {Change} change
 * @param {string} [asked] the dialog where it was asked for
 */
async function done(change, asked = "") {
    try {
        const told = await draft.change(change);
        announce(told?.told ?? "", asked);
        return told;
    } catch (error) {
        const text = faultOf(error);
        saved(text, true, asked ? text : "Allt är inte sparat. Stäng rutan och se körordningen.");
        announce(text, asked);
        return null;
    }
}

/**
 * @param {number} n
 * @param {number} to
 */
async function move(n, to) {
    const { key: moved } = draft.state.slides[n];
    const made = done({ op: "move", n, to }); // shown at once
    choose(to);
    announce(`Bild ${n + 1} flyttas till plats ${to + 1} …`);
    const told = await made;
    if (told) {
        announce(`Bild ${n + 1} flyttad till plats ${to + 1} av ${told.slides.length}`);
        return;
    }
    const where = draft.state.slides.findIndex(({ key }) => key === moved);
    if (where >= 0) {
        const fault = byId("said").textContent ?? "";
        choose(where); // where it is after all
        announce(fault);
    }
}

/** @param {number} n */
async function remove(n) {
    const made = done({ op: "delete", n }); // shown at once
    announce(`Bild ${n + 1} tas bort …`);
    const told = await made;
    if (told) {
        announce(`Bild ${n + 1} borttagen. Ctrl Z hämtar tillbaka den.`);
        order.focus();
    }
}

/**
 * @param {boolean} again
 * @param {string} [asked] the dialog where it was asked for
 */
async function undo(again, asked) {
    const before = draft.state.slides;
    const told = await done({ op: again ? "redo" : "undo" }, asked);
    if (told) {
        if (told.slides.length > before.length) {
            choose(draft.state.slides.findIndex(({ key }, n) => key !== before[n]?.key)); // what came back
        }
        const text = told.isDone ? (again ? "Gjort om" : "Ångrat") : again ? "Inget att göra om" : "Inget att ångra";
        announce(text, asked);
    }
}

/**
 * @param {string} text
 * @param {boolean} isFault
 * @param {string} [inDialogs] what dialogs say instead, which are of something else
 */
function saved(text, isFault, inDialogs = text) {
    const place = byId("saved");
    place.textContent = text;
    place.classList.toggle("unsaved", isFault);
    for (const place of document.querySelectorAll(".saved-here")) {
        place.textContent = inDialogs;
    }
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
    });
};

/** @type {Record<string, (asked?: string) => unknown>} what buttons do, told the dialog that they stand in */
const doing = {
    undo: (asked) => undo(false, asked),
    review: () => review.open(),
    publish: () => {
        dialog("review").close();
        return publishing.open();
    },
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
        doing[pressed.dataset.do]?.(pressed.closest("dialog")?.id);
    } else if (pressed?.hasAttribute("data-close")) {
        close(/** @type {HTMLDialogElement} */ (pressed.closest("dialog")));
    }
});
for (const box of document.querySelectorAll("dialog")) {
    box.addEventListener("close", () => {
        const active = document.activeElement;
        if (active === document.body || box.contains(active)) {
            order.focus(); // what had it before the dialog may be made anew since
        }
    });
}
document.addEventListener("keydown", (event) => {
    if (event.key === "F8") {
        event.preventDefault();
        if (!document.querySelector("dialog[open]")) {
            review.open();
        }
    }
});
window.addEventListener("beforeunload", (event) => {
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // what is saved when its field is left
    draft.flush();
    const isWritten = isAnythingUnfinished() || fields.isRefused || input("correction-note").value !== "";
    if (!draft.isDone || isWritten) {
        event.preventDefault();
    }
});
draft.onSaved(`sparat ${first.saved}`, false);
show(first);

/** A further attachment is called as its file where nobody has named it. @param {Event} event */
function nameAfterFile({ target }) {
    const field = /** @type {HTMLInputElement} */ (target);
    const title = field.name === "file" && field.form?.elements.namedItem("title");
    const file = field.files?.[0];
    if (title instanceof HTMLInputElement && file && !title.value.trim()) {
        title.value = file.name.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ");
    }
}
dialog("about").addEventListener("change", nameAfterFile);

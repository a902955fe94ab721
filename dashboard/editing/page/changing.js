/* What a change is of, and what the draft will be with it: shown at once, while it is on its way to the server. */

/** @import { Change, Part, Slide, State } from "./draft.js" */

/** The changes that are on their way and are shown already, in the order in which they were made. */
export class Ahead {
    /** @type {Change[]} */
    #changes = [];

    /**
     * The draft with one more change; null where what it makes of it cannot be known here.
     * @param {Change} change
     * @param {State} state
     */
    add(change, state) {
        const foreseen = withChange(state, change);
        if (foreseen) {
            this.#changes.push(change);
        }
        return foreseen;
    }

    /** Takes a change away that is made, or will not be; whether it was there. @param {Change | undefined} change */
    remove(change) {
        const before = this.#changes.length;
        this.#changes = this.#changes.filter((one) => one !== change);
        return this.#changes.length < before;
    }

    /** @param {Change} change */
    has(change) {
        return this.#changes.includes(change);
    }

    /** What the server says, with the changes that it does not know of. @param {State} known */
    over(known) {
        return this.#changes.reduce((state, change) => withChange(state, change) ?? state, known);
    }
}

/**
 * The draft with slides in another order, with one less, or with a text or number of one.
 * @param {State} state
 * @param {Change} change
 * @returns {State | null}
 */
function withChange(state, { op, n, to, key, value }) {
    const slides = [...state.slides];
    const at = Number(n);
    if (!slides[at] || (op === "delete" && slides.length === 1)) {
        return null;
    }
    if (op === "move") {
        slides.splice(Number(to), 0, ...slides.splice(at, 1));
    } else if (op === "delete") {
        slides.splice(at, 1);
    } else if (
        op === "set" &&
        String(key) in slides[at] &&
        key !== "picture" &&
        typeof value === typeof (/** @type {Record<string, unknown>} */ (slides[at])[String(key)])
    ) {
        slides[at] = { ...slides[at], ...(key === "headline" && { kept: false }), [String(key)]: value };
    } else {
        return null;
    }
    return { ...state, slides: numbered(slides), ...timeOf(slides) };
}

/** The slides with their numbers, and as the room counts them. @param {Slide[]} slides @returns {Slide[]} */
function numbered(slides) {
    const of = slides.filter(({ prepared }) => !prepared).length;
    let shown = 0;
    return slides.map((slide, n) => {
        shown += slide.prepared ? 0 : 1;
        return { ...slide, n, count: slide.prepared ? String(n + 1) : `${shown} av ${of}` };
    });
}

/** @param {Slide[]} slides */
function timeOf(slides) {
    const shown = slides.filter(({ prepared }) => !prepared);
    const sum = (/** @type {Slide[]} */ these) => these.reduce((seconds, slide) => seconds + slide.seconds, 0);
    return { total: sum(shown), short: sum(shown.filter(({ short }) => short)) };
}

/** Whether a change is a text, of which the writer can be asked which of two is to stand. @param {Change} change */
export function isText({ op, key, value }) {
    return ["set", "detail", "row"].includes(op) && typeof value === "string" && key !== "picture" && key !== "file";
}

/**
 * What a change is of: the meeting itself, one of its links, attachments or questions, or a slide; null where it is gone.
 * @param {Change} change
 * @param {State} state
 * @returns {Record<string, unknown> | null}
 */
export function thing(change, state) {
    const { about } = state;
    const n = Number(change.n);
    if (change.op === "detail") {
        return about?.fields ?? null;
    }
    const found = change.op === "row" ? about?.[/** @type {Part} */ (change.part)][n] : state.slides[n];
    return /** @type {Record<string, unknown> | undefined} */ (found) ?? null;
}

/**
 * Where what a change is of stands by now. A slide: that which shows the same; of a free slide, whose texts are what it
 * shows, that which is free still and where it was. A row: that which is alike but for the text. Of several, that whose
 * text is as it was, else that which stands where it stood. -1 where it is gone.
 * @param {Change} change
 * @param {Record<string, unknown>} before
 * @param {State} newest
 */
export function placeOf(change, before, newest) {
    if (change.op === "detail") {
        return 0;
    }
    if (change.op === "row") {
        const rows = newest.about?.[/** @type {Part} */ (change.part)] ?? [];
        const names = Object.keys(before).filter((name) => name !== change.key && name !== "remark");
        return nearest(rows, change, before, (row) => names.every((name) => row[name] === before[name]));
    }
    const same = nearest(newest.slides, change, before, (slide) => slide.key === before.key);
    const there = newest.slides[Number(before.n)];
    const isThere = before.kind === "free" && there?.kind === "free" && there.picture === before.picture;
    return same < 0 && isThere ? Number(before.n) : same;
}

/**
 * @template T
 * @param {T[]} all
 * @param {Change} change
 * @param {Record<string, unknown>} before
 * @param {(one: T) => boolean} isAlike
 */
function nearest(all, { n, key }, before, isAlike) {
    const found = all.flatMap((one, at) => (isAlike(one) ? [at] : []));
    const text = (/** @type {number} */ at) => /** @type {Record<string, unknown>} */ (all[at])[String(key)];
    const untouched = found.filter((at) => text(at) === before[String(key)]);
    const likeliest = untouched.length > 0 ? untouched : found;
    return likeliest.includes(Number(n)) ? Number(n) : (likeliest[0] ?? -1);
}

/* The running order: a list with one tab stop. Keys choose, move and take out; a drag shows where it would land. */

import { announce, byId, clock, make } from "./parts.js";

/** @import { Slide, State } from "./draft.js" */

/**
 * @typedef {object} Does
 * @property {(n: number) => void} choose
 * @property {(n: number, to: number) => void} move
 * @property {(n: number) => void} remove
 * @property {() => void} enter
 * @property {(letter: string) => void} letter
 * @property {(again: boolean) => void} undo
 */

const LETTERS_KEPT_AS = "lanspuls-redigera-bokstaver";

/** What a slide is called here: its measures, or its headline where that is all it has. @param {Slide} slide */
const nameOf = ({ kind, headline, measures, title }) =>
    kind === "free" ? `Fri bild: ${headline}` : kind === "view" ? measures.join(" och ") : title;

export class Order {
    /** @param {Does} does */
    constructor(does) {
        this.does = does;
        this.list = byId("order");
        this.current = 0;
        this.keys = "";
        this.from = -1;
        this.to = -1;
        /** @type {(() => void) | null} shows what came while a slide was dragged */
        this.later = null;
        this.list.addEventListener("keydown", (event) => this.#key(event));
        this.list.addEventListener("click", (event) => {
            const n = this.#at(event.target);
            if (n >= 0) {
                this.does.choose(n);
                this.focus();
            }
        });
        this.list.addEventListener("dragstart", (event) => this.#lift(event));
        this.list.addEventListener("dragover", (event) => this.#over(event));
        this.list.addEventListener("drop", (event) => this.#drop(event));
        this.list.addEventListener("dragend", () => this.#land());
        const letters = /** @type {HTMLInputElement} */ (byId("letters"));
        try {
            letters.checked = localStorage.getItem(LETTERS_KEPT_AS) !== "av";
        } catch {
            letters.checked = true; // a browser that keeps nothing
        }
        letters.addEventListener("change", () => {
            try {
                localStorage.setItem(LETTERS_KEPT_AS, letters.checked ? "på" : "av");
            } catch {
                // as above
            }
        });
        document.addEventListener("keydown", (event) => this.#letter(event));
        this.letters = letters;
    }

    /** A single letter is a key wherever nothing is being written. @param {KeyboardEvent} event */
    #letter(event) {
        const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
        const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
        if (isPlain && !isTyping && this.letters.checked && /^[lfum?]$/i.test(event.key)) {
            event.preventDefault();
            this.does.letter(event.key.toLowerCase());
        }
    }

    /**
     * @param {State} state
     * @param {number} current
     */
    show(state, current) {
        if (this.from >= 0) {
            this.later = () => this.show(state, current);
            return; // rows that are made anew would end the drag
        }
        const hadFocus = this.list.contains(document.activeElement);
        const isOther = this.current !== current;
        this.current = current;
        this.keys = state.slides.map(({ key }) => key).join();
        const rows = state.slides.map((slide) => this.#row(slide));
        const names = rows.map((row) => row.querySelector(".name")?.textContent);
        rows.forEach((row, n) => {
            const isOnlyOne = names.indexOf(names[n]) === names.lastIndexOf(names[n]);
            row.classList.toggle("whole", n === current || !isOnlyOne); // its headline tells it from the other
        });
        this.list.replaceChildren(...rows);
        byId("sum").textContent = clock(state.total);
        byId("segment").textContent = clock(state.segment);
        const apart = state.segment - state.total;
        const left = byId("left");
        left.textContent = apart < 0 ? `${clock(-apart)} över` : `${clock(apart)} kvar`;
        left.className = apart < 0 ? "over" : "meta";
        const shown = state.slides.filter(({ short, prepared }) => short && !prepared).map(({ n }) => n + 1);
        byId("short").textContent =
            shown.length < state.slides.length
                ? `Korta versionen, bild ${shown.join(", ")}: ${clock(state.short)}`
                : "";
        this.#bar(state);
        if (hadFocus) {
            this.focus();
        }
        if (isOther) {
            this.#reveal(); // else the list stays where it was scrolled to
        }
    }

    focus() {
        /** @type {HTMLElement | undefined} */ (this.list.children[this.current])?.focus({ preventScroll: true });
    }

    /** Scrolls the list, and nothing around it, to the slide that is chosen. */
    #reveal() {
        const row = this.list.children[this.current];
        if (!row || this.list.scrollHeight <= this.list.clientHeight) {
            row?.scrollIntoView({ block: "nearest" }); // on a small screen the page is what is scrolled
            return;
        }
        const [place, there] = [this.list.getBoundingClientRect(), row.getBoundingClientRect()];
        this.list.scrollTop += Math.min(0, there.top - place.top) + Math.max(0, there.bottom - place.bottom);
    }

    /** @param {State} state */
    #bar(state) {
        const all = Math.max(state.total, state.segment);
        byId("timebar").replaceChildren(
            ...state.slides
                .filter(({ prepared }) => !prepared)
                .map(({ n, seconds }) => {
                    const part = make("i", n === this.current ? "now" : "");
                    part.style.width = `${(100 * seconds) / all}%`;
                    return part;
                }),
        );
    }

    /** @param {Slide} slide */
    #row(slide) {
        const isCurrent = slide.n === this.current;
        const row = make("li");
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", String(isCurrent));
        row.tabIndex = isCurrent ? 0 : -1;
        row.draggable = true;
        const grip = make("span", "grip", "⠿");
        grip.setAttribute("aria-hidden", "true");
        const isOdd = slide.isLost || (slide.findings.length > 0 && !slide.kept);
        const told = slide.isLost ? "Bilden kan inte visas" : isOdd ? "Rubriken avviker från siffrorna" : "";
        const line = told || slide.headline || slide.made;
        const name = make("span", "name", nameOf(slide));
        name.append(make("span", "apart", slide.apart && `: ${slide.apart}`));
        row.append(
            grip,
            make("span", "number", String(slide.n + 1)),
            name,
            make("span", "span", slide.prepared ? "visas inte" : clock(slide.seconds)),
            ...(slide.kind === "free" && !isOdd ? [] : [make("span", isOdd ? "line odd" : "line", line)]),
        );
        return row;
    }

    /** @param {EventTarget | null} target */
    #at(target) {
        const row = target instanceof Element ? target.closest("li") : null;
        return row ? [...this.list.children].indexOf(row) : -1;
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        const last = this.list.children.length - 1;
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
        const isControl = event.ctrlKey || event.metaKey;
        if (event.altKey && step) {
            const to = this.current + step;
            if (to >= 0 && to <= last) {
                this.does.move(this.current, to);
            } else {
                announce(step < 0 ? "Bilden är redan först" : "Bilden är redan sist");
            }
        } else if (step) {
            this.does.choose(Math.min(last, Math.max(0, this.current + step)));
            this.focus();
        } else if (event.key === "Home" || event.key === "End") {
            this.does.choose(event.key === "Home" ? 0 : last);
            this.focus();
        } else if (event.key === "Enter") {
            this.does.enter();
        } else if (event.key === "Delete") {
            if (!event.repeat) {
                this.does.remove(this.current);
            }
        } else if (isControl && ["z", "y", "Z"].includes(event.key)) {
            this.does.undo(event.key !== "z");
        } else if (event.key === "Escape" && this.from >= 0) {
            this.#unmark();
        } else {
            return;
        }
        event.preventDefault();
    }

    /** @param {DragEvent} event */
    #lift(event) {
        this.from = this.#at(event.target);
        this.list.children[this.from]?.classList.add("dragged");
        event.dataTransfer?.setData("text/plain", String(this.from));
    }

    /** The line where it would land. @param {DragEvent} event */
    #over(event) {
        const n = this.#at(event.target);
        if (this.from < 0 || n < 0) {
            return;
        }
        event.preventDefault();
        const row = this.list.children[n];
        const { top, height } = row.getBoundingClientRect();
        const isBelow = event.clientY > top + height / 2;
        for (const one of this.list.children) {
            one.classList.remove("above", "below-here");
        }
        row.classList.add(isBelow ? "below-here" : "above");
    }

    /** @param {DragEvent} event */
    #drop(event) {
        event.preventDefault();
        const rows = [...this.list.children];
        const marked = rows.findIndex((row) => row.matches(".above, .below-here"));
        const before = marked + (rows[marked]?.classList.contains("below-here") ? 1 : 0);
        this.to = marked < 0 ? -1 : before > this.from ? before - 1 : before;
    }

    /** Moves what was dropped once the drag has ended: its row is made anew, and must be there until then. */
    #land() {
        const { from, to, keys } = this;
        this.#unmark();
        if (from < 0 || to < 0 || to === from) {
            return;
        }
        if (this.keys !== keys) {
            announce("Ordningen ändrades någon annanstans. Flytta bilden igen.");
        } else {
            setTimeout(() => this.does.move(from, to)); // Chromium drags no further row that was made in the midst of this
        }
    }

    /** Where it was: a drag that Escape ends, or that ends outside. */
    #unmark() {
        this.from = -1;
        this.to = -1;
        for (const row of this.list.children) {
            row.classList.remove("above", "below-here", "dragged");
        }
        this.later?.();
        this.later = null;
    }
}

/* One line to type in while presenting: a place by its first letters, another measure, a question to park, a slide's
   number. It opens over the slide, tells what the letters mean, and closes on Enter or Escape. */

import { announce, find } from "./document.js";

/**
 * @typedef {object} Choice
 * @property {string} name as it is shown
 * @property {string[]} [names] what else it is called
 * @property {unknown} value
 */

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {readonly Choice[]} [choices] what the letters choose among; without them the text itself is given
 * @property {HTMLElement | undefined} [at] where it opens, over the slide where nothing is said
 * @property {boolean} [showsAll] whether all the choices are listed, not the first few
 * @property {number} [letters] so many letters choose by themselves where one choice is left
 * @property {(chosen: any, text: string) => unknown} done
 */

const SHOWN = 6;
const STILL_TYPING_MS = 1500;

/** @param {string} text */
const folded = (text) =>
    text
        .normalize("NFD")
        .replace(/\p{Mn}/gu, "")
        .toLowerCase();

/**
 * The choices that letters may mean: those whose name begins so first, then those that have a word that does.
 * @param {readonly Choice[]} choices
 * @param {string} typed
 */
export function meant(choices, typed) {
    const wanted = folded(typed.trim());
    if (!wanted) {
        return [...choices];
    }
    const exact = choices.filter(({ name }) => name.toLowerCase().startsWith(typed.trim().toLowerCase()));
    const first = choices.filter(({ name }) => folded(name).startsWith(wanted));
    const inside = choices.filter(({ name, names = [] }) =>
        [name, ...names].some((one) =>
            folded(one)
                .split(/[^\p{L}\p{N}]+/u)
                .some((word) => word.startsWith(wanted)),
        ),
    );
    return [...new Set([...exact, ...first, ...inside])];
}

export class Lookup {
    /** @type {Line | null} */
    #line = null;
    /** @type {Element | null} */
    #before = null;
    #rest = "";
    /** The one of the choices shown that Enter takes. */
    #at = 0;
    #typingUntil = 0;

    /** @param {HTMLElement} box */
    constructor(box) {
        this.box = box;
        this.input = /** @type {HTMLInputElement} */ (find("input", box));
        this.list = find("ol", box);
        this.input.addEventListener("input", () => this.#typed());
        this.box.addEventListener("keydown", (event) => {
            event.stopPropagation(); // letters are text here
            if (event.key === "Escape") {
                this.close();
            } else if (event.key === "Enter") {
                event.preventDefault();
                this.#enter();
            } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                event.preventDefault();
                this.#mark(this.#at + (event.key === "ArrowDown" ? 1 : -1));
            }
        });
        this.list.addEventListener("click", (event) => {
            const button = event.target instanceof Element ? event.target.closest("button") : null;
            if (button) {
                this.#choose(this.#found()[Number(button.dataset.at)]);
            }
        });
    }

    /**
     * Whether a key is text: while the line is open, and for a moment after letters have chosen by themselves those that
     * follow in the name, since whoever types one goes on typing it.
     * @param {string} key
     */
    takes(key) {
        if (this.#line !== null) {
            return true;
        }
        if (Date.now() > this.#typingUntil || !key || this.#rest[0] !== folded(key)) {
            if (key.length === 1 || key === "Escape" || key === "Enter") {
                this.#typingUntil = 0; // another key than the next letter: the name is no longer being typed
            }
            return false;
        }
        this.#rest = this.#rest.slice(1);
        return true;
    }

    /** @param {Line} line */
    open(line) {
        this.#line = line;
        this.#before = document.activeElement;
        find("label", this.box).firstChild?.replaceWith(line.label);
        this.input.value = "";
        (line.at ?? document.body).append(this.box);
        this.box.hidden = false;
        this.#show();
        this.input.focus();
        announce(line.label);
    }

    close() {
        this.#line = null;
        this.box.hidden = true;
        this.input.blur(); // what is hidden keeps the focus until the next frame, and would take the next key as text
        if (this.#before instanceof HTMLElement) {
            this.#before.focus({ preventScroll: true });
        }
    }

    #found() {
        return meant(this.#line?.choices ?? [], this.input.value);
    }

    #typed() {
        const { letters = 0, choices } = this.#line ?? {};
        const found = this.#found();
        if (choices && letters && this.input.value.trim().length >= letters && found.length === 1) {
            this.#rest = folded(found[0].name).slice(this.input.value.length);
            this.#typingUntil = Date.now() + STILL_TYPING_MS;
            this.#choose(found[0]);
            return;
        }
        this.#show();
    }

    #show() {
        const { choices, showsAll } = this.#line ?? {};
        const shown = choices ? this.#found().slice(0, showsAll ? undefined : SHOWN) : [];
        this.list.replaceChildren(
            ...shown.map(({ name }, at) => {
                const item = document.createElement("li");
                const button = document.createElement("button");
                button.type = "button";
                button.dataset.at = String(at);
                button.textContent = name;
                item.append(button);
                return item;
            }),
        );
        this.#mark(0);
        find(".none", this.box).textContent = choices && !shown.length ? "Inget heter så." : "";
    }

    /** Marks the choice that Enter takes, and says it where another than the first is. @param {number} at */
    #mark(at) {
        const items = [...this.list.children];
        this.#at = Math.max(0, Math.min(at, items.length - 1));
        for (const [n, item] of items.entries()) {
            item.classList.toggle("chosen", n === this.#at);
        }
        items[this.#at]?.scrollIntoView({ block: "nearest" });
        if (at !== 0 && items.length) {
            announce(items[this.#at].textContent ?? "");
        }
    }

    #enter() {
        const line = this.#line;
        if (line?.choices) {
            this.#choose(this.#found()[this.#at]);
        } else if (line && this.input.value.trim()) {
            const text = this.input.value.trim();
            this.close();
            line.done(text, text);
        }
    }

    /** @param {Choice | undefined} choice */
    #choose(choice) {
        const line = this.#line;
        if (line && choice) {
            const text = this.input.value;
            this.close();
            line.done(choice.value, text);
        }
    }
}

/* Places the finished HTML of a page in the elements that wait for it. What nobody sees yet is placed after the rest has
   been painted: the table of all numbers in a closed section is most of a page's elements. */

import { findAll } from "./telling.js";

export class Filling {
    /** The HTML that each waiting element was last filled with. @type {WeakMap<Element, string>} */
    #filled = new WeakMap();

    /**
     * @param {object} page
     * @param {(name: string) => string} page.htmlOf what an element of this name holds in the page that is shown
     * @param {() => void} page.refocus puts the focus back where it was
     */
    constructor(page) {
        this.page = page;
        document.addEventListener("toggle", () => this.fillAll(), { capture: true });
        window.addEventListener("beforeprint", () => this.fillAll());
    }

    /** Whether an element waits that was never filled. */
    get isWaiting() {
        return findAll("#sida [data-html]").some((target) => !this.#filled.has(target));
    }

    /** Fills what is in sight, empties the rest of what was there, and fills that after the next frame. */
    fill() {
        if (this.#fill((target) => target.closest("details:not([open])") !== null)) {
            requestAnimationFrame(() => setTimeout(() => this.fillAll()));
        }
    }

    /** Fills everything that waits. */
    fillAll() {
        this.#fill(() => false);
    }

    /**
     * Placed HTML may hold elements that wait.
     * @param {(target: HTMLElement) => boolean} isLater
     * @returns {boolean} whether something was left for later
     */
    #fill(isLater) {
        let isDone = false;
        let isLeft = false;
        let hadFocus = false;
        while (!isDone) {
            isDone = true;
            for (const target of findAll("#sida [data-html]")) {
                const text = this.page.htmlOf(target.dataset.html ?? "");
                if (this.#filled.get(target) === text) {
                    continue;
                }
                if (isLater(target)) {
                    target.replaceChildren();
                    this.#filled.set(target, "");
                    isLeft = true;
                    continue;
                }
                hadFocus ||= target.contains(document.activeElement);
                this.#place(target, text);
                isDone = false;
            }
        }
        if (hadFocus) {
            this.page.refocus(); // once everything is placed: it lays the page out
        }
        return isLeft;
    }

    /**
     * Replaces an element's HTML; what was open stays open.
     * @param {HTMLElement} target
     * @param {string} text
     */
    #place(target, text) {
        const open = findAll("details[open]:not([data-meny])", target).map((details) => details.id);
        target.innerHTML = text;
        this.#filled.set(target, text);
        for (const id of open) {
            document.getElementById(id)?.setAttribute("open", "");
        }
    }
}

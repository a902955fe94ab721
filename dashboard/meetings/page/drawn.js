/* Every slide drawn, and its texts fitted into its frame, before it is asked for. */

import { find, sayFault, whenIdle } from "./document.js";
import { fit } from "./fitting.js";
import { drawingOrder } from "./steps.js";

/** @import { Size } from "./figures.js" */
/** @import { Turning } from "./turning.js" */

/**
 * @typedef {object} Deeds
 * @property {() => number} current the slide shown, from 0
 * @property {() => Size} size at which they are drawn
 * @property {() => unknown} done all are drawn
 */

export class Drawing {
    #round = 0;

    /**
     * @param {HTMLElement[]} slides
     * @param {Turning} turning
     * @param {Deeds} deeds
     */
    constructor(slides, turning, deeds) {
        this.slides = slides;
        this.turning = turning;
        this.deeds = deeds;
    }

    /** Draws the slide shown and the one after it, then the rest while the browser is idle. A later call takes over. */
    async start() {
        const mine = ++this.#round;
        const size = this.deeds.size();
        const waiting = drawingOrder(this.deeds.current(), this.slides.length);
        const drawNext = async () => {
            const n = waiting.shift();
            if (mine !== this.#round || n === undefined) {
                return;
            }
            await this.turning.draw(n, size);
            await document.fonts.ready;
            if (mine !== this.#round) {
                return;
            }
            if (size === "slide" || size === "low") {
                fit(this.slides[n]);
            }
            if (waiting.length > this.slides.length - 2) {
                await drawNext();
            } else if (waiting.length) {
                whenIdle(() => drawNext().catch(sayFault));
            } else {
                whenIdle(() => this.deeds.done());
            }
        };
        await drawNext();
    }
}

/**
 * Numbers the slides that are stepped through: one that is only prepared, or passed over, is not counted.
 * @param {HTMLElement[]} slides
 * @param {number[]} stepped
 */
export function numberSlides(slides, stepped) {
    stepped.forEach((n, at) => {
        find(".count", slides[n]).textContent = `${at + 1} av ${stepped.length}`;
    });
}

/* One slide as the room sees it, in a frame of the room's own size that the page around it shows smaller: the same HTML,
   the same sheet, the same charts, so that lines end where they do in the room. */

import { find, findIfAny } from "./document.js";
import { drawFigure } from "./figures.js";
import { fit } from "./fitting.js";

/** @import { Figure } from "./figures.js" */

/**
 * A slide, as the server makes it.
 * @typedef {object} Shown
 * @property {string} section its HTML
 * @property {Figure | null} figure
 * @property {object} config for plotly.js
 */

/** @typedef {typeof preview} Preview what the page around uses of this one */

const main = find("#mote");

/** Whether what is shown finds room in its frame. */
const hasRoom = () => {
    const slide = findIfAny(".slide", main);
    return !slide || fit(slide);
};

const preview = {
    /**
     * Shows a slide.
     * @param {Shown} shown
     */
    async show({ section, figure, config }) {
        find(".story", main).innerHTML = section;
        const slide = find(".slide", main);
        slide.classList.add("current");
        slide.removeAttribute("data-prepared"); // the room steps over it, its analyst does not
        const chart = findIfAny(".chart", main);
        if (chart && figure) {
            await drawFigure(chart, figure, config, { size: "slide", place: 0 });
        }
        await document.fonts.ready;
        for (const image of main.querySelectorAll("img")) {
            await image.decode().catch(() => undefined); // a picture that cannot be shown has no size
        }
    },
    /**
     * Writes what is said above the figure, which slide it is of how many, and, if it is another, the headline as it is being written.
     * Whether all finds room.
     * @param {{claim: string, count: string, headline: string}} said
     */
    write({ claim, count, headline }) {
        const box = findIfAny(".claim", main);
        if (!box) {
            return true;
        }
        if (claim) {
            box.outerHTML = claim;
        }
        if (headline) {
            find("h2", main).textContent = headline;
        }
        find(".count", main).textContent = count;
        return hasRoom();
    },
};
Object.assign(window, { preview });

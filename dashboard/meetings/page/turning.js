/* Slides turned to other places. Figures, sentences and tables come finished from the server; the county's are those
   that the page came with. */

import { ask, readJson, Told } from "./asking.js";
import { announce, find, findAll, findIfAny, notice } from "./document.js";
import { drawFigure } from "./figures.js";
import { nextMunicipality, nextNeighbour, numberPlaces, TypedNumber } from "./steps.js";

/** @import { Figures, Size } from "./figures.js" */
/** @import { Municipalities, Place, TurnedSlides } from "./steps.js" */

/**
 * A place's figure at a size; that of a slide where an edition has no other.
 * @param {Place} place
 * @param {Size} size
 */
function figureOf(place, size) {
    const { figure, screen, phone } = place;
    return (size === "phone" ? phone : size === "screen" ? screen : null) ?? figure;
}

/** @param {HTMLElement} slide */
function readTexts(slide) {
    return {
        headline: find("h2", slide).textContent ?? "",
        below: findIfAny(".second", slide)?.textContent ?? "",
        subtitle: findIfAny(".subtitle", slide)?.innerHTML ?? "",
        alt: findIfAny(".chart", slide)?.getAttribute("aria-label") ?? "",
        sentence: findIfAny(".sentence", slide)?.textContent ?? "",
        tables: findIfAny(".tables", slide)?.innerHTML ?? "",
        numbers: findIfAny("template.numbers", slide)?.innerHTML,
        place: findIfAny(".foot .place", slide)?.textContent ?? "",
    };
}

/**
 * The headline of the lower of two figures, which a slide with a headline of the analyst's own has for other places only.
 * @param {HTMLElement} slide
 * @param {string} below
 */
function tellBelow(slide, below) {
    let second = findIfAny(".second", slide);
    if (below && !second) {
        second = document.createElement("p");
        second.className = "second";
        find("h2", slide).after(second);
    }
    if (second) {
        second.textContent = below;
        second.hidden = !below;
    }
    find("h2", slide).parentElement?.classList.toggle("of-two", Boolean(below));
}

/**
 * @param {HTMLElement} slide
 * @param {boolean} open
 */
export function openTables(slide, open) {
    for (const details of findAll(".tables details", slide)) {
        details.toggleAttribute("open", open);
    }
}

export class Turning {
    /** At which size slides are shown one at a time. @type {Size} */
    slideSize = "slide";
    /** What has been fetched, or is on its way, by that size. @type {Map<Size, Promise<TurnedSlides & Municipalities>>} */
    #turned = new Map();
    #typed = new TypedNumber();
    /** The names of the places that slides are turned to. @type {string[]} */
    #names;

    /**
     * @param {HTMLElement[]} slides
     * @param {Figures} figures
     * @param {string} address of `platser.json`
     * @param {(n: number, place: Place | null) => void} onTurned called when a slide shows a place, null for the county
     */
    constructor(slides, figures, address, onTurned) {
        this.slides = slides;
        this.figures = figures;
        this.address = address;
        this.onTurned = onTurned;
        this.county = slides.map(readTexts);
        this.place = slides.map(() => 0);
        this.#names = slides.map(() => "");
    }

    /** @param {number} n */
    canTurn(n) {
        return this.slides[n].hasAttribute("data-turns");
    }

    /** @param {number} n */
    canTurnToNeighbours(n) {
        return this.slides[n].hasAttribute("data-borders");
    }

    /** The slides turned to all places. A failed fetch is not remembered. */
    fetch() {
        const size = this.slideSize;
        const turned = this.#turned.get(size) ?? this.#ask();
        this.#turned.set(size, turned);
        turned.catch(() => this.#turned.delete(size));
        return turned;
    }

    /** @returns {Promise<TurnedSlides & Municipalities>} */
    async #ask() {
        const { answer, body } = await ask(`${this.address}${this.slideSize === "low" ? "?yta=low" : ""}`, readJson);
        if (!answer.ok || body === null) {
            throw new Told(body?.message || "Platserna kunde inte hämtas. Ladda om sidan.");
        }
        return body;
    }

    /** @param {number} n */
    async #places(n) {
        return numberPlaces((await this.fetch())[String(n + 1)] ?? []);
    }

    /**
     * To the next municipality or back, and from the last one to the county.
     * @param {number} n
     * @param {1 | -1} step
     */
    async step(n, step) {
        if (!this.canTurn(n)) {
            this.tellOnly(n);
            return;
        }
        const { municipalities } = await this.#places(n);
        await this.turnTo(n, nextMunicipality(this.place[n], step, municipalities.length));
    }

    /**
     * To a municipality by its number in alphabetical order, of which a digit was typed; 0 is the county.
     * @param {number} n
     * @param {number} digit
     * @param {number} now milliseconds
     */
    async turnToNumber(n, digit, now) {
        if (digit > 0 && !this.canTurn(n)) {
            this.tellOnly(n);
            return;
        }
        const most = this.canTurn(n) ? (await this.#places(n)).municipalities.length : 0;
        const number = this.#typed.add(digit, most, now);
        if (number <= most) {
            await this.turnTo(n, number);
        }
    }

    /**
     * The code of the place that a slide shows; nothing for the county.
     * @param {number} n
     */
    async code(n) {
        return this.place[n] ? (await this.#places(n)).places[this.place[n] - 1]?.code : "";
    }

    /** Says on a slide that there is nothing to turn it to, until one goes on. @param {number} n */
    tellOnly(n) {
        const told = `Finns bara för länet. Här visas ${this.county[n].place}.`;
        const only = findIfAny(".only", this.slides[n]);
        if (only) {
            only.textContent = told;
            only.classList.add("asked");
            only.hidden = false;
            announce(told);
        } else {
            notice(told);
        }
    }

    /** Nobody asks for another place any more. */
    leaveOnly() {
        for (const only of findAll(".only.asked")) {
            only.classList.remove("asked");
            only.hidden = true;
        }
    }

    /** The name of the place that a slide shows. @param {number} n */
    name(n) {
        return this.#names[n];
    }

    /**
     * The county and its municipalities that a slide can be turned to, by the numbers that keys go by; none where it cannot.
     * @param {number} n
     * @returns {Promise<{name: string, value: number}[]>}
     */
    async numbered(n) {
        if (!this.canTurn(n)) {
            return [];
        }
        const { municipalities } = await this.#places(n);
        const shown = municipalities.filter(({ why }) => !why);
        return [
            { name: "Länet", value: 0 },
            ...shown.map(({ name, place, at }) => ({ name: name ?? place, value: at })),
        ];
    }

    /**
     * Every place that a slide can be turned to, the county first, with what shows it.
     * @param {number} n
     * @param {string} county
     * @returns {Promise<{name: string, value: number}[]>}
     */
    async choices(n, county) {
        const { places } = await this.#places(n);
        const shown = places.filter(({ why }) => !why);
        return [{ name: county, value: 0 }, ...shown.map(({ place, at }) => ({ name: place, value: at }))];
    }

    /**
     * To the next neighbouring county that has figures, from the last one back to the county.
     * @param {number} n
     */
    async turnToNeighbour(n) {
        if (!this.canTurnToNeighbours(n)) {
            notice("Bilden finns inte för grannlänen.");
            return;
        }
        const { neighbours } = await this.#places(n);
        const missing = neighbours.map(({ why }) => why).filter(Boolean);
        if (missing.length) {
            notice(missing.join(" "));
        }
        const next = nextNeighbour(this.place[n], neighbours);
        if (next !== null) {
            await this.turnTo(n, next);
        }
    }

    /**
     * The place of a slide that has this code; undefined where the slide is not turned to any such.
     * @param {number} n
     * @param {string} code
     */
    async placeOf(n, code) {
        return (await this.#places(n)).places.find((one) => one.code === code);
    }

    /**
     * Draws the figure of the place that a slide shows.
     * @param {number} n
     * @param {Size} size
     */
    async draw(n, size) {
        const chart = findIfAny(".chart", this.slides[n]);
        if (!chart || chart.dataset.size === size) {
            return;
        }
        const { figures, config } = await this.figures.payload(size);
        const at = this.place[n];
        const figure = at ? figureOf((await this.#places(n)).places[at - 1], size) : figures[n];
        if (figure) {
            await drawFigure(chart, figure, config, { size, place: at });
        }
    }

    /**
     * @param {number} n
     * @param {number} at the place, or 0
     * @param {Size} [size] of what is drawn
     */
    async turnTo(n, at, size = this.slideSize) {
        const place = at ? (await this.#places(n)).places[at - 1] : null;
        if (place === undefined || place?.why) {
            return;
        }
        this.place[n] = at;
        this.#names[n] = place?.place ?? "";
        const slide = this.slides[n];
        slide.toggleAttribute("data-turned", Boolean(place));
        const { headline, below, subtitle, alt, sentence, tables, numbers } = place ?? this.county[n];
        find("h2", slide).textContent = headline;
        tellBelow(slide, below);
        const where = findIfAny(".foot .place", slide);
        if (where) {
            where.textContent = place?.place ?? this.county[n].place;
        }
        const subtitleBox = findIfAny(".subtitle", slide);
        if (subtitleBox) {
            subtitleBox[place ? "textContent" : "innerHTML"] = subtitle;
        }
        const told = findIfAny(".sentence", slide);
        if (told) {
            told.textContent = sentence;
        }
        const tablesBox = findIfAny(".tables", slide);
        if (tablesBox) {
            tablesBox.innerHTML = tables;
        }
        const read = findIfAny("template.numbers", slide);
        if (read && numbers) {
            read.innerHTML = numbers;
        }
        openTables(slide, Boolean(slide.dataset.over));
        const chart = findIfAny(".chart", slide);
        if (chart) {
            chart.setAttribute("aria-label", alt);
            delete chart.dataset.size; // what is drawn is another place's
            await this.draw(n, size);
        }
        this.onTurned(n, place);
    }
}

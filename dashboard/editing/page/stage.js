/* The slide as the room sees it, scaled. Its figure is fetched once for what it shows; a text costs no request. */

import { byId, input, make, plotly } from "./parts.js";

/** @import { Draft, Slide } from "./draft.js" */

/**
 * @typedef {object} Picture
 * @property {string} headline
 * @property {string} below
 * @property {string} subtitle
 * @property {string} caption
 * @property {{data: object[], layout: {width: number, height: number}} | null} figure
 * @property {string} alt
 * @property {string} sentence
 * @property {{heading: string, told: string[]}[]} lines
 * @property {{address: string, alt: string} | null} picture
 * @property {string[][] | null} table
 * @property {string} source
 * @property {boolean} synthetic
 * @property {string} foot
 */

const WIDTH = 1920;
const CONFIG = { displayModeBar: false, staticPlot: true };

export class Stage {
    /** @type {Map<string, Picture>} */
    #pictures = new Map();
    #drawn = "";
    #round = 0;

    /** @param {Draft} draft */
    constructor(draft) {
        this.draft = draft;
        this.box = byId("stage");
        new ResizeObserver(() => this.#scale()).observe(this.box);
        this.#scale();
    }

    #scale() {
        this.box.style.setProperty("--scale", String(this.box.clientWidth / WIDTH));
    }

    /** The headline as it is being written. @param {string} text */
    write(text) {
        byId("stage-headline").textContent = text;
    }

    /**
     * @param {Slide} slide
     * @param {number} of how many slides there are
     * @param {string} place the code of another place that it is tried for, empty for its own
     */
    async show(slide, of, place) {
        const mine = ++this.#round;
        const shown = `${slide.key} ${this.draft.state.figures} ${place}`;
        const known = this.#pictures.get(shown);
        const picture = known ?? (await this.draft.ask(`bild/${slide.key}.json?plats=${place}`)).told;
        this.#pictures.set(shown, picture);
        if (mine !== this.#round) {
            return;
        }
        this.write(place ? picture.headline : input("rubrik").value || slide.made || slide.title);
        byId("stage-below").textContent = slide.isOwn && !place ? "" : picture.below;
        byId("stage-subtitle").textContent = `${[picture.subtitle, picture.caption].filter(Boolean).join(" ")}${
            slide.isOwn && slide.kind !== "free" && !place ? " Rubrik av analytikern." : ""
        }`;
        byId("stage-foot").textContent = `${picture.foot} · ${slide.n + 1} av ${of}`;
        const source = byId("stage-source");
        source.textContent = `${picture.source} `;
        if (picture.synthetic) {
            source.append(make("strong", "demo-word", "DEMODATA"));
        }
        if (this.#drawn === shown) {
            return;
        }
        this.#drawn = shown;
        this.#instead(picture);
        const chart = byId("stage-chart");
        chart.hidden = !picture.figure;
        chart.setAttribute("aria-label", picture.alt);
        if (picture.figure) {
            await plotly()?.react(chart, picture.figure.data, picture.figure.layout, CONFIG);
            document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
        }
    }

    /** @param {Picture} picture */
    #instead(picture) {
        const box = byId("stage-instead");
        box.replaceChildren();
        if (picture.figure) {
            return;
        }
        if (picture.sentence) {
            box.append(make("p", "", picture.sentence));
        }
        const list = make("dl");
        for (const { heading, told } of picture.lines) {
            list.append(make("dt", "", heading), ...told.map((text) => make("dd", "", text)));
        }
        if (picture.lines.length) {
            box.append(list);
        }
        if (picture.picture) {
            const image = document.createElement("img");
            image.src = picture.picture.address;
            image.alt = picture.picture.alt;
            box.append(image);
        }
        if (picture.table) {
            box.append(tableOf(picture.table));
        }
    }
}

/** @param {string[][]} rows headings first */
function tableOf(rows) {
    const table = make("table");
    rows.forEach((cells, n) => {
        const row = make("tr");
        row.append(...cells.map((text, at) => make(n === 0 || at === 0 ? "th" : "td", "", text)));
        table.append(row);
    });
    return table;
}

/* The finished figures of a meeting: fetched once for each size, drawn with plotly.js, and sent to be set as a PDF. */

import { ask, readJson, Told } from "./asking.js";

/**
 * A figure for plotly.js, with the width and height it is drawn in.
 * @typedef {object} Figure
 * @property {object[]} data
 * @property {{width: number, height: number} & Record<string, unknown>} layout
 */

/**
 * What `figurer/<size>.json` holds: schema 1 of `payload` in segment.py.
 * @typedef {object} Payload
 * @property {number} schema
 * @property {string} version of the figures; a PDF is made of no others
 * @property {(Figure | null)[]} figures one for each slide
 * @property {object} config for plotly.js
 */

/** @typedef {"slide" | "screen" | "phone" | "paper" | "low"} Size low: a slide above the speaker's notes */

/**
 * What is used of plotly.js.
 * @typedef {object} Plotly
 * @property {(box: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>} react
 * @property {(figure: object, options: object) => Promise<string>} toImage
 */

const PAYLOAD_SCHEMA = 1;
const KEEP_DOWNLOAD_MS = 60_000;
const BUSY = 503;
const MOST_TRIES = 20;
/** Longer than the server receives pictures and sets a document (bounds.py, typesetting.py). */
const PDF_SECONDS = 400;
const plotly = () => /** @type {typeof globalThis & {Plotly: Plotly}} */ (globalThis).Plotly;

export class Figures {
    /** @type {Map<Size, Promise<Payload>>} */
    #payloads = new Map();

    /** @param {string} address what the sizes' addresses begin with */
    constructor(address) {
        this.address = address;
    }

    /**
     * The figures of a size. A failed fetch is not remembered.
     * @param {Size} size
     */
    payload(size) {
        const payload = this.#payloads.get(size) ?? this.#fetch(size);
        this.#payloads.set(size, payload);
        payload.catch(() => this.#payloads.delete(size));
        return payload;
    }

    /** @param {Size} size */
    async #fetch(size) {
        const { answer, body } = await ask(`${this.address}${size}.json`, readJson);
        if (!answer.ok || body === null) {
            throw new Told(body?.message || "Figurerna kunde inte hämtas. Ladda om sidan.");
        }
        /** @type {Payload} */
        const payload = body;
        if (payload.schema !== PAYLOAD_SCHEMA) {
            throw new Told("Sidan är äldre än servern. Ladda om sidan.");
        }
        await Promise.all([document.fonts.load("400 20px Inter"), document.fonts.load("700 20px Inter")]);
        return payload;
    }

    /**
     * Asks for a size anew.
     * @param {Size} size
     */
    refetch(size) {
        this.#payloads.delete(size);
        return this.payload(size);
    }
}

/**
 * Draws a figure in a slide's box, which remembers what it shows.
 * @param {HTMLElement} box
 * @param {Figure} figure
 * @param {object} config
 * @param {{size: Size, place: number}} drawn
 */
export async function drawFigure(box, figure, config, { size, place }) {
    await plotly().react(box, figure.data, figure.layout, config);
    // plotly.js measures texts in a drawing of its own, which says nothing
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
    box.firstElementChild?.setAttribute("aria-hidden", "true"); // its numbers are read by keys, and in the table
    box.dataset.size = size;
    box.dataset.place = String(place);
}

/**
 * @param {Figure} figure
 * @param {object} config
 */
async function drawSvg({ data, layout }, config) {
    const { width, height } = layout;
    const image = await plotly().toImage({ data, layout, config }, { format: "svg", width, height });
    return decodeURIComponent(image.slice(image.indexOf(",") + 1));
}

/**
 * Sends the figures; where the server is making other documents, again when it says so. Gives the document, or fails with what
 * the server says is wrong.
 * @param {string} address
 * @param {string} body
 * @param {(text: string) => void} say tells the reader
 */
export async function sendUntilTaken(address, body, say) {
    const request = {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        seconds: PDF_SECONDS,
    };
    const read = (/** @type {Response} */ answer) => (answer.ok ? answer.blob() : readJson(answer));
    for (let n = 1; ; n++) {
        const { answer, body } = await ask(address, read, request);
        if (answer.ok) {
            return /** @type {Blob} */ (body);
        }
        if (answer.status !== BUSY || n === MOST_TRIES) {
            throw new Told(body?.message || "PDF:en kunde inte göras. Försök igen.");
        }
        say("Andra dokument sätts just nu. Väntar på tur …");
        const seconds = Number(answer.headers.get("Retry-After")) || 1;
        await new Promise((done) => setTimeout(done, seconds * 1000));
    }
}

/**
 * Draws the meeting's figures for paper, has the server set its document, and saves what comes back.
 * @param {Figures} figures
 * @param {string} address of the PDF
 * @param {string} fileName
 * @param {(text: string) => void} say tells the reader
 */
export async function savePdf(figures, address, fileName, say) {
    say("Ritar figurerna …");
    const { schema, version, figures: drawn, config } = await figures.refetch("paper");
    const svg = [];
    for (const figure of drawn) {
        svg.push(figure ? await drawSvg(figure, config) : null);
    }
    say("Sätter dokumentet …");
    const set = await sendUntilTaken(address, JSON.stringify({ schema, version, svg }), say);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(set);
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_DOWNLOAD_MS);
}

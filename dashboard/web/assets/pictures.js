/* A figure as a picture that stands by itself: title, source and period around it, its text in the file. Knows no page. */

/**
 * What `/hamta/….bild.json` holds: schema 1 of `picture` in takeaways.py.
 * @typedef {object} Picture
 * @property {number} schema
 * @property {{data: object[], layout: {width: number, height: number} & Record<string, unknown>}} figure
 * @property {object} config
 * @property {string} title
 * @property {string} subtitle
 * @property {string} caption
 * @property {string} source
 * @property {string} address of the page, empty where nobody has told it
 * @property {string} alt
 * @property {string} demo the mark of made-up figures, which figure and source bear too; empty for real ones
 * @property {string} file its name without an ending
 * @property {{paper: string, ink: string, muted: string}} colours
 */

/**
 * How wide a text is, px: `(text, size, weight) → px`.
 * @typedef {(text: string, size: number, weight: number) => number} Measure
 */

export const PICTURE_SCHEMA = 1;
/** The picture is this wide, px; as PNG twice that. */
export const WIDTH = 800;
const EDGE = 50;
const SVG_START = /<svg\b[^>]*>/;
const FONT = "Inter, 'Segoe UI', system-ui, sans-serif";
const TITLE = { size: 24, weight: 700, line: 30, colour: "ink" };
const SUBTITLE = { size: 15, weight: 400, line: 21, colour: "muted" };
const SMALL = { size: 12.5, weight: 400, line: 18, colour: "muted" };
const PNG_SIGNATURE_BYTES = 8;

/** @param {string} text */
export function escapeXml(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/**
 * A text in lines of at most so many px; a word that is wider stands by itself.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} width
 */
export function wrapText(text, room, width) {
    /** @type {string[]} */
    const lines = [];
    for (const word of text.split(/[ \n]+/).filter(Boolean)) {
        const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
        if (lines.length && width(longer) <= room) {
            lines[lines.length - 1] = longer;
        } else {
            lines.push(word);
        }
    }
    return lines;
}

/**
 * The picture as SVG text, and how tall it is.
 * @param {Picture} picture
 * @param {string} drawn the figure as SVG text, as plotly.js gives it
 * @param {Measure} measure
 * @param {string} fontFace a rule that brings the font, or nothing
 */
export function composeSvg(picture, drawn, measure, fontFace) {
    const { width, height } = picture.figure.layout;
    const x = Math.round((WIDTH - width) / 2);
    /** @type {string[]} */
    const texts = [];
    let y = 22;
    /**
     * @param {string} text
     * @param {typeof TITLE} style
     */
    const write = (text, style) => {
        const colour = picture.colours[/** @type {"ink" | "muted"} */ (style.colour)];
        for (const line of wrapText(text, WIDTH - 2 * EDGE, (one) => measure(one, style.size, style.weight))) {
            y += style.line;
            const at = `x="${EDGE}" y="${y}" font-size="${style.size}" font-weight="${style.weight}" fill="${colour}"`;
            texts.push(`<text ${at}>${escapeXml(line)}</text>`);
        }
    };
    write(picture.title, TITLE);
    y += 6;
    write(picture.subtitle, SUBTITLE);
    const top = y + 14;
    y = top + height;
    for (const text of [picture.caption, picture.source, picture.address].filter(Boolean)) {
        write(text, SMALL);
    }
    const whole = y + 24;
    const inside = drawn.replace(/<\?xml[^>]*\?>/, "").replace(SVG_START, (start) => placed(start, x, top));
    const svg = [
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" `,
        `height="${whole}" viewBox="0 0 ${WIDTH} ${whole}" role="img" aria-labelledby="rubrik text" lang="sv" `,
        `font-family="${escapeXml(FONT)}">`,
        `<title id="rubrik">${escapeXml(picture.title)}</title>`,
        `<desc id="text">${escapeXml(description(picture))}</desc>`,
        fontFace ? `<style>${fontFace}</style>` : "",
        `<rect width="${WIDTH}" height="${whole}" fill="${picture.colours.paper}"/>`,
        inside,
        ...texts,
        "</svg>",
    ];
    return { svg: svg.join(""), height: whole };
}

/** The figure in words, with its source: what stands in the file for those who do not see it. @param {Picture} picture */
export function description(picture) {
    return [picture.alt, picture.source].filter(Boolean).join(" ");
}

/**
 * @param {string} start
 * @param {number} x
 * @param {number} y
 */
function placed(start, x, y) {
    return start.replace(/^<svg/, `<svg x="${x}" y="${y}"`);
}

/** @type {Uint32Array | null} */
let crcTable = null;

/** @param {Uint8Array} bytes */
export function crc32(bytes) {
    crcTable ??= Uint32Array.from({ length: 256 }, (_, n) => {
        let c = n;
        for (let k = 0; k < 8; k++) {
            c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
        }
        return c;
    });
    let crc = 0xffffffff;
    for (const byte of bytes) {
        crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
    }
    return (crc ^ 0xffffffff) >>> 0;
}

/**
 * A PNG with international texts (iTXt, UTF-8) after its head: Title, Description, Source and so on.
 * @param {Uint8Array} png
 * @param {[string, string][]} texts keyword and text
 */
export function withTexts(png, texts) {
    const head = PNG_SIGNATURE_BYTES + 12 + new DataView(png.buffer, png.byteOffset).getUint32(PNG_SIGNATURE_BYTES);
    const chunks = texts.filter(([, text]) => text).map(([keyword, text]) => textChunk(keyword, text));
    const parts = [png.subarray(0, head), ...chunks, png.subarray(head)];
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        whole.set(part, at);
        at += part.length;
    }
    return whole;
}

/**
 * @param {string} keyword of Latin letters
 * @param {string} text
 */
function textChunk(keyword, text) {
    const encode = new TextEncoder();
    // keyword 0, not compressed 0 0, language 0, no translated keyword 0, text
    const body = [...encode.encode(`iTXt${keyword}`), 0, 0, 0, ...encode.encode("sv"), 0, 0, ...encode.encode(text)];
    const chunk = new Uint8Array(body.length + 8);
    const view = new DataView(chunk.buffer);
    view.setUint32(0, body.length - 4);
    chunk.set(body, 4);
    view.setUint32(body.length + 4, crc32(Uint8Array.from(body)));
    return chunk;
}

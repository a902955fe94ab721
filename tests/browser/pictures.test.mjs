import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync, crc32 as zlibCrc32 } from "node:zlib";

import { composeSvg, crc32, description, escapeXml, withTexts, wrapText } from "#pages/pictures.js";

const PICTURE = {
    schema: 1,
    figure: { data: [], layout: { width: 700, height: 430 } },
    config: {},
    title: "Arbetslösheten i Åre <kommun> & länet var 3,5 procent",
    subtitle: "Arbetslöshet, 20–64 år. Procent av arbetskraften, augusti 2026.",
    caption: "Grå linjer: länets övriga kommuner.",
    source: "Källa: SCB, tabell TAB6260. DEMODATA.",
    address: "https://lanspuls.example/a/are",
    alt: "Linjediagram. Från 2,3 procent till 3,5 procent.",
    demo: "DEMODATA",
    file: "arbetsloshet-are-2026-08",
    colours: { paper: "#FFFFFF", ink: "#1A2127", muted: "#66727D" },
};
const DRAWN = '<?xml version="1.0"?><svg class="main-svg" width="700" height="430"><path d="M0,0"/></svg>';
/** Every letter is half its size wide. */
const measure = (text, size) => (text.length * size) / 2;

test("a picture holds title, subtitle, caption, source and address as text", () => {
    const { svg } = composeSvg(PICTURE, DRAWN, measure, "");
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((found) => found[1]).join(" ");
    for (const text of ["title", "subtitle", "caption", "source", "address"]) {
        assert.ok(texts.includes(escapeXml(PICTURE[text])), text);
    }
});

test("what is drawn is said in title and desc, which the picture names itself by", () => {
    const { svg } = composeSvg(PICTURE, DRAWN, measure, "");
    assert.match(svg, /role="img" aria-labelledby="rubrik text" lang="sv"/);
    assert.ok(svg.includes(`<title id="rubrik">${escapeXml(PICTURE.title)}</title>`));
    assert.ok(svg.includes(`<desc id="text">${PICTURE.alt} ${PICTURE.source}</desc>`));
    assert.equal(description({ ...PICTURE, source: "" }), PICTURE.alt);
});

test("the figure stands below the title, in the middle, and nothing is cut at the foot", () => {
    const { svg, height } = composeSvg(PICTURE, DRAWN, measure, "");
    const [, x, y] = svg.match(/<svg x="(\d+)" y="(\d+)" class="main-svg"/).map(Number);
    assert.equal(x, 50);
    const lines = [...svg.matchAll(/<text x="50" y="(\d+)"/g)].map((found) => Number(found[1]));
    const above = lines.filter((line) => line < y);
    assert.ok(above.length >= 2 && Math.max(...above) < y);
    assert.ok(lines.filter((line) => line > y).every((line) => line > y + 430 && line < height));
    assert.equal(svg.includes("<?xml"), false);
});

test("a font comes along where there is one", () => {
    const { svg } = composeSvg(PICTURE, DRAWN, measure, "@font-face{}");
    assert.equal(composeSvg(PICTURE, DRAWN, measure, "").svg.includes("<style>"), false);
    assert.ok(svg.includes("<style>@font-face{}</style>"));
});

test("a text is broken where it does not fit, and a long word stands by itself", () => {
    assert.deepEqual(
        wrapText("ett två tre", 7, (text) => text.length),
        ["ett två", "tre"],
    );
    assert.deepEqual(
        wrapText("en befolkningsframskrivning", 5, (text) => text.length),
        ["en", "befolkningsframskrivning"],
    );
});

/** A PNG of one pixel, made by hand. */
function onePixel() {
    const chunk = (type, body) => {
        const whole = Buffer.alloc(12 + body.length);
        whole.writeUInt32BE(body.length, 0);
        whole.write(type, 4);
        whole.set(body, 8);
        whole.writeUInt32BE(zlibCrc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
        return whole;
    };
    const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const parts = [signature, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.from([0, 0]))), chunk("IEND", [])];
    return new Uint8Array(Buffer.concat(parts));
}

test("a PNG's texts are chunks of their own after its head, with the sum that readers check", () => {
    const png = Buffer.from(
        withTexts(onePixel(), [
            ["Description", "Åre: 3,5 procent"],
            ["Comment", ""],
        ]),
    );
    const at = 8 + 25;
    const length = png.readUInt32BE(at);
    assert.equal(png.toString("latin1", at + 4, at + 8), "iTXt");
    const body = png.subarray(at + 8, at + 8 + length);
    assert.equal(body.toString("utf8"), "Description\0\0\0sv\0\0Åre: 3,5 procent");
    assert.equal(png.readUInt32BE(at + 8 + length), zlibCrc32(png.subarray(at + 4, at + 8 + length)));
    assert.equal(png.toString("latin1").split("iTXt").length, 2);
    assert.ok(png.subarray(at + 12 + length).equals(Buffer.from(onePixel()).subarray(at)));
});

test("the sum is that of the standard", () => {
    assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});

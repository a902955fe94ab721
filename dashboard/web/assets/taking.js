/* The actions below a figure that need a script: copying, completing addresses, and drawing a picture of the figure. */

/** @typedef {import("./pictures.js").Picture} Picture */
/** @typedef {typeof import("./pictures.js")} Pictures */
/** @typedef {{toImage: (figure: object, options: object) => Promise<string>}} Plotly */

const KEEP_DOWNLOAD_MS = 60_000;
const PNG_SCALE = 2;
const FAILED = "Bilden kunde inte ritas. Försök igen.";
const plotly = () => /** @type {typeof globalThis & {Plotly: Plotly}} */ (globalThis).Plotly;

/**
 * Follows the actions of every figure, those placed later too.
 * @param {() => Promise<void>} loadPlotly
 * @param {(text: string) => void} say tells those who do not see
 */
export function followActions(loadPlotly, say) {
    for (const open of document.querySelectorAll("details[open]")) {
        completeAddresses(open); // opened before this module had come
    }
    document.addEventListener("toggle", (event) => completeAddresses(/** @type {Element} */ (event.target)), true);
    document.addEventListener("click", (event) => {
        const button = event.target instanceof Element ? event.target.closest("button") : null;
        if (button?.hasAttribute("data-kopiera")) {
            copyBeside(button, say);
        } else if (button?.dataset.bild) {
            savePicture(button, loadPlotly, say);
        }
    });
}

/**
 * Addresses that the server could not write whole: it does not know its own name, the browser does.
 * @param {Element} within
 */
function completeAddresses(within) {
    for (const link of within.querySelectorAll("a[data-adress]")) {
        link.textContent = /** @type {HTMLAnchorElement} */ (link).href;
    }
    for (const code of within.querySelectorAll("code[data-kod]")) {
        const inside = code.getAttribute("data-kod") ?? "";
        const whole = new URL(inside, window.location.href).href;
        const escaped = [inside, whole].map((one) => one.replace(/&/g, "&amp;"));
        code.textContent = (code.textContent ?? "").replace(`src="${escaped[0]}"`, () => `src="${escaped[1]}"`);
    }
}

/**
 * Copies the text that stands before a button.
 * @param {HTMLButtonElement} button
 * @param {(text: string) => void} say
 */
async function copyBeside(button, say) {
    const box = button.closest(".kopia");
    const text = box?.querySelector(".utdrag");
    if (!box || !text) {
        return;
    }
    const told = (await copyText(text)) ? "Kopierat." : "Texten är markerad. Kopiera den med Ctrl C.";
    tell(box, told, say);
}

/** @param {Element} element */
async function copyText(element) {
    const text = (element.textContent ?? "").trim();
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        // no clipboard here: the page is not sent over HTTPS, or the browser was told to say no
        const range = document.createRange();
        range.selectNodeContents(element);
        const marked = window.getSelection();
        marked?.removeAllRanges();
        marked?.addRange(range);
        return false;
    }
}

/**
 * @param {Element} box
 * @param {string} text
 * @param {(text: string) => void} say
 */
function tell(box, text, say) {
    const receipt = box.querySelector(".kvitto");
    if (receipt) {
        receipt.textContent = text;
    }
    say(text);
}

/**
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} loadPlotly
 * @param {(text: string) => void} say
 */
async function savePicture(button, loadPlotly, say) {
    const box = button.closest(".handling-ruta");
    if (!box || button.getAttribute("aria-busy") === "true") {
        return;
    }
    button.setAttribute("aria-busy", "true");
    try {
        tell(box, "Ritar bilden …", say);
        const pictures = await import("./pictures.js");
        const told = fetchPicture(button.dataset.hamta ?? "", pictures);
        const [picture] = await Promise.all([told, loadPlotly(), loadFonts()]);
        const { svg, height } = pictures.composeSvg(picture, await drawSvg(picture), measureText, await fontFace());
        const ending = button.dataset.bild ?? "svg";
        const blob =
            ending === "svg"
                ? new Blob([svg], { type: "image/svg+xml" })
                : await paintPng(svg, height, picture, pictures);
        save(blob, `${picture.file}.${ending}`);
        tell(box, `Bilden är sparad som ${picture.file}.${ending}.`, say);
    } catch {
        tell(box, FAILED, say);
    } finally {
        button.removeAttribute("aria-busy");
    }
}

/**
 * @param {string} address
 * @param {Pictures} pictures
 * @returns {Promise<Picture>}
 */
async function fetchPicture(address, pictures) {
    const answer = await fetch(address);
    const picture = answer.ok ? await answer.json() : null;
    if (picture?.schema !== pictures.PICTURE_SCHEMA) {
        throw new Error(FAILED);
    }
    return picture;
}

function loadFonts() {
    return Promise.all(["400 15px Inter", "700 24px Inter"].map((font) => document.fonts.load(font)));
}

/** @param {Picture} picture */
async function drawSvg({ figure: { data, layout }, config }) {
    const { width, height } = layout;
    const image = await plotly().toImage({ data, layout, config }, { format: "svg", width, height });
    return decodeURIComponent(image.slice(image.indexOf(",") + 1));
}

/**
 * @param {string} text
 * @param {number} size
 * @param {number} weight
 */
function measureText(text, size, weight) {
    const pen = document.createElement("canvas").getContext("2d");
    if (!pen) {
        throw new Error(FAILED);
    }
    pen.font = `${weight} ${size}px Inter, sans-serif`;
    return pen.measureText(text).width;
}

/** The page's own font as a rule that needs no file beside it; empty where the page has none of its own. */
async function fontFace() {
    const rule = [...document.styleSheets]
        .flatMap((sheet) => rulesOf(sheet))
        .find((one) => one instanceof CSSFontFaceRule && /Inter/.test(one.cssText));
    const address = rule?.cssText.match(/url\("?([^")]+)"?\)\s*format\("?(\w+)/);
    if (!address?.[1]) {
        return "";
    }
    const blob = await (await fetch(address[1])).blob();
    const url = await new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsDataURL(blob);
    });
    return `@font-face{font-family:Inter;font-weight:100 900;src:url(${url}) format("${address[2]}")}`;
}

/**
 * @param {CSSStyleSheet} sheet
 * @returns {CSSRule[]}
 */
function rulesOf(sheet) {
    try {
        return [...sheet.cssRules];
    } catch {
        return [];
    }
}

/**
 * @param {string} svg
 * @param {number} height
 * @param {Picture} picture
 * @param {Pictures} pictures
 */
async function paintPng(svg, height, picture, pictures) {
    const image = new Image();
    const source = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
        image.src = source;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = pictures.WIDTH * PNG_SCALE;
        canvas.height = height * PNG_SCALE;
        canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
        /** @type {Blob | null} */
        const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
        if (!blob) {
            throw new Error(FAILED);
        }
        const bytes = pictures.withTexts(new Uint8Array(await blob.arrayBuffer()), [
            ["Title", picture.title],
            ["Description", pictures.description(picture)],
            ["Source", picture.source],
            ["Comment", picture.demo],
        ]);
        return new Blob([bytes], { type: "image/png" });
    } finally {
        URL.revokeObjectURL(source);
    }
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_DOWNLOAD_MS);
}

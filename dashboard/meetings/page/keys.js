/* The keys of a meeting's slides, in one table: what each does and how the speaker's window tells of it. */

/**
 * @typedef {"next" | "previous" | "first" | "last" | "turn" | "turnBack" | "turnToNumber" | "border" | "table"
 *   | "definition" | "short" | "talk" | "clock" | "leave" | "black" | "freeze" | "below" | "overview" | "place"
 *   | "other" | "park" | "follow" | "ask" | "help"} KeyAction
 */

/**
 * @typedef {object} Key
 * @property {string[]} keys as `KeyboardEvent.key` names them
 * @property {KeyAction} action
 * @property {KeyAction} [onTurning] the action instead where the slide can be turned to another place
 * @property {string} [help] in the speaker's window; `{minutes}` is the length of the short version
 * @property {boolean} [continues] whether the help goes on from the row above
 */

/** @type {readonly Key[]} */
export const KEYS = [
    { keys: ["ArrowRight", "PageDown"], action: "next", help: "vänster och höger bläddrar" },
    { keys: ["ArrowLeft", "PageUp"], action: "previous" },
    { keys: ["ArrowDown"], action: "next", onTurning: "turn" },
    { keys: ["ArrowUp"], action: "previous", onTurning: "turnBack" },
    { keys: ["Home"], action: "first" },
    { keys: ["End"], action: "last" },
    { keys: ["m"], action: "turn", help: "m, upp och ned byter plats" },
    { keys: ["M"], action: "turnBack" },
    {
        keys: [..."123456789"],
        action: "turnToNumber",
        help: "1–9 väljer kommun",
        continues: true,
    },
    { keys: ["0"], action: "turnToNumber", help: "0 länet", continues: true },
    { keys: ["g"], action: "border", help: "g grannlän" },
    { keys: ["d"], action: "definition", help: "d definition" },
    { keys: ["t"], action: "table", help: "t tabell" },
    { keys: ["k"], action: "short", help: "k korta versionen, {minutes} minuter" },
    { keys: ["s"], action: "clock", help: "s klockan" },
    { keys: ["h"], action: "place", help: "h och två bokstäver visar en plats" },
    { keys: ["a"], action: "other", help: "a ett annat mått" },
    { keys: ["p"], action: "park", help: "p parkerar en fråga" },
    { keys: ["l"], action: "follow", help: "l låter deltagarna följa" },
    { keys: ["e"], action: "ask", help: "e frågar dem" },
    { keys: ["o"], action: "overview", help: "o alla bilder" },
    { keys: ["b", "."], action: "black", help: "b svart" },
    { keys: ["f"], action: "freeze", help: "f fryser rummet" },
    { keys: ["n"], action: "talk", help: "n talarens fönster" },
    { keys: ["N"], action: "below", help: "N anteckningar under bilden" },
    { keys: ["?"], action: "help", help: "? alla tangenter" },
    { keys: ["Escape"], action: "leave" },
];

/**
 * What a key does on a slide, or null.
 * @param {string} key as `KeyboardEvent.key` names it
 * @param {boolean} canTurn whether the slide can be turned to another place
 * @param {boolean} [areShortcutsOn] whether a letter or digit alone does anything
 */
export function actionOf(key, canTurn, areShortcutsOn = true) {
    if (key.length === 1 && !areShortcutsOn) {
        return null;
    }
    const row = KEYS.find(({ keys }) => keys.includes(key));
    return row ? (canTurn && row.onTurning) || row.action : null;
}

/**
 * Whether a key scrolls what has the focus: notes, or a table, that are higher than their place. Page Up and Page Down do
 * so in notes as long as there is more of them; a remote control's go on stepping everywhere else.
 * @param {string} key
 * @param {Pick<Element, "closest"> | null} focused
 */
export function isScrolling(key, focused) {
    const box = focused?.closest(".say, .answers, .panel, .slide[data-over] .reading");
    if (!box || box.scrollHeight <= box.clientHeight) {
        return false;
    }
    const isInNotes = box.matches(".say, .answers");
    const left = key === "PageUp" ? box.scrollTop : box.scrollHeight - box.clientHeight - box.scrollTop;
    return ["ArrowUp", "ArrowDown", " "].includes(key) || (isInNotes && left > 1 && /^Page(?:Up|Down)$/.test(key));
}

const KEPT_AS = "lanspuls-snabbtangenter";

/** Whether letters and digits alone do anything: some people speak or brush against keys. Remembered in the browser. */
export class Shortcuts {
    /** @param {HTMLElement} button */
    constructor(button) {
        this.button = button;
        this.areOn = true;
        try {
            this.areOn = localStorage.getItem(KEPT_AS) !== "av";
        } catch {
            // a browser that keeps nothing
        }
        this.#show();
    }

    toggle() {
        this.areOn = !this.areOn;
        try {
            localStorage.setItem(KEPT_AS, this.areOn ? "på" : "av");
        } catch {
            // as above
        }
        this.#show();
    }

    #show() {
        this.button.textContent = this.areOn ? "Snabbtangenter på" : "Snabbtangenter av";
    }
}

/**
 * The help of the speaker's window.
 * @param {string} shortMinutes
 */
export function helpText(shortMinutes) {
    let text = "";
    for (const { help, continues } of KEYS) {
        if (help) {
            text += (text && (continues ? ", " : " · ")) + help;
        }
    }
    return `Tangenter: ${text.replace("{minutes}", shortMinutes)}`;
}

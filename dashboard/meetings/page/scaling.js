/* The frame of a slide in its window: all of it, as large as there is room, with the buttons away while nobody points. */

const TOUCH = window.matchMedia("(hover: none)");
const NARROW = window.matchMedia("(max-width: 899px)");
/** A slide, and one above the speaker's notes; meeting.css lays them out. */
const SLIDE = { width: 1920, height: 1080 };
const LOW = { width: 2134, height: 800 };
/** How much of the speaker's own window the slide takes, across; and the notes below it, down. */
const BESIDE_NOTES = 0.365;
const NOTES_BELOW = 1 / 3;
const REST_AFTER_MS = 3000;

/**
 * Scales the slides to the window, beside or above what else stands in it.
 * @param {HTMLElement} keys
 * @param {boolean} talking whether this is the speaker's window
 * @param {boolean} isBelow whether its notes stand below the slide
 */
export function scaleToWindow(keys, talking, isBelow) {
    const root = document.documentElement;
    const isLow = root.classList.contains("low");
    const below = TOUCH.matches && !talking ? keys.offsetHeight + 16 : 0;
    const beside = NARROW.matches ? window.innerWidth - 32 : window.innerWidth * BESIDE_NOTES;
    const across = talking && !isBelow ? beside : window.innerWidth;
    const notes = isLow ? Math.ceil(window.innerHeight * NOTES_BELOW) : 0;
    const { width, height } = isLow ? LOW : SLIDE;
    const scale = Math.min(across / width, (window.innerHeight - below - notes) / height);
    root.style.setProperty("--scale", String(scale));
    root.style.setProperty("--below", `${below}px`);
    root.style.setProperty("--notes", `${notes}px`);
    root.style.setProperty("--keys", `${keys.offsetHeight}px`);
}

/**
 * Lets the buttons rest once nobody has pointed for a while, where there is a pointer; gives what lets them rest at once.
 * @param {HTMLElement} keys
 */
export function lettingRest(keys) {
    let resting = 0;
    const rest = () => {
        keys.classList.toggle("resting", !TOUCH.matches);
    };
    document.addEventListener("pointermove", () => {
        keys.classList.remove("resting");
        clearTimeout(resting);
        resting = setTimeout(rest, REST_AFTER_MS);
    });
    return rest;
}

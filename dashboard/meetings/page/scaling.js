/* The frame of a slide in its window: all of it, as large as there is room. */

export const TOUCH = window.matchMedia("(hover: none)");
const SLIDE = { width: 1920, height: 1080 };

/**
 * Scales the slides to the window, beside or above what else stands in it.
 * @param {HTMLElement} keys
 * @param {boolean} talking whether this is the speaker's window
 * @param {boolean} isBelow whether its notes stand below the slide
 */
export function scaleToWindow(keys, talking, isBelow) {
    const root = document.documentElement;
    const below = TOUCH.matches ? keys.offsetHeight + 16 : 0;
    const across = talking && !isBelow ? window.innerWidth * 0.6 : window.innerWidth;
    const notes = isBelow && !root.classList.contains("without-notes") ? window.innerHeight / 3 : 0;
    const scale = Math.min(across / SLIDE.width, (window.innerHeight - below - notes) / SLIDE.height);
    root.style.setProperty("--scale", String(scale));
    root.style.setProperty("--below", `${below}px`);
}

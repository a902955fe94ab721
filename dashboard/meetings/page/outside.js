/* What reaches outside the meeting's page: the speaker's window, the whole screen, a file. */

import { notice, say, sayDone, sayFault } from "./document.js";
import { savePdf } from "./figures.js";

/** @import { Figures } from "./figures.js" */

const SIZE = "popup,width=1280,height=760";

/**
 * Opens a window of the meeting, or shows the one there is.
 * @param {string} address
 * @param {string} name
 */
export function openWindow(address, name) {
    if (!window.open(address, name, SIZE)) {
        notice("Webbläsaren hindrade fönstret. Tillåt popupfönster för sidan och försök igen.");
    }
}

export async function toggleFullscreen() {
    try {
        await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    } catch {
        notice("Webbläsaren tillåter inte helskärm här. Prova F11.");
    }
}

/**
 * Saves the meeting's PDF, whose address and name `main` knows.
 * @param {HTMLElement} button
 * @param {Figures} figures
 * @param {HTMLElement} main
 */
export async function savePdfBy(button, figures, main) {
    button.toggleAttribute("disabled", true);
    try {
        await savePdf(figures, main.dataset.pdf ?? "", main.dataset.file ?? "", say);
        sayDone("PDF:en är sparad.");
    } catch (error) {
        sayFault(error);
    } finally {
        button.toggleAttribute("disabled", false);
    }
}

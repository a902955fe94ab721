/* What the page tells beside its content: that a page is on its way, and that it did not come. */

const PATIENCE_MS = 120;
let waiting = 0;

/**
 * Everything a selector finds.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
export function findAll(selector, within = document) {
    return [.../** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(selector))];
}

/**
 * Says that a page is on its way where it takes longer than one notices. What stands can be used meanwhile.
 * @param {boolean} isBusy
 */
export function sayBusy(isBusy) {
    const [told] = findAll("#hamtar");
    const [living] = findAll("#levande");
    clearTimeout(waiting);
    living.toggleAttribute("aria-busy", false);
    told.hidden = true;
    if (isBusy) {
        waiting = setTimeout(() => {
            living.setAttribute("aria-busy", "true");
            told.hidden = false;
        }, PATIENCE_MS);
    }
}

/**
 * Says that the page asked for did not come, with a way to ask again; null takes it away.
 * @param {(() => void) | null} again
 */
export function sayLost(again) {
    const [told] = findAll("#avbrott");
    told.hidden = !again;
    told.setAttribute("role", again ? "alert" : "presentation");
    told.replaceChildren();
    if (!again) {
        return;
    }
    const why = navigator.onLine ? "Servern svarar inte." : "Du är inte ansluten till nätet.";
    const text = document.createElement("p");
    text.textContent = `${why} Den här sidan finns kvar, och de sidor du nyss har öppnat går att öppna.`;
    told.append(
        text,
        button("Försök igen", again),
        button("Stäng", () => sayLost(null)),
    );
}

/**
 * @param {string} text
 * @param {() => void} work
 */
function button(text, work) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", work);
    return made;
}

/* *Lägg till i mötet* on the pages of measures, where the pages are shown by ``lanspuls edit``. */

const here = document.getElementById("lagg-till");
const { day = "", key = "", measure = "" } = here?.dataset ?? {};

const box = document.createElement("p");
const button = document.createElement("button");
const told = document.createElement("span");
box.className = "lagg-till";
told.setAttribute("role", "status");
button.type = "button";
Object.assign(button.style, {
    font: "inherit",
    color: "var(--paper)",
    background: "var(--chosen)",
    border: "0",
    borderRadius: "6px",
    padding: "8px 14px",
    minHeight: "36px",
});
button.textContent = `Lägg till i mötet ${day}`;
const link = document.createElement("a");
link.href = `/redigera/${day}`;
link.textContent = "Till mötet";
box.append(button, told, link);
Object.assign(box.style, {
    margin: "0",
    padding: "8px 24px",
    display: "flex",
    flexWrap: "wrap",
    gap: "4px 12px",
    alignItems: "center",
    justifyContent: "flex-end",
    borderBottom: "1px solid var(--context)",
});
document.body.prepend(box); // a place of its own: nothing lies under it

/** Whether the page shown is one of a measure: pages change without being loaded anew. */
const isMeasure = () => location.pathname.startsWith(measure);
setInterval(() => {
    button.hidden = !isMeasure();
}, 500);
button.hidden = !isMeasure();

/**
 * What the server says: JSON, or why not as its `message`. A page instead of it is what a server says that was started anew.
 * @param {string} address
 * @param {RequestInit} [request]
 * @returns {Promise<any>}
 */
async function saidBy(address, request) {
    const answer = await fetch(address, request);
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? answer.json() : { message: "Ladda om sidan, eller öppna mötet på nytt där lanspuls edit körs." };
}

button.addEventListener("click", async () => {
    if (button.ariaBusy === "true") {
        return; // pressed twice, it is added once
    }
    button.ariaBusy = "true";
    told.textContent = "Lägger till …";
    const headers = { "Content-Type": "application/json", "X-Lanspuls-Nyckel": key };
    try {
        const now = await saidBy(`/redigera/${day}/utkast.json`);
        if (now.message) {
            told.textContent = now.message;
            return;
        }
        const change = { op: "add", at: now.slides.length, link: location.href, revision: now.revision };
        const said = await saidBy(`/redigera/${day}/andra.json`, {
            method: "POST",
            headers,
            body: JSON.stringify(change),
        });
        told.textContent = said.message ?? `${said.told}.`;
    } catch {
        told.textContent = "Servern svarar inte.";
    } finally {
        button.ariaBusy = "false";
    }
});

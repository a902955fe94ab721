/* The fields of the search: suggestions while one types, chosen with keys, pointer or finger. A combobox as in the ARIA
   Authoring Practices: focus stays in the field, the option in force is its aria-activedescendant. */

/**
 * @typedef {object} Suggestion
 * @property {string} text
 * @property {string} about what sort of thing it is
 * @property {string} href
 */

export const PAUSE_MS = 60;
const SHORTEST = 2;

/**
 * The option in force after a key: -1 is none, the field itself.
 * @param {number} at
 * @param {number} count
 * @param {string} key
 */
export function optionAfter(at, count, key) {
    if (count === 0) {
        return -1;
    }
    if (key === "ArrowDown") {
        return at + 1 < count ? at + 1 : -1;
    }
    return at < 0 ? count - 1 : at - 1;
}

/**
 * The address that suggests for a form as it is filled in; empty where too little is written.
 * @param {string} action the form's own address, and its fields
 * @param {[string, string][]} fields
 */
export function suggestionAddress(action, fields) {
    const query = fields.find(([name]) => name === "q")?.[1].trim() ?? "";
    if (query.length < SHORTEST) {
        return "";
    }
    const words = new URLSearchParams(fields.map(([name, value]) => [name, name === "q" ? query : value]));
    return `/_forslag?${action === "/platser" ? "sort=plats&" : ""}${words}`;
}

/**
 * The address a form leads to when it is sent.
 * @param {string} action
 * @param {[string, string][]} fields
 */
export function formAddress(action, fields) {
    const said = fields.filter(([, value]) => value.trim());
    return said.length ? `${action}?${new URLSearchParams(said)}` : action;
}

/**
 * Attends to every field of the document, those that come later too.
 * @param {object} outside
 * @param {(address: string) => void} outside.go shows one of our pages
 * @param {(address: string) => Promise<Suggestion[]>} outside.ask
 */
export function attendFields({ go, ask }) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let pause;
    let asked = 0;

    /** @param {EventTarget | null} target */
    const fieldOf = (target) =>
        target instanceof HTMLInputElement && target.closest("form[data-sok]") && target.type === "search"
            ? target
            : null;
    /** @param {HTMLInputElement} field */
    const listOf = (field) => document.getElementById(field.getAttribute("aria-controls") ?? "");
    /** @param {HTMLInputElement} field */
    const optionsOf = (field) => [...(listOf(field)?.querySelectorAll("[role=option]") ?? [])];
    /** @param {HTMLFormElement} form */
    const fieldsOf = (form) =>
        /** @type {[string, string][]} */ ([...new FormData(form)].map(([name, value]) => [name, String(value)]));

    /** @param {HTMLInputElement} field */
    function close(field) {
        asked += 1;
        listOf(field)?.setAttribute("hidden", "");
        listOf(field)?.replaceChildren();
        field.setAttribute("aria-expanded", "false");
        field.removeAttribute("aria-activedescendant");
    }

    /**
     * @param {HTMLInputElement} field
     * @param {Suggestion[]} found
     */
    function open(field, found) {
        const list = listOf(field);
        if (!list || found.length === 0) {
            close(field);
            return;
        }
        list.replaceChildren(
            ...found.map(({ text, about, href }, n) => {
                const option = document.createElement("li");
                option.id = `${list.id}-${n}`;
                option.setAttribute("role", "option");
                option.setAttribute("aria-selected", "false");
                option.dataset.href = href;
                const name = document.createElement("span");
                name.textContent = text;
                const sort = document.createElement("span");
                sort.className = "meta";
                sort.textContent = about;
                option.append(name, " ", sort);
                return option;
            }),
        );
        list.removeAttribute("hidden");
        field.setAttribute("aria-expanded", "true");
        field.removeAttribute("aria-activedescendant");
    }

    /**
     * @param {HTMLInputElement} field
     * @param {number} at
     */
    function choose(field, at) {
        for (const [n, option] of optionsOf(field).entries()) {
            option.setAttribute("aria-selected", String(n === at));
        }
        const option = optionsOf(field)[at];
        if (option) {
            field.setAttribute("aria-activedescendant", option.id);
            option.scrollIntoView({ block: "nearest" });
        } else {
            field.removeAttribute("aria-activedescendant");
        }
    }

    /** @param {HTMLInputElement} field */
    async function suggest(field) {
        const form = field.form;
        const address = form ? suggestionAddress(form.getAttribute("action") ?? "", fieldsOf(form)) : "";
        if (!address) {
            close(field);
            return;
        }
        asked += 1;
        const mine = asked;
        const found = await ask(address).catch(() => []);
        if (mine === asked && document.activeElement === field) {
            open(field, found);
        }
    }

    /** @param {HTMLInputElement} field @param {string} address */
    function leave(field, address) {
        close(field);
        field.blur();
        go(address);
    }

    // the menu of the search holds its field alone: who opens it wants to write
    document.addEventListener(
        "toggle",
        ({ target }) => {
            if (target instanceof HTMLDetailsElement && target.open && target.matches("header .sokruta details")) {
                target.querySelector("input")?.focus();
            }
        },
        true,
    );
    document.addEventListener("input", (event) => {
        const field = fieldOf(event.target);
        if (field) {
            clearTimeout(pause);
            pause = setTimeout(() => suggest(field), PAUSE_MS);
        }
    });
    document.addEventListener("focusout", (event) => {
        const field = fieldOf(event.target);
        if (field) {
            close(field);
        }
    });
    // before the field loses its focus, which would close the list under the finger
    document.addEventListener("pointerdown", (event) => {
        if (event.target instanceof Element && event.target.closest("form[data-sok] [role=option]")) {
            event.preventDefault();
        }
    });
    document.addEventListener("click", (event) => {
        const option = event.target instanceof Element ? event.target.closest("form[data-sok] [role=option]") : null;
        const field = option?.closest("form")?.querySelector("input[type=search]");
        if (option instanceof HTMLElement && field instanceof HTMLInputElement) {
            leave(field, option.dataset.href ?? "/");
        }
    });
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (!(form instanceof HTMLFormElement) || !form.matches("form[data-sok], form[data-skickas]")) {
            return;
        }
        event.preventDefault();
        clearTimeout(pause);
        const address = formAddress(form.getAttribute("action") ?? "", fieldsOf(form));
        const field = form.querySelector("input[type=search]");
        if (field instanceof HTMLInputElement) {
            leave(field, address);
        } else {
            go(address);
        }
    });
    document.addEventListener(
        "keydown",
        (event) => {
            const field = fieldOf(event.target);
            if (!field) {
                if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
                    focusFirst(event);
                }
                return;
            }
            const options = optionsOf(field);
            const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
            if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length > 0) {
                event.preventDefault();
                choose(field, optionAfter(at, options.length, event.key));
            } else if (event.key === "Enter" && at >= 0) {
                event.preventDefault();
                leave(field, /** @type {HTMLElement} */ (options[at]).dataset.href ?? "/");
            } else if (event.key === "Escape" && options.length > 0) {
                event.preventDefault();
                event.stopPropagation();
                close(field);
            }
        },
        true,
    );
}

/** @param {EventTarget | null} target */
function isTyping(target) {
    return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** @param {KeyboardEvent} event */
function focusFirst(event) {
    const field = document.querySelector("header form[data-sok] input[type=search]");
    if (field instanceof HTMLInputElement) {
        event.preventDefault();
        field.closest("details")?.setAttribute("open", "");
        field.focus();
        field.select();
    }
}

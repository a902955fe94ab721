/* The pages that have been fetched: what the server sends, spelled out and kept. Knows nothing of the document. */

/**
 * What `/_sida` sends and what the first document holds: schema 1 of `pack` in page_json.py. `parts` is what repeats; a node
 * `{"$": n}` stands for `parts[n]`, and a part refers to earlier parts only.
 * @typedef {object} Answer
 * @property {number} v the schema's version
 * @property {string} store the version of the store that the pages were made from
 * @property {Size} size
 * @property {unknown[]} parts
 * @property {Record<string, unknown>} pages a Page by its address, with references
 */

/** @typedef {"screen" | "phone"} Size */

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {number} status as HTTP has it
 * @property {Component[]} tree for Dash; static parts are empty elements named by `data-html`
 * @property {Record<string, string>} html the HTML of those elements by their name
 * @property {boolean} alive whether it has a chart
 * @property {string} [moved] the address of the page that was meant
 */

/**
 * A component as Dash's renderer reads it.
 * @typedef {object} Component
 * @property {string} namespace
 * @property {string} type
 * @property {Record<string, any> & {id?: string, children?: Component[]}} props
 */

export const LONGEST_KEPT_MS = 10 * 60 * 1000;

/**
 * A node with each `{"$": n}` replaced by `parts[n]`, which are spelled out already.
 * @param {any} node
 * @param {unknown[]} parts
 * @returns {any}
 */
function expandNode(node, parts) {
    if (Array.isArray(node)) {
        return node.map((child) => expandNode(child, parts));
    }
    if (node === null || typeof node !== "object") {
        return node;
    }
    if (typeof node.$ === "number") {
        return parts[node.$];
    }
    return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, expandNode(child, parts)]));
}

/**
 * The pages of an answer by address, without references.
 * @param {Pick<Answer, "parts" | "pages">} answer
 * @returns {Record<string, Page>}
 */
export function expandAnswer(answer) {
    /** @type {unknown[]} */
    const parts = [];
    for (const part of answer.parts) {
        parts.push(expandNode(part, parts));
    }
    return expandNode(answer.pages, parts);
}

/**
 * The address that answers with a page as JSON.
 * @param {Size} size
 * @param {string} address path and query
 */
export function jsonAddress(size, address) {
    return `/_sida?yta=${size}&adress=${encodeURIComponent(address)}`;
}

/**
 * The properties of the charts in a tree, in their order.
 * @param {Component[]} nodes
 * @returns {Component["props"][]}
 */
export function chartsOf(nodes) {
    return nodes.flatMap((node) => {
        if (!node?.props) {
            return [];
        }
        return node.namespace === "dash_core_components" ? [node.props] : chartsOf(node.props.children ?? []);
    });
}

/** What is shown when the server does not answer and there is no other page to stay on. */
/** @returns {Page} */
export function unreachablePage() {
    const title = "Sidan kunde inte hämtas";
    const text =
        `<main id="innehall"><h1 tabindex="-1">${title}</h1><p role="alert" class="ingress">Servern ` +
        'svarar inte. Kontrollera att Länspuls är i gång och ladda om sidan.</p><p><a href="/">Till Läget</a></p></main>';
    const box = { className: "del", "data-html": "h0" };
    return {
        title,
        status: 503,
        html: { h0: text },
        alive: false,
        tree: [{ namespace: "dash_html_components", type: "Div", props: box }],
    };
}

/** Pages by size and address. All are of one version of the store; each is asked for once at a time. */
export class Pages {
    /** @type {Map<string, {page: Page, since: number}>} */
    #kept = new Map();
    /** @type {Map<string, Promise<void>>} */
    #waiting = new Map();
    /** @type {string | null} */
    #store = null;
    #isGuessing = false;
    /** What was pointed at last while another guess was on its way. @type {{size: Size, address: string} | null} */
    #pointedAt = null;

    /**
     * @param {object} outside
     * @param {number} outside.schema the version of the answers that this code understands
     * @param {(address: string) => Promise<Answer>} outside.ask fetches JSON; fails where the server does not answer
     * @param {() => void} outside.startOver called when the server speaks another version
     * @param {() => number} [outside.now] milliseconds
     */
    constructor({ schema, ask, startOver, now = Date.now }) {
        this.schema = schema;
        this.ask = ask;
        this.startOver = startOver;
        this.now = now;
    }

    /**
     * Keeps an answer's pages. Those of another version of the store go.
     * @param {Answer} answer
     */
    keep(answer) {
        if (answer.v !== this.schema) {
            this.startOver();
            return;
        }
        if (this.#store !== answer.store) {
            this.#kept.clear();
        }
        this.#store = answer.store;
        for (const [address, page] of Object.entries(expandAnswer(answer))) {
            this.#kept.set(`${answer.size}|${address}`, { page, since: this.now() });
        }
    }

    /**
     * The page if it has been fetched within the last ten minutes.
     * @param {Size} size
     * @param {string} address
     */
    known(size, address) {
        const kept = this.#kept.get(`${size}|${address}`);
        return kept && this.now() - kept.since < LONGEST_KEPT_MS ? kept.page : null;
    }

    /**
     * Fetches the page, unless it is on its way already.
     * @param {Size} size
     * @param {string} address
     * @returns {Promise<void>} fails where the server does not answer
     */
    fetch(size, address) {
        const name = `${size}|${address}`;
        const waiting =
            this.#waiting.get(name) ??
            this.ask(jsonAddress(size, address))
                .then((answer) => this.keep(answer))
                .finally(() => this.#waiting.delete(name));
        this.#waiting.set(name, waiting);
        return waiting;
    }

    /**
     * Fetches the page unless it is known. A neighbour that does not come is asked for again when it is wanted.
     * @param {Size} size
     * @param {string} address
     */
    async fetchAhead(size, address) {
        if (!this.known(size, address)) {
            await this.fetch(size, address).catch(() => undefined);
        }
    }

    /**
     * Fetches ahead what a visitor points at. One guess is on its way at a time, and of what is pointed at meanwhile only
     * the last is fetched: who tabs through three hundred links waits for none of their pages.
     * @param {Size} size
     * @param {string} address
     */
    async guess(size, address) {
        this.#pointedAt = { size, address };
        if (this.#isGuessing) {
            return;
        }
        this.#isGuessing = true;
        while (this.#pointedAt) {
            const wished = this.#pointedAt;
            this.#pointedAt = null;
            await this.fetchAhead(wished.size, wished.address);
        }
        this.#isGuessing = false;
    }

    /**
     * The page, fetched if it must be; null where the server does not answer.
     * @param {Size} size
     * @param {string} address
     */
    async page(size, address) {
        const ready = this.known(size, address);
        if (ready) {
            return ready;
        }
        try {
            await this.fetch(size, address);
        } catch {
            return null;
        }
        return this.known(size, address);
    }
}

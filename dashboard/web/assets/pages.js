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

/** @param {unknown} node */
const isShort = (node) => node === null || typeof node !== "object";

/**
 * Spells out the nodes of one answer: each `{"$": n}` is replaced by `parts[n]`, which is spelled out when it is met first.
 * @param {unknown[]} parts
 * @returns {(node: any) => any}
 */
function spelling(parts) {
    /** @type {Map<number, any>} */
    const spelled = new Map();
    /** @param {any} node @returns {any} */
    const spellOut = (node) => {
        if (Array.isArray(node)) {
            return node.every(isShort) ? node : node.map(spellOut); // a line's numbers hold no references
        }
        if (isShort(node)) {
            return node;
        }
        if (typeof node.$ === "number") {
            const whole = spelled.get(node.$) ?? spellOut(parts[node.$]);
            spelled.set(node.$, whole);
            return whole;
        }
        return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, spellOut(child)]));
    };
    return spellOut;
}

/**
 * The pages of an answer by address, without references.
 * @param {Pick<Answer, "parts" | "pages">} answer
 * @returns {Record<string, Page>}
 */
export function expandAnswer({ parts, pages }) {
    return spelling(parts)(pages);
}

/**
 * The address that answers with a page as JSON.
 * @param {Size} size
 * @param {string} address path and query
 */
export function jsonAddress(size, address) {
    return `/_sida?yta=${size}&adress=${encodeURIComponent(address)}`;
}

/** A chart's properties, and those of the element it stands in. @typedef {Record<"chart" | "box", Component["props"]>} Boxed */

/**
 * The charts in a tree, in their order, each with the element named `duk` around it.
 * @param {Component[]} nodes
 * @param {Component["props"]} [box]
 * @returns {Boxed[]}
 */
export function boxedChartsOf(nodes, box = {}) {
    return nodes.flatMap((node) => {
        if (!node?.props) {
            return [];
        }
        if (node.namespace === "dash_core_components") {
            return [{ chart: node.props, box }];
        }
        return boxedChartsOf(node.props.children ?? [], node.props.className === "duk" ? node.props : box);
    });
}

/**
 * The properties of the charts in a tree, in their order.
 * @param {Component[]} nodes
 */
export function chartsOf(nodes) {
    return boxedChartsOf(nodes).map(({ chart }) => chart);
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

/** Pages by size and address, those of the last ten minutes. All are of one version of the store; each is asked for once at a time. */
export class Pages {
    /** Each page is spelled out when it is first wanted. @type {Map<string, {page: () => Page, since: number}>} */
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
        for (const [name, { since }] of this.#kept) {
            if (this.now() - since >= LONGEST_KEPT_MS) {
                this.#kept.delete(name); // it is asked for again anyway: a page left open all day holds no more than this
            }
        }
        const spellOut = spelling(answer.parts);
        for (const [address, node] of Object.entries(answer.pages)) {
            /** @type {Page | undefined} */
            let spelled;
            const page = () => {
                spelled ??= /** @type {Page} */ (spellOut(node));
                return spelled;
            };
            this.#kept.set(`${answer.size}|${address}`, { page, since: this.now() });
        }
    }

    /** How many pages are kept. */
    get held() {
        return this.#kept.size;
    }

    /**
     * The page if it has been fetched within the last ten minutes.
     * @param {Size} size
     * @param {string} address
     */
    known(size, address) {
        return this.#fresh(size, address)?.page() ?? null;
    }

    /**
     * @param {Size} size
     * @param {string} address
     */
    #fresh(size, address) {
        const kept = this.#kept.get(`${size}|${address}`);
        return kept && this.now() - kept.since < LONGEST_KEPT_MS ? kept : null;
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
        if (!this.#fresh(size, address)) {
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
            this.known(wished.size, wished.address); // spelled out now, not when it is clicked
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

/* The draft: what the server last said of it, and the changes on their way there, one at a time.

   A text is sent when its writer pauses. What could not be sent is kept and sent again; where the file was changed
   elsewhere, the writer is asked. */

/**
 * @typedef {object} Finding
 * @property {string} fault
 * @property {string} said
 * @property {string} numbers
 * @property {string} allowed
 */
/**
 * @typedef {object} Slide
 * @property {number} n
 * @property {string} kind
 * @property {string} key
 * @property {string} title
 * @property {string} headline
 * @property {string} made
 * @property {string} claim what stands above the figure, as the room's HTML
 * @property {string} count which slide it is of how many, as the room says it
 * @property {boolean} isOwn
 * @property {boolean} isLost
 * @property {boolean} kept
 * @property {Finding[]} findings
 * @property {string} words
 * @property {string} madeWords
 * @property {string} notes
 * @property {[string, string][]} questions
 * @property {number} seconds
 * @property {boolean} short
 * @property {boolean} prepared
 * @property {string} place
 * @property {string} link
 * @property {string} source of the analyst's own slide, as are the following
 * @property {string} alt
 * @property {string} text
 * @property {string} table
 * @property {string} picture the name of its file
 * @property {boolean} turns whether it can be shown for another place
 * @property {string} links the addresses of what it shows, a line each
 * @property {string} box the address of the measure in its box
 * @property {string[]} measures what those are called
 * @property {number} most how many addresses such a slide may have; 0 where it shows no measures
 */
/** @typedef {Record<string, string | boolean>} Row */
/**
 * What the meeting says beside its slides.
 * @typedef {object} About
 * @property {Record<string, string>} fields its own keys, empty where the file says nothing
 * @property {string} next_sv what is published of the next meeting
 * @property {string[]} neighbours codes of counties
 * @property {Row[]} lank
 * @property {Row[]} bilaga
 * @property {Row[]} fraga
 */
/** @typedef {"lank" | "bilaga" | "fraga"} Part */
/**
 * @typedef {object} State
 * @property {string} revision
 * @property {string} figures version of the figures that slides are made of
 * @property {string} saved
 * @property {string} fault
 * @property {Slide[]} slides
 * @property {{slide: number, text_sv: string, told_sv: string, stops: boolean}[]} remarks
 * @property {{code: string, name: string}[]} places
 * @property {number} news
 * @property {number} late
 * @property {number} total
 * @property {number} segment
 * @property {number} short
 * @property {number} longest
 * @property {About | null} about
 * @property {number} editions how many are published
 */
/** @typedef {{op: string} & Record<string, unknown>} Change */
/** @typedef {{message: string, mine: string, theirs: string}} Conflict */
/** @typedef {(fault: string) => boolean} Told tells a field's fault beside it, empty where it was saved; whether it has room for one */

const RETRY_MS = 2000;
const LOOK_MS = 1500;

/** What the server refused, in words for the reader. */
export class Refused extends Error {}

export class Draft {
    /** @type {Promise<unknown>} */
    #queue = Promise.resolve();
    /** @type {Map<string, {change: Change, told: Told}>} */
    #waiting = new Map();
    /** Changes that were begun, and those of them that have come to an end. */
    #begun = 0;
    #ended = 0;

    /**
     * @param {string} day
     * @param {string} token
     * @param {State} state
     */
    constructor(day, token, state) {
        this.at = `/redigera/${day}`;
        this.token = token;
        this.state = state;
        this.lost = false;
        /** @type {(state: State) => void} */
        this.onState = () => {};
        /** @type {(conflict: Conflict) => Promise<boolean>} asks whether the writer's own text is to stand */
        this.onConflict = async () => false;
        /** @type {(text: string, isFault: boolean) => void} */
        this.onSaved = () => {};
        setInterval(() => this.#look(), LOOK_MS);
    }

    get isSaved() {
        return this.#waiting.size === 0;
    }

    /**
     * @param {string} name
     * @param {unknown} [body]
     */
    async ask(name, body) {
        const request = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
        const headers = { "Content-Type": "application/json", "X-Lanspuls-Nyckel": this.token };
        const answer = await fetch(`${this.at}/${name}`, { ...request, headers, credentials: "same-origin" });
        const told = await answer.json().catch(() => null);
        if (answer.status === 409) {
            return { conflict: /** @type {Conflict} */ (told) };
        }
        if (!answer.ok || !told) {
            throw new Refused(told?.message ?? "Servern förstod inte. Ladda om sidan.");
        }
        return { told };
    }

    /**
     * A text that is being written: sent by the next ``flush``, the newest one only.
     * @param {Change} change
     * @param {Told} told
     */
    write(change, told = () => false) {
        this.#waiting.set(`${change.op} ${change.part} ${change.n} ${change.key}`, { change, told });
    }

    /** Sends what waits, and tells when all is there. */
    flush() {
        const sent = [...this.#waiting];
        for (const [name, one] of sent) {
            this.#queue = this.#queue.then(() => this.#send(name, one));
        }
        return this.#queue;
    }

    /**
     * Makes a change, after the texts that wait. Gives what was said of it; null where it was not made.
     * @param {Change} change
     * @returns {Promise<any>}
     */
    change(change) {
        this.flush();
        const made = this.#queue.then(() => this.#make(change));
        this.#queue = made.catch(() => undefined);
        return made;
    }

    /**
     * @param {string} name
     * @param {{change: Change, told: Told}} one
     */
    async #send(name, one) {
        if (this.#waiting.get(name) !== one) {
            return; // a newer text has taken its place
        }
        try {
            await this.#make(one.change);
            if (this.#waiting.get(name) === one) {
                this.#waiting.delete(name);
            }
            this.lost = false;
            one.told("");
            this.onSaved(`sparat ${this.state.saved}`, false);
        } catch (error) {
            if (error instanceof Refused) {
                if (this.#waiting.get(name) === one) {
                    this.#waiting.delete(name);
                }
                const isBeside = one.told(error.message);
                this.onSaved(isBeside ? "Inte sparat, se felet vid fältet" : `Inte sparat: ${error.message}`, true);
                return;
            }
            this.lost = true;
            this.onSaved(`Inte sparat sedan ${this.state.saved}, försöker igen`, true);
            setTimeout(() => this.flush(), RETRY_MS);
        }
    }

    /** @param {Change} change */
    async #make(change) {
        this.#begun += 1;
        try {
            return await this.#makeHere(change);
        } finally {
            this.#ended += 1;
        }
    }

    /** @param {Change} change */
    async #makeHere(change) {
        const name = change.op === "attach" ? "bilaga.json" : "andra.json";
        const { told, conflict } = await this.ask(name, { ...change, revision: this.state.revision });
        if (!conflict) {
            this.#take(told);
            return told;
        }
        const before = thing(change, this.state);
        const newest = (await this.ask("utkast.json")).told;
        if (!isText(change) || !before) {
            this.#take(newest);
            throw new Refused(`${conflict.message} Mötet har lästs om, gör ändringen igen.`);
        }
        return this.#makeThere(change, before, newest, conflict);
    }

    /**
     * Writes a text where what it is of stands by now. Whoever else has written there, or taken it away, is not
     * overridden without the writer's word.
     * @param {Change} change
     * @param {Record<string, unknown>} before
     * @param {State} newest
     * @param {Conflict} conflict
     */
    async #makeThere(change, before, newest, conflict) {
        const key = String(change.key);
        const n = placeOf(change, before, newest);
        const there = n < 0 ? null : thing({ ...change, n }, newest);
        const theirs = there ? String(there[key]) : "Det här finns inte längre i filen, eller är något annat.";
        const isUntouched = there !== null && theirs === before[key];
        const mine = String(change.value);
        const isMine = isUntouched || (await this.onConflict({ message: conflict.message, mine, theirs }));
        this.#take(newest);
        if (!isMine || n < 0) {
            return null;
        }
        const again = await this.ask("andra.json", { ...change, n, revision: newest.revision, force: true });
        if (again.conflict) {
            throw new Refused(again.conflict.message);
        }
        this.#take(again.told);
        return again.told;
    }

    /** Looks whether the file was changed elsewhere; a change of one's own that is waiting or being made comes first. */
    async #look() {
        const begun = this.#begun;
        if (!this.isSaved || begun !== this.#ended || document.hidden) {
            return;
        }
        try {
            const { told } = await this.ask(`utkast.json?revision=${this.state.revision}`);
            if (told?.slides && this.isSaved && begun === this.#begun) {
                this.#take(told);
                this.onSaved(`Filen ändrades ${told.saved} någon annanstans`, false);
            }
        } catch {
            // told when something is to be saved
        }
    }

    /** @param {State} state */
    #take(state) {
        this.state = state;
        this.onState(state);
    }
}

/** Whether a change is a text, of which the writer can be asked which of two is to stand. @param {Change} change */
function isText({ op, key, value }) {
    return ["set", "detail", "row"].includes(op) && typeof value === "string" && key !== "picture" && key !== "file";
}

/**
 * What a change is of: the meeting itself, one of its links, attachments or questions, or a slide; null where it is gone.
 * @param {Change} change
 * @param {State} state
 * @returns {Record<string, unknown> | null}
 */
function thing(change, state) {
    const { about } = state;
    const n = Number(change.n);
    if (change.op === "detail") {
        return about?.fields ?? null;
    }
    const found = change.op === "row" ? about?.[/** @type {Part} */ (change.part)][n] : state.slides[n];
    return /** @type {Record<string, unknown> | undefined} */ (found) ?? null;
}

/**
 * Where what a change is of stands by now. A slide: that which shows the same; of a free slide, whose texts are what it
 * shows, that which is free still and where it was. A row: that which is alike but for the text. -1 where it is gone.
 * @param {Change} change
 * @param {Record<string, unknown>} before
 * @param {State} newest
 */
function placeOf(change, before, newest) {
    if (change.op === "detail") {
        return 0;
    }
    if (change.op === "row") {
        const rows = newest.about?.[/** @type {Part} */ (change.part)] ?? [];
        const names = Object.keys(before).filter((name) => name !== change.key && name !== "remark");
        return rows.findIndex((row) => names.every((name) => row[name] === before[name]));
    }
    const same = newest.slides.findIndex((slide) => slide.key === before.key);
    const there = newest.slides[Number(before.n)];
    const isThere = before.kind === "free" && there?.kind === "free" && there.picture === before.picture;
    return same < 0 && isThere ? Number(before.n) : same;
}

/* The draft: what the server last said of it, and the changes on their way there, one at a time.

   A change is shown and told at once, before the server has answered; the same one again meanwhile is not made twice. A
   text is sent when its writer pauses. What could not be sent is kept and sent again; where the file was changed
   elsewhere, the writer is asked. */

import { Ahead, isText, placeOf, thing } from "./changing.js";

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
 * @property {string} apart what it shows that its title does not say: place, way, period …
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
 * @property {Group[]} found what the checks before publishing find, as `lanspuls meeting check` tells it
 * @property {string} counted_sv how many those are
 * @property {{code: string, name: string}[]} places
 * @property {number} total
 * @property {number} segment
 * @property {number} short
 * @property {number} longest
 * @property {About | null} about
 * @property {number} editions how many are published
 * @property {string} published_sv which edition there is, and whether the draft is another since
 */
/** @typedef {{slide: number, line_sv: string, stops: boolean, at: string}} Found one thing to know: of a slide from 0, -1 of the meeting; at: where it is mended */
/** @typedef {{title_sv: string, found: Found[]}} Group */
/** @typedef {{op: string} & Record<string, unknown>} Change */
/** @typedef {{message: string, mine: string, theirs: string}} Conflict */
/** @typedef {{change: Change, told: Told, of: string}} Waiting a text that is not saved yet; of: which slide it is of */
/** @typedef {(fault: string) => boolean} Told tells a field's fault beside it, empty where it was saved; whether it has room for one */

const RETRY_MS = 2000;
const LOOK_MS = 1500;

const SAVING = "sparar …";

/** What the server refused, in words for the reader. */
export class Refused extends Error {}

/** That nothing could be saved just now, in words for the reader; it is tried again. */
class NotNow extends Error {}

/** What is told where something could not be done. @param {unknown} error */
export const faultOf = (error) =>
    error instanceof Refused || error instanceof NotNow
        ? error.message
        : "Servern svarar inte. Ändringen är inte gjord.";

export class Draft {
    /** @type {Promise<unknown>} */
    #queue = Promise.resolve();
    /** @type {Map<string, Waiting>} */
    #waiting = new Map();
    #ahead = new Ahead();
    /** @type {{name: string, made: Promise<any>} | null} the newest change, while it is being made */
    #newest = null;
    /** Changes that were begun, and those of them that have come to an end. */
    #begun = 0;
    #ended = 0;
    /** Another once a change that was shown ahead could not be made: those after it were meant for what never was. */
    #round = 0;

    /**
     * @param {string} day
     * @param {string} token
     * @param {State} state
     */
    constructor(day, token, state) {
        this.at = `/redigera/${day}`;
        this.token = token;
        this.state = state;
        this.known = state;
        this.lost = false;
        /** @type {(state: State) => void} */
        this.onState = () => {};
        /** @type {(conflict: Conflict) => Promise<boolean>} asks whether the writer's own text is to stand */
        this.onConflict = async () => false;
        /** @type {(text: string, isFault: boolean) => void} */
        this.onSaved = () => {};
        setInterval(() => !document.hidden && this.look(), LOOK_MS);
    }

    /** Whether no text waits. */
    get isSaved() {
        return this.#waiting.size === 0;
    }

    /** Whether nothing is on its way. */
    get isDone() {
        return this.isSaved && this.#begun === this.#ended;
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
        if (answer.ok && told) {
            return { told };
        }
        if (answer.status === 403) {
            throw new NotNow("Sidan hör till en start av lanspuls edit som är slut. Öppna den nya adressen.");
        }
        if (answer.status >= 500) {
            throw new NotNow(told?.message ?? "Servern kunde inte svara.");
        }
        throw new Refused(told?.message ?? "Servern förstod inte.");
    }

    /**
     * A text that is being written: sent by the next ``flush``, the newest one only.
     * @param {Change} change
     * @param {Told} told
     */
    write(change, told = () => false) {
        const name = `${change.op} ${change.part} ${change.n} ${change.key}`;
        const of = change.op === "set" ? this.state.slides[Number(change.n)]?.key : "";
        this.#ahead.remove(this.#waiting.get(name)?.change);
        this.#waiting.set(name, { change, told, of });
        this.#show(change);
        this.onSaved(SAVING, false);
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
     * Makes a change, after the texts that wait. Gives what was said of it; null where it was not made. The same change
     * again, while the first is being made, is that one.
     * @param {Change} change
     * @returns {Promise<any>}
     */
    change(change) {
        const name = JSON.stringify(change);
        if (this.#newest?.name === name && change.op !== "move") {
            return this.#newest.made; // a slide that was moved is shown where it is: moved again, it goes on from there
        }
        this.flush();
        const round = this.#round;
        this.onSaved(SAVING, false);
        this.#begun += 1;
        this.#show(change);
        const made = this.#queue.then(() => this.#makeShown(change, round));
        this.#queue = made.catch(() => undefined);
        const newest = { name, made };
        this.#newest = newest;
        this.#queue.then(() => {
            this.#newest = this.#newest === newest ? null : this.#newest;
        });
        return made;
    }

    /** Shows what the draft will be with a change. @param {Change} change */
    #show(change) {
        const foreseen = this.#ahead.add(change, this.state);
        if (foreseen) {
            this.state = foreseen;
            if (change.op !== "set") {
                this.onState(foreseen);
            }
        }
    }

    /**
     * @param {Change} change
     * @param {number} round
     */
    async #makeShown(change, round) {
        try {
            if (round !== this.#round) {
                throw new Refused("Ändringen före den gick inte att göra. Se efter, och gör den igen.");
            }
            const told = await this.#makeHere(change);
            this.lost = false;
            return told;
        } catch (error) {
            this.#round += this.#ahead.has(change) && change.op !== "set" ? 1 : 0;
            throw error;
        } finally {
            this.#ended += 1;
            if (this.#ahead.remove(change)) {
                this.#take(this.known); // it was not made
            }
            this.#tellDone();
        }
    }

    /** Tells when the last of what was on its way is saved. */
    #tellDone() {
        if (this.isDone && !this.lost) {
            this.onSaved(`sparat ${this.known.saved}`, false);
        }
    }

    /**
     * @param {string} name
     * @param {Waiting} one
     */
    async #send(name, one) {
        if (this.#waiting.get(name) !== one) {
            return; // a newer text has taken its place
        }
        this.#begun += 1;
        let fault = "";
        let isLost = false;
        try {
            this.#follow(one);
            await this.#makeHere(one.change);
            this.lost = false;
            one.told("");
        } catch (error) {
            if (!(error instanceof Refused)) {
                this.lost = isLost = true;
                const why = error instanceof NotNow ? `: ${error.message}` : ", försöker igen";
                this.onSaved(`Inte sparat sedan ${this.known.saved}${why}`, true);
                setTimeout(() => this.flush(), RETRY_MS);
                return;
            }
            const isBeside = one.told(error.message);
            fault = isBeside ? "Inte sparat, se felet vid fältet" : `Inte sparat: ${error.message}`;
        } finally {
            this.#ended += 1;
            if (!isLost && this.#waiting.get(name) === one) {
                this.#waiting.delete(name);
                if (this.#ahead.remove(one.change)) {
                    this.#take(this.known);
                }
            }
        }
        if (fault) {
            this.onSaved(fault, true);
        } else {
            this.#tellDone();
        }
    }

    /** The slide of a text may stand elsewhere than it was thought to. @param {Waiting} one */
    #follow(one) {
        const { change, of } = one;
        const { slides } = this.known;
        const at = of && slides[Number(change.n)]?.key !== of ? slides.findIndex(({ key }) => key === of) : -1;
        if (at >= 0) {
            this.#ahead.remove(change);
            one.change = { ...change, n: at };
            this.#ahead.add(one.change, this.known);
        }
    }

    /** @param {Change} change */
    async #makeHere(change) {
        const name = change.op === "attach" ? "bilaga.json" : "andra.json";
        const { told, conflict } = await this.ask(name, { ...change, revision: this.known.revision });
        if (!conflict) {
            this.#ahead.remove(change);
            this.#take(told);
            return told;
        }
        const before = thing(change, this.known);
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
        if (isMine && n < 0) {
            throw new Refused(`Det som ”${mine.slice(0, 60)}” hörde till finns inte längre i filen.`);
        }
        if (!isMine) {
            return null;
        }
        const again = await this.ask("andra.json", { ...change, n, revision: newest.revision, force: true });
        if (again.conflict) {
            throw new Refused(again.conflict.message);
        }
        this.#ahead.remove(change);
        this.#take(again.told);
        return again.told;
    }

    /** Looks whether the file was changed elsewhere, or figures have come; a change of one's own comes first. */
    async look() {
        const begun = this.#begun;
        if (!this.isDone) {
            return;
        }
        try {
            const { revision, figures } = this.known;
            const { told } = await this.ask(`utkast.json?revision=${revision}&figures=${encodeURIComponent(figures)}`);
            if (!this.isSaved || begun !== this.#begun) {
                return;
            }
            if (told?.slides) {
                this.#take(told);
                const where = `Filen ändrades ${told.saved} någon annanstans`;
                this.onSaved(told.revision === revision ? "Nya siffror är hämtade" : where, false);
            } else if (told && told.published_sv !== this.known.published_sv) {
                this.#take({ ...this.known, ...told }); // published elsewhere
            }
        } catch {
            // told when something is to be saved
        }
    }

    /** What the server says, with what is on its way there. @param {State} known */
    #take(known) {
        this.known = known;
        this.state = this.#ahead.over(known);
        this.onState(this.state);
    }
}

/* The windows of a meeting in one browser: each tells the others what it shows, and one that is opened asks first. */

/** @import { Bye, Hello, Told } from "./steps.js" */

/** How long a window that has been opened waits for an answer before what it shows is what is shown. */
const JOINS_WITHIN_MS = 500;

/**
 * What the page does.
 * @typedef {object} Deeds
 * @property {() => Told} shown
 * @property {(told: Told) => void} hear follows another window
 * @property {() => void} alone nobody else was there
 * @property {() => void} [rooms] a window of the room was opened or closed
 */

export class Windows {
    /** @type {BroadcastChannel | null} */
    #channel;
    #name = Math.random().toString(36).slice(2);
    #isJoining = true;
    /** The other windows of the room that are open, by name. @type {Set<string>} */
    #rooms = new Set();

    /**
     * @param {string} meeting what the windows of this meeting have in common
     * @param {boolean} talking whether this is the speaker's window
     * @param {Deeds} deeds
     */
    constructor(meeting, talking, deeds) {
        this.talking = talking;
        this.deeds = deeds;
        this.#channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(meeting) : null;
        this.#channel?.addEventListener("message", ({ data }) => this.#take(data));
    }

    /** Whether there can be another window. */
    get areMany() {
        return this.#channel !== null;
    }

    /** Whether this one has just been opened and does not know yet what the others show: it moves nobody. */
    get isJoining() {
        return this.#isJoining;
    }

    /** Whether no other window shows the room the slides, as far as they have answered. */
    get knowsNoRoom() {
        return !this.#isJoining && this.#rooms.size === 0;
    }

    /** Tells the others that this one is gone. */
    leave() {
        this.#channel?.postMessage({ bye: this.#name });
    }

    /** Hears and tells nothing more. */
    close() {
        this.leave();
        this.#channel?.close();
    }

    /** Asks the windows that are open what they show. */
    join() {
        this.#channel?.postMessage({ hello: this.#name, talking: this.talking });
        setTimeout(() => this.lead(), this.#channel ? JOINS_WITHIN_MS : 0);
    }

    /** What this window shows is what is shown: somebody uses it, or no other has answered. */
    lead() {
        if (this.#isJoining) {
            this.#isJoining = false;
            this.deeds.alone();
        }
    }

    /** Tells the others what this one shows. */
    tell() {
        this.#channel?.postMessage({ ...this.deeds.shown(), from: this.#name, talking: this.talking });
    }

    /**
     * Answers a window that has been opened, or takes what is told: of answers the speaker's before any other.
     * @param {Told | Hello | Bye} told
     */
    #take(told) {
        this.#count(told);
        if ("bye" in told) {
            return;
        }
        if ("hello" in told) {
            if (!this.#isJoining) {
                const answer = { from: this.#name, to: told.hello, talking: this.talking };
                this.#channel?.postMessage({ ...this.deeds.shown(), ...answer });
            }
        } else if (!told.to || (told.to === this.#name && (this.#isJoining || told.talking))) {
            this.#isJoining = false;
            this.deeds.hear(told);
        }
    }

    /** Knows which windows of the room are open. @param {Told | Hello | Bye} told */
    #count(told) {
        const before = this.#rooms.size;
        if ("bye" in told) {
            this.#rooms.delete(told.bye);
        } else if (!told.talking) {
            this.#rooms.add("hello" in told ? told.hello : (told.from ?? ""));
        }
        if (this.#rooms.size !== before) {
            this.deeds.rooms?.();
        }
    }
}

/* How the meeting's page asks the server: with an end to waiting, and in words where no answer comes. Knows no document. */

/** Longer than the server takes to say itself that something cannot be done. */
const PATIENCE_SECONDS = 60;

/** What went wrong, in words for the reader. */
export class Told extends Error {}

/** No answer came: the line or the server is gone, or too slow. */
export class NoAnswer extends Told {}

/** The server says why it cannot do now what it can do later. */
export class NotNow extends Told {}

/**
 * An answer's status and header fields with its body, which `read` takes from it. Fails with a sentence for the reader where
 * the server does not answer, or not in time.
 * @template Body
 * @param {string} address
 * @param {(answer: Response) => Promise<Body>} read
 * @param {RequestInit & {seconds?: number}} [request]
 * @returns {Promise<{answer: Response, body: Body}>}
 */
export async function ask(address, read, { seconds = PATIENCE_SECONDS, ...request } = {}) {
    const signal = AbortSignal.timeout(seconds * 1000);
    try {
        const answer = await fetch(address, { credentials: "same-origin", ...request, signal });
        return { answer, body: await read(answer) };
    } catch {
        throw new NoAnswer(
            signal.aborted
                ? `Servern har inte svarat på ${seconds} sekunder. Försök igen om en stund.`
                : "Servern svarar inte. Kontrollera att Länspuls är i gång och försök igen.",
        );
    }
}

/**
 * The JSON of an answer; null for one that is none, such as a page that says what is wrong.
 * @param {Response} answer
 * @returns {Promise<any>}
 */
export async function readJson(answer) {
    const text = await answer.text();
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

/**
 * What a reader is told of anything that was thrown.
 * @param {unknown} error
 */
export function toldOf(error) {
    return error instanceof Told ? error.message : "Något gick fel i webbläsaren. Ladda om sidan och försök igen.";
}

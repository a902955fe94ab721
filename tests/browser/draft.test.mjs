/* Who is told that a draft's file was changed by somebody else: not the window that is changing it. */

import assert from "node:assert/strict";
import { test } from "node:test";

let look = async () => {};
const asked = [];
Object.assign(globalThis, {
    document: { hidden: false },
    setInterval: (each) => {
        look = each;
    },
    fetch: (url) =>
        new Promise((resolve) => {
            const answer = (told, status = 200) => resolve({ ok: status === 200, status, json: async () => told });
            asked.push({ url, answer });
        }),
});
const { Draft } = await import("../../dashboard/editing/page/draft.js");

const state = (revision, figures = "a") => ({ revision, figures, slides: [], saved: "15.24" });
const tick = () => new Promise((done) => setImmediate(done));
const MOVE = { op: "move", n: 1, to: 2 };

function opened() {
    asked.length = 0;
    const draft = new Draft("2026-12-14", "nyckel", state("1"));
    const said = [];
    draft.onSaved = (text) => said.push(text);
    return { draft, said };
}

const OWN = [
    ["a change of one's own that the server is still making is nobody else's", ["andra.json"]],
    [
        "a look that was begun before it and is answered after it says nothing of others either",
        ["utkast.json?revision=1&figures=a", "andra.json"],
    ],
];

for (const [name, addresses] of OWN) {
    test(name, async () => {
        const { draft, said } = opened();
        const looked = addresses.length > 1 ? look() : null;
        const made = draft.change(MOVE);
        await Promise.resolve();
        await look(); // asks nothing while a change is on its way
        assert.deepEqual(
            asked.map(({ url }) => url),
            addresses.map((address) => `/redigera/2026-12-14/${address}`),
        );
        asked.at(-1).answer(state("3"));
        await made;
        asked[0].answer(state("2"));
        await looked;
        assert.equal(draft.state.revision, "3");
        assert.deepEqual(said, ["sparar …", "sparat 15.24"]);
    });
}

test("what another has changed is taken in and said", async () => {
    const { draft, said } = opened();
    const looked = look();
    asked[0].answer(state("2"));
    await looked;
    assert.equal(draft.state.revision, "2");
    assert.deepEqual(said, ["Filen ändrades 15.24 någon annanstans"]);
});

test("figures that have come are taken in and said to be what they are", async () => {
    const { draft, said } = opened();
    const looked = look();
    asked[0].answer(state("1", "b"));
    await looked;
    assert.equal(draft.state.figures, "b");
    assert.deepEqual(said, ["Nya siffror är hämtade"]);
});

test("a text that is to stand where nothing is any more is not said to be saved", async () => {
    const { draft, said } = opened();
    const slide = { key: "a", n: 0, kind: "view", words: "Före", seconds: 60 };
    draft.known = { ...state("1"), slides: [slide] };
    draft.state = draft.known;
    draft.onConflict = async () => true;
    const faults = [];
    draft.write({ op: "set", n: 0, key: "words", value: "Efter" }, (fault) => faults.push(fault) > 5);
    const sent = draft.flush();
    await tick();
    asked[0].answer({ message: "Filen ändrades", mine: "Efter", theirs: "" }, 409);
    await tick();
    asked[1].answer(state("2"));
    await sent;
    assert.deepEqual(faults, ["Det som ”Efter” hörde till finns inte längre i filen."]);
    assert.deepEqual(said, ["sparar …", `Inte sparat: ${faults[0]}`]);
});

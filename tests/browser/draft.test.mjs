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
            const answer = (told) => resolve({ ok: true, status: 200, json: async () => told });
            asked.push({ url, answer });
        }),
});
const { Draft } = await import("../../dashboard/editing/page/draft.js");

const state = (revision) => ({ revision, slides: [], saved: "15.24" });
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
        ["utkast.json?revision=1", "andra.json"],
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

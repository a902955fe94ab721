import assert from "node:assert/strict";
import { test } from "node:test";
import { Windows } from "../../dashboard/meetings/page/windows.js";

/** A window of a meeting that shows a slide, and keeps what it is told. */
function opened(meeting, slide, talking = false) {
    const heard = [];
    const made = new Windows(meeting, talking, {
        shown: () => ({ n: slide, frozen: false }),
        hear: (told) => heard.push(told.n),
        alone: () => heard.push("alone"),
    });
    return { made, heard };
}

const rest = () => new Promise((done) => setTimeout(done, 60));

test("a window that is opened takes the speaker's slide and moves nobody", async () => {
    const room = opened("a", 2);
    room.made.lead();
    const speaker = opened("a", 7, true);
    speaker.made.lead();
    const third = opened("a", 0);
    third.made.join();
    assert.equal(third.made.isJoining, true);
    await rest();
    assert.equal(third.made.isJoining, false);
    assert.equal(third.heard.at(-1), 7);
    assert.deepEqual(room.heard, ["alone"]);
    assert.deepEqual(speaker.heard, ["alone"]);
    for (const one of [room, speaker, third]) {
        one.made.close();
    }
});

test("what a window tells is heard by the others, and one that is used first leads", async () => {
    const room = opened("b", 1);
    const speaker = opened("b", 4, true);
    room.made.join();
    speaker.made.lead();
    speaker.made.lead();
    assert.deepEqual(speaker.heard, ["alone"]);
    speaker.made.tell();
    await rest();
    assert.deepEqual(room.heard, [4]);
    room.made.lead();
    assert.deepEqual(room.heard, [4]);
    room.made.close();
    speaker.made.close();
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Windows } from "../../dashboard/meetings/page/windows.js";

/** A window of a meeting that shows a slide; `hears` waits for a slide that it is told. It is closed with its test. */
function opened(t, meeting, slide, talking = false) {
    const heard = [];
    let arrived = () => {};
    const made = new Windows(meeting, talking, {
        shown: () => ({ n: slide, frozen: false }),
        hear: (told) => {
            heard.push(told.n);
            arrived();
        },
        alone: () => heard.push("alone"),
    });
    const hears = async (wanted) => {
        while (!heard.includes(wanted)) {
            await new Promise((done) => {
                arrived = done;
            });
        }
    };
    t.after(() => made.close());
    return { made, heard, hears };
}

test("a window that is opened takes the speaker's slide and moves nobody", async (t) => {
    const room = opened(t, "a", 2);
    room.made.lead();
    const speaker = opened(t, "a", 7, true);
    speaker.made.lead();
    const third = opened(t, "a", 0);
    third.made.join();
    assert.equal(third.made.isJoining, true);
    await third.hears(7);
    assert.equal(third.made.isJoining, false);
    assert.equal(third.heard.at(-1), 7);
    assert.deepEqual(room.heard, ["alone"]);
    assert.deepEqual(speaker.heard, ["alone"]);
});

test("what a window tells is heard by the others, and one that is used first leads", async (t) => {
    const room = opened(t, "b", 1);
    const speaker = opened(t, "b", 4, true);
    speaker.made.lead();
    speaker.made.lead();
    assert.deepEqual(speaker.heard, ["alone"]);
    speaker.made.tell();
    await room.hears(4);
    room.made.lead();
    assert.deepEqual(room.heard, [4]);
});

test("the speaker's window knows when the room's is closed and opened again", async (t) => {
    const speaker = opened(t, "c", 4, true);
    speaker.made.lead();
    assert.equal(speaker.made.knowsNoRoom, true);
    const room = opened(t, "c", 1);
    room.made.join();
    await room.hears(4);
    assert.equal(speaker.made.knowsNoRoom, false);
    const closed = new Promise((done) => {
        speaker.made.deeds.rooms = done;
    });
    room.made.leave();
    await closed;
    assert.equal(speaker.made.knowsNoRoom, true);
});

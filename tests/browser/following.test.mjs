import assert from "node:assert/strict";
import { test } from "node:test";
import { followTold, isReading, textSize } from "../../dashboard/meetings/page/following.js";

const STATE = {
    before: "Börjar 16.00",
    hasBegun: true,
    isLive: true,
    following: true,
    lostAt: "",
    speaker: 3,
    shown: 3,
    of: 8,
};
const told = (/** @type {object} */ changes) => followTold({ ...STATE, ...changes }).told;

test("a follower is told in a line where one is and where the speaker is", () => {
    assert.equal(told({}), "Följer talaren – bild 3 av 8");
    assert.equal(told({ following: false, speaker: 5 }), "Talaren är på bild 5");
    assert.equal(told({ hasBegun: false, isLive: false, shown: 0 }), "Börjar 16.00");
    assert.equal(told({ isLive: false }), "Talaren har slutat visa bilder");
    assert.equal(told({ lostAt: "16.09" }), "Tappade kontakten 16.09");
});

test("whoever reads keeps what is read", () => {
    const still = { scrolled: 0, zoom: 1, within: false, selected: false };
    assert.equal(isReading(still), false);
    for (const one of [{ scrolled: 300 }, { zoom: 2 }, { within: true }, { selected: true }]) {
        assert.equal(isReading({ ...still, ...one }), true);
    }
});

test("text is from 100 to 200 per cent", () => {
    assert.deepEqual([textSize(100, -1), textSize(100, 1), textSize(175, 1), textSize(200, 1)], [100, 125, 200, 200]);
});

/* What a draft will be with the changes that are on their way, before the server has said so. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Ahead, isText, placeOf, thing } from "../../dashboard/editing/page/changing.js";

const slide = (key, more = {}) => ({
    key,
    kind: "view",
    headline: key,
    seconds: 60,
    short: false,
    prepared: false,
    ...more,
});
const state = (...slides) => ({ revision: "1", slides: slides.map((one, n) => ({ ...one, n })), about: null });
const keys = ({ slides }) => slides.map(({ key }) => key).join("");

test("a slide is moved, taken away and told of at once, counted without those that are prepared", () => {
    const known = state(slide("a"), slide("b", { prepared: true }), slide("c", { short: true, seconds: 20 }));
    const ahead = new Ahead();
    const moved = ahead.add({ op: "move", n: 2, to: 0 }, known);
    assert.equal(keys(moved), "cab");
    assert.deepEqual(
        moved.slides.map(({ count }) => count),
        ["1 av 2", "2 av 2", "3"],
    );
    assert.deepEqual([moved.total, moved.short], [80, 20]);
    assert.equal(keys(ahead.add({ op: "delete", n: 1 }, moved)), "cb");
    assert.equal(keys(ahead.over(known)), "cb");
});

test("the last slide is not taken away, nor one that is not there, nor a picture foreseen", () => {
    const ahead = new Ahead();
    const known = state(slide("a", { picture: "x.png" }));
    for (const change of [
        { op: "delete", n: 0 },
        { op: "move", n: 4, to: 0 },
        { op: "set", n: 0, key: "picture", value: "y.png" },
        { op: "set", n: 0, key: "finns inte", value: "y" },
        { op: "add" },
    ]) {
        assert.equal(ahead.add(change, known), null, change.op);
        assert.equal(ahead.has(change), false);
    }
});

test("a change that is made, or will not be, is not laid over what the server says", () => {
    const known = state(slide("a"), slide("b"));
    const ahead = new Ahead();
    const change = { op: "set", n: 0, key: "headline", value: "Ny" };
    assert.equal(ahead.add(change, known).slides[0].headline, "Ny");
    assert.equal(known.slides[0].headline, "a");
    assert.equal(ahead.remove(change), true);
    assert.equal(ahead.remove(change), false);
    assert.equal(ahead.over(known), known);
});

test("a text's slide is found where it stands by now, and not where it is gone", () => {
    const before = { ...slide("b"), n: 1 };
    const change = { op: "set", n: 1, key: "headline", value: "x" };
    assert.equal(placeOf(change, before, state(slide("b"), slide("a"))), 0);
    assert.equal(placeOf(change, before, state(slide("a"))), -1);
    const twice = [slide("b", { headline: "Ett" }), slide("b", { headline: "Två" }), slide("a")];
    assert.equal(placeOf(change, { ...twice[1], n: 1 }, state(twice[2], ...twice)), 2);
    const free = { ...slide("min text", { kind: "free", picture: "p.png" }), n: 0 };
    assert.equal(placeOf(change, free, state(slide("annan text", { kind: "free", picture: "p.png" }))), 0);
});

test("a row is found by all but its text; what a change is of is the meeting, a row or a slide", () => {
    const about = {
        fields: { place: "Östersund" },
        lank: [
            { title: "A", url: "1" },
            { title: "B", url: "2" },
        ],
    };
    const change = { op: "row", part: "lank", n: 0, key: "title", value: "Ny" };
    const before = thing(change, { ...state(), about });
    assert.deepEqual(before, { title: "A", url: "1" });
    const newest = { ...state(), about: { ...about, lank: [about.lank[1], { title: "Annan", url: "1" }] } };
    assert.equal(placeOf(change, before, newest), 1);
    const alike = [{ text: "Hur?" }, { text: "När?" }, { text: "Var?" }];
    const asked = (...fraga) => ({ ...state(), about: { ...about, fraga } });
    const text = { op: "row", part: "fraga", n: 1, key: "text", value: "Ny" };
    assert.equal(placeOf(text, alike[1], asked(alike[2], alike[0], alike[1])), 2);
    assert.equal(placeOf(text, alike[1], asked(alike[0], { text: "Varför?" })), 1);
    assert.deepEqual(thing({ op: "detail", key: "place" }, { ...state(), about }), about.fields);
    assert.equal(thing({ op: "set", n: 7, key: "words" }, state()), null);
});

test("only texts ask which of two is to stand", () => {
    assert.equal(isText({ op: "set", key: "words", value: "x" }), true);
    assert.equal(isText({ op: "set", key: "picture", value: "x.png" }), false);
    assert.equal(isText({ op: "set", key: "prepared", value: true }), false);
    assert.equal(isText({ op: "move", n: 0, to: 1 }), false);
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { actionOf, helpText, KEYS } from "#meeting/keys.js";

const document = await readFile(new URL(import.meta.resolve("#meeting/mote.html")), "utf8");

test("no key stands in two rows", () => {
    const keys = KEYS.flatMap((row) => row.keys);
    assert.deepEqual(keys, [...new Set(keys)]);
});

test("the keys of a remote control step, to the ends too", () => {
    const expected = { PageDown: "next", ArrowRight: "next", PageUp: "previous", ArrowLeft: "previous" };
    for (const [key, action] of Object.entries({ ...expected, Home: "first", End: "last", Escape: "leave" })) {
        assert.equal(actionOf(key, true), action);
        assert.equal(actionOf(key, false), action);
    }
});

test("up and down turn the place where the slide has places, and step elsewhere", () => {
    assert.deepEqual([actionOf("ArrowDown", true), actionOf("ArrowUp", true)], ["turn", "turnBack"]);
    assert.deepEqual([actionOf("ArrowDown", false), actionOf("ArrowUp", false)], ["next", "previous"]);
});

test("m and M turn in opposite directions, and every digit is a place", () => {
    assert.deepEqual([actionOf("m", false), actionOf("M", false)], ["turn", "turnBack"]);
    assert.deepEqual(new Set([..."0123456789"].map((key) => actionOf(key, false))), new Set(["turnToNumber"]));
});

test("a key that is not in the table does nothing", () => {
    for (const key of ["q", "Tab", "Enter", "F5", " ", "10", ""]) {
        assert.equal(actionOf(key, true), null);
    }
});

test("the speaker is told of the keys in one sentence", () => {
    assert.equal(
        helpText("5"),
        "Tangenter: pilar bläddrar · m byter plats, 1–9 väljer kommun, 0 länet · g grannlän · d definition · t tabell" +
            " · k korta versionen, 5 minuter · s klockan",
    );
});

test("the letter that a button names is the key that does the same", () => {
    const named = [...document.matchAll(/data-do="(\w+)">[^<]*\((\w)\)</g)];
    assert.deepEqual(
        named.map(([, , key]) => [key, actionOf(key, true)]),
        named.map(([, action, key]) => [key, action]),
    );
    assert.equal(named.map(([, , key]) => key).join(""), "mgtdnk");
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { actionOf, helpText, isScrolling, KEYS } from "#meeting/keys.js";

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
        "Tangenter: vänster och höger bläddrar · m, upp och ned byter plats, 1–9 väljer kommun, 0 länet · g grannlän · d definition · t tabell" +
            " · k korta versionen, 5 minuter · s klockan · h och två bokstäver visar en plats · a ett annat mått" +
            " · p parkerar en fråga · l låter deltagarna följa · e frågar dem · o alla bilder · b svart · f fryser rummet" +
            " · n talarens fönster · N anteckningar under bilden · ? alla tangenter",
    );
});

test("the letter that a button names is the key that does the same", () => {
    const named = [...document.matchAll(/data-do="(\w+)">[^<]*\((\w)\)</g)];
    assert.deepEqual(
        named.map(([, , key]) => [key, actionOf(key, true)]),
        named.map(([, action, key]) => [key, action]),
    );
    assert.equal(named.map(([, , key]) => key).join(""), "smgtdnkhoapeN");
});

test("letters and digits do nothing where shortcuts are turned off, named keys do", () => {
    assert.equal(actionOf("t", true, false), null);
    assert.equal(actionOf("3", true, false), null);
    assert.equal(actionOf("ArrowRight", true, false), "next");
    assert.equal(actionOf("Escape", true, false), "leave");
});

test("up and down scroll what is higher than its place, and nothing else does", () => {
    const box = { clientHeight: 700, scrollTop: 0, matches: () => false };
    const within = (scrollHeight, other = {}) => ({ closest: () => ({ ...box, scrollHeight, ...other }) });
    assert.ok(isScrolling("ArrowDown", within(800)) && isScrolling(" ", within(800)));
    assert.ok(!isScrolling("ArrowDown", within(700)) && !isScrolling("PageDown", within(800)));
    const notes = { matches: () => true };
    assert.ok(isScrolling("PageDown", within(800, notes)) && !isScrolling("PageUp", within(800, notes)));
    assert.ok(!isScrolling("PageDown", within(800, { ...notes, scrollTop: 100 })), "at their end the slide is next");
    assert.ok(!isScrolling("ArrowDown", { closest: () => null }) && !isScrolling("ArrowDown", null));
});

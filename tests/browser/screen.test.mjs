import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, isPlainClick, ScreenState, shapeOf } from "#pages/screen.js";

const ÅRE = "/indikator/arbetsloshet?region=2321";
const BERG = "/indikator/arbetsloshet?region=2326";
const chart = (id) => ({ namespace: "dash_core_components", type: "Graph", props: { id } });
const chartPage = (text, id = "diagram") => ({ alive: true, html: { h0: text, h1: "" }, tree: [chart(id)] });
const plainPage = (text) => ({ alive: false, html: { h0: text }, tree: [] });

function settled(address, page) {
    const state = new ScreenState();
    state.start();
    state.show(address, page);
    state.settle();
    return state;
}

test("the first page starts once, when Dash's root stands", () => {
    const state = new ScreenState();
    assert.equal(state.stage, "sent");
    assert.equal(state.start(), true);
    assert.equal(state.start(), false);
    assert.equal(state.stage, "starting");
});

test("the first page is built by Dash and settles when its elements stand", () => {
    const state = new ScreenState();
    state.start();
    assert.equal(state.show(ÅRE, chartPage("Åre")), "rebuild");
    assert.equal(state.stage, "unplaced");
    assert.equal(state.settle(), true);
    assert.equal(state.stage, "settled");
    assert.equal(state.settle(), false);
});

test("another place on the same page fills the elements that stand", () => {
    const state = settled(ÅRE, chartPage("Åre"));
    assert.equal(state.show(BERG, chartPage("Berg")), "fill");
    assert.equal(state.stage, "settled");
    assert.deepEqual(state.shown.html, { h0: "Berg", h1: "" });
});

test("a page of another shape is built anew", () => {
    const state = settled(ÅRE, chartPage("Åre"));
    assert.equal(state.show("/om", plainPage("Om")), "rebuild");
    assert.equal(state.stage, "unplaced");
});

test("only another path makes another page, and only the first page is the first", () => {
    const state = settled(ÅRE, chartPage("Åre"));
    const seen = () => [state.shown.isFirst, state.shown.isAnotherPage];
    assert.deepEqual(seen(), [true, false]);
    state.show(BERG, chartPage("Berg"));
    assert.deepEqual(seen(), [false, false]);
    state.show("/indikator/folkmangd?region=2326", chartPage("Folkmängd"));
    assert.deepEqual(seen(), [false, true]);
});

test("a place chosen before the first page stands is filled in and settles with it", () => {
    const state = new ScreenState();
    state.start();
    state.show(ÅRE, chartPage("Åre"));
    assert.equal(state.show(BERG, chartPage("Berg")), "fill");
    assert.equal(state.stage, "unplaced");
    assert.equal(state.settle(), true);
    assert.equal(state.shown.address, BERG);
});

test("pages with the same elements have one shape, whatever these hold", () => {
    assert.equal(shapeOf(chartPage("Åre")), shapeOf(chartPage("Berg")));
    assert.notEqual(shapeOf(chartPage("")), shapeOf({ alive: false, html: { h0: "", h1: "" }, tree: [] }));
    assert.notEqual(shapeOf(plainPage("")), shapeOf({ alive: false, html: { h0: "", alla: "" }, tree: [] }));
    assert.notEqual(shapeOf(chartPage("")), shapeOf(chartPage("", "profil")));
});

test("an address is path and query, without the hash", () => {
    assert.equal(addressOf(new URL("http://127.0.0.1:8050/indikator/x?region=2321#alla")), "/indikator/x?region=2321");
});

test("a click with another button or a modifier is left to the browser", () => {
    const click = {
        defaultPrevented: false,
        button: 0,
        metaKey: false,
        ctrlKey: false,
        shiftKey: false,
        altKey: false,
    };
    assert.equal(isPlainClick(click), true);
    const others = [{ button: 1 }, { defaultPrevented: true }];
    const modified = ["metaKey", "ctrlKey", "shiftKey", "altKey"].map((key) => ({ [key]: true }));
    for (const change of [...others, ...modified]) {
        assert.equal(isPlainClick({ ...click, ...change }), false, JSON.stringify(change));
    }
});

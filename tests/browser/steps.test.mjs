import assert from "node:assert/strict";
import { test } from "node:test";

import {
    addressOf,
    addressWithPlace,
    clockText,
    drawingOrder,
    nextMunicipality,
    nextNeighbour,
    numberPlaces,
    placeOf,
    planText,
    slideAt,
    slideOfHash,
    steppedSlides,
    TypedNumber,
} from "#meeting/steps.js";

const IS_LONG = [false, false, true, false, false, true, true, false];
const ALL = steppedSlides(IS_LONG, false);
const SHORT = steppedSlides(IS_LONG, true);

test("the short version passes over the slides marked as long", () => {
    assert.deepEqual(ALL, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(SHORT, [0, 1, 3, 4, 7]);
});

test("a step gives the slide beside", () => {
    assert.equal(slideAt(3, 2, ALL, 8), 3);
    assert.equal(slideAt(1, 2, ALL, 8), 1);
});

test("a slide that the short version passes over gives way to the one after it", () => {
    assert.equal(slideAt(2, 2, SHORT, 8), 3);
});

test("a step beyond either end stays at the end", () => {
    assert.equal(slideAt(8, 7, ALL, 8), 7);
    assert.equal(slideAt(-1, 0, ALL, 8), 0);
});

test("a slide passed over gives the next in the direction of the step", () => {
    assert.equal(slideAt(2, 1, SHORT, 8), 3);
    assert.equal(slideAt(2, 3, SHORT, 8), 1);
    assert.equal(slideAt(6, 7, SHORT, 8), 4);
});

test("where no slide is left in that direction, the nearest in the other is shown", () => {
    assert.equal(slideAt(2, 1, [0, 1], 3), 1);
    assert.equal(slideAt(0, 1, [1, 2], 3), 1);
    assert.equal(slideAt(5, 0, [], 3), 2);
});

test("the slide shown is drawn first, then those after it, then those before it from the nearest", () => {
    assert.deepEqual(drawingOrder(2, 5), [2, 3, 4, 1, 0]);
    assert.deepEqual(drawingOrder(0, 3), [0, 1, 2]);
});

test("#3 is the third slide, and anything else the first", () => {
    assert.deepEqual(["#3", "#1", "", "#", "#innehall"].map(slideOfHash), [2, 0, 0, 0, 0]);
});

test("the short version stands in the address, and the rest of the address stays", () => {
    const place = new URL("http://127.0.0.1/mote/2026-11-30?vy=talare#3");
    assert.equal(addressOf(place, true), "/mote/2026-11-30?vy=talare&kort=1#3");
    const short = new URL("http://127.0.0.1/mote/2026-11-30?kort=1#3");
    assert.equal(addressOf(short, true), "/mote/2026-11-30?kort=1#3");
    assert.equal(addressOf(short, false), "/mote/2026-11-30#3");
});

test("the place of the whole story stands in the address, and the rest of the address stays", () => {
    const here = new URL("http://127.0.0.1/mote/2026-11-30?kort=1#3");
    assert.equal(addressWithPlace(here, "2321"), "/mote/2026-11-30?kort=1&plats=2321#3");
    const turned = new URL("http://127.0.0.1/mote/2026-11-30?plats=2321#3");
    assert.equal(placeOf(turned.search), "2321");
    assert.equal(addressWithPlace(turned, "2326"), "/mote/2026-11-30?plats=2326#3");
    assert.equal(addressWithPlace(turned, ""), "/mote/2026-11-30#3");
    assert.equal(placeOf(""), "");
});

const turned = (place, neighbour, why = "") => ({ place, neighbour, why });
const { places, municipalities, neighbours } = numberPlaces([
    turned("Bergs kommun", false),
    turned("Bräcke kommun", false),
    turned("Dalarnas län", true),
    turned("Gävleborgs län", true, "Gävleborgs län saknar siffror."),
    turned("Västernorrlands län", true),
]);

test("places are numbered from one in the order they were sent", () => {
    assert.deepEqual(
        places.map(({ at }) => at),
        [1, 2, 3, 4, 5],
    );
    assert.deepEqual([municipalities.length, neighbours.length], [2, 3]);
});

test("after the last municipality comes the county, and before the county the last", () => {
    assert.deepEqual([nextMunicipality(0, 1, 2), nextMunicipality(1, 1, 2), nextMunicipality(2, 1, 2)], [1, 2, 0]);
    assert.deepEqual([nextMunicipality(0, -1, 2), nextMunicipality(1, -1, 2)], [2, 0]);
});

test("from a neighbouring county the first municipality is next, as from the county", () => {
    assert.equal(nextMunicipality(4, 1, 2), 1);
});

test("a neighbouring county without figures is passed over, and after the last comes the county", () => {
    assert.deepEqual(
        [nextNeighbour(0, neighbours), nextNeighbour(3, neighbours), nextNeighbour(5, neighbours)],
        [3, 5, 0],
    );
});

test("where no neighbouring county has figures there is none to turn to", () => {
    assert.equal(nextNeighbour(0, [turned("Gävleborgs län", true, "Saknas.")]), null);
});

test("the clock counts on past the end, and says so", () => {
    assert.deepEqual([420, 61, 5, 0, -5, -61].map(clockText), [
        "7:00",
        "1:01",
        "0:05",
        "0:00",
        "0:05 över",
        "1:01 över",
    ]);
});

test("the plan says whether one is before or after what was meant for the slides", () => {
    assert.equal(planText(130, [60, 60, 75], 1), "10 sek efter planen");
    assert.equal(planText(57, [60, 60, 75], 1), "3 sek före planen");
    assert.equal(planText(20, [60, 60, 75], 2), "1:40 före planen");
    assert.equal(planText(90, [60, 60, 75], 1), "enligt planen");
});

test("two digits soon after each other are one number where there are so many places", () => {
    const typed = new TypedNumber();
    assert.deepEqual([typed.add(1, 26, 0), typed.add(2, 26, 500), typed.add(6, 26, 900)], [1, 12, 6]);
    assert.deepEqual([typed.add(2, 26, 5_000), typed.add(6, 26, 6_000)], [2, 6]);
    assert.deepEqual([typed.add(1, 8, 9_000), typed.add(2, 8, 9_100)], [1, 2]);
    assert.deepEqual([typed.add(0, 26, 12_000), typed.add(3, 26, 12_100), typed.add(0, 26, 12_200)], [0, 3, 0]);
    assert.equal(typed.add(0, 26, 20_000), 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { areTimes, numberOf, placeAfter, pointOf, rowsPerYear, spoken } from "#pages/chart_steps.js";

const NUMBERS = {
    rows: ["februari 2026", "januari 2026", "december 2025", "november 2025", "oktober 2025"],
    columns: ["Åre", "Riket"],
    cells: [
        ["3,5", "6,1"],
        ["–", "6,2"],
        ["..", "6,0"],
        ["visas inte (sekretess)", "5,9"],
        ["1 234", "−5,8"],
    ],
};
const at = (row, column = 0) => ({ row, column });

test("arrows walk through time and places, and stay at the ends", () => {
    assert.deepEqual(placeAfter("ArrowLeft", at(0), NUMBERS), at(1));
    assert.deepEqual(placeAfter("ArrowRight", at(1), NUMBERS), at(0));
    assert.deepEqual(placeAfter("ArrowRight", at(0), NUMBERS), at(0));
    assert.deepEqual(placeAfter("ArrowDown", at(2), NUMBERS), at(2, 1));
    assert.deepEqual(placeAfter("ArrowDown", at(2, 1), NUMBERS), at(2, 1));
    assert.deepEqual(placeAfter("ArrowUp", at(2, 1), NUMBERS), at(2));
    assert.deepEqual(placeAfter("Home", at(1, 1), NUMBERS), at(4, 1));
    assert.deepEqual(placeAfter("End", at(3, 1), NUMBERS), at(0, 1));
    assert.deepEqual(placeAfter("PageUp", at(0), NUMBERS), at(3)); // three of the rows are in 2025
    assert.equal(placeAfter("a", at(0), NUMBERS), null);
    assert.equal(placeAfter("End", at(0), { rows: [], columns: [], cells: [] }), null);
});

test("rows of places run forwards, ten at a leap", () => {
    const places = { rows: Array.from({ length: 30 }, (_, n) => `Plats ${"abc"[n % 3]}`), columns: ["%"], cells: [] };
    assert.ok(!areTimes(places) && areTimes({ rows: ["2025/26"] }) && areTimes({ rows: ["2026"] }));
    assert.deepEqual(placeAfter("ArrowRight", at(3), places), at(4));
    assert.deepEqual(placeAfter("ArrowLeft", at(3), places), at(2));
    assert.deepEqual(placeAfter("PageDown", at(3), places), at(13));
    assert.deepEqual(placeAfter("Home", at(3), places), at(0));
    assert.deepEqual(placeAfter("End", at(3), places), at(29));
});

test("a year has as many rows as its fullest one", () => {
    assert.equal(rowsPerYear(["kvartal 1 2026", "kvartal 4 2025", "kvartal 3 2025"]), 2);
    assert.equal(rowsPerYear(["2026", "2025", "2024"]), 1);
    assert.equal(rowsPerYear([]), 1);
});

test("a number is said with its unit, a sign as its word, and a word as it is", () => {
    const signs = { "–": "inget att redovisa", "..": "saknas" };
    assert.equal(spoken(at(0), NUMBERS, "procent", signs), "februari 2026, Åre: 3,5 procent");
    assert.equal(spoken(at(1), NUMBERS, "procent", signs), "januari 2026, Åre: inget att redovisa");
    assert.equal(spoken(at(2), NUMBERS, "procent", signs), "december 2025, Åre: saknas");
    assert.equal(spoken(at(3), NUMBERS, "procent", signs), "november 2025, Åre: visas inte (sekretess)");
    assert.equal(spoken(at(4, 1), NUMBERS, "procent", signs), "oktober 2025, Riket: −5,8 procent");
});

test("a change in per cent is said in percentage points, a place in an order without unit, nothing as nothing", () => {
    const places = {
        rows: ["Åre"],
        columns: ["%", "på ett år", "plats från lägst", "29 september 2026"],
        cells: [["3,5", "−0,1", "2", ""]],
    };
    const said = (column, unit = "procent") => spoken({ row: 0, column }, places, unit, {});
    assert.equal(said(0), "Åre: 3,5 procent");
    assert.equal(said(1), "Åre, på ett år: −0,1 procentenheter");
    assert.equal(said(1, "personer"), "Åre, på ett år: −0,1 personer");
    assert.equal(said(2), "Åre, plats från lägst: 2");
    assert.equal(said(3), "Åre, 29 september 2026: inget tal");
});

test("a share is said of what it is, with riket's beside it, and a sign still says of what", () => {
    const places = {
        rows: ["Åre", "Riket"],
        columns: ["% av alla", "% av näringslivet", "SCB:s lista, % av alla"],
        cells: [
            ["4–6", "–", "4"],
            ["4,1", "6,0", ".."],
        ],
        beside: 1,
    };
    const said = (row, column) => spoken({ row, column }, places, "procent", { "–": "inget att redovisa" });
    assert.equal(said(0, 0), "Åre: 4–6 procent av alla, mot 4,1 i riket");
    assert.equal(said(0, 1), "Åre, av näringslivet: inget att redovisa");
    assert.equal(said(0, 2), "Åre, SCB:s lista: 4 procent av alla");
    assert.equal(said(1, 0), "Riket: 4,1 procent av alla");
});

test("a key figure has its own unit and year, and is no period whatever it ends in", () => {
    const figures = {
        rows: ["Utbildade 25–64", "Företag"],
        columns: ["Åre kommun", "Riket"],
        cells: [
            ["38,7", "45,0"],
            ["6,3", ".."],
        ],
        units: ["%", "antal/1000 inv"],
        years: ["2025", "2024"],
    };
    assert.ok(!areTimes(figures));
    assert.equal(spoken(at(0), figures, "", {}), "Utbildade 25–64, 2025, Åre kommun: 38,7 procent");
    assert.equal(spoken(at(1), figures, "", {}), "Företag, 2024, Åre kommun: 6,3 antal/1000 inv");
    assert.equal(spoken(at(1, 1), figures, "", { "..": "saknas" }), "Företag, 2024, Riket: saknas");
});

test("Swedish numbers are read as such", () => {
    assert.equal(numberOf("1\u00a0234"), 1234);
    assert.equal(numberOf("−5,8"), -5.8);
    assert.equal(numberOf("+2"), 2);
    assert.ok(Number.isNaN(numberOf("–")));
    assert.ok(Number.isNaN(numberOf("minst 12")));
});

test("the point marked is the one whose value the table rounds, or none", () => {
    const traces = [
        { name: "Riket", y: [5.8, 5.9, 6.0, 6.2, 6.1] },
        { name: "Åre", y: [3.1, 3.2, 3.3, null, 3.4567] },
    ];
    assert.deepEqual(pointOf(at(0), NUMBERS, traces), { curveNumber: 1, pointNumber: 4 });
    assert.deepEqual(pointOf(at(1, 1), NUMBERS, traces), { curveNumber: 0, pointNumber: 3 });
    assert.equal(pointOf(at(1), NUMBERS, traces), null);
    assert.equal(pointOf(at(4, 1), NUMBERS, traces), null); // another sign
    assert.equal(pointOf(at(0), NUMBERS, [{ name: "Åre", y: [9] }, { name: "Åre" }]), null);
});

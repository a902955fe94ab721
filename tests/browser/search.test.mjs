import assert from "node:assert/strict";
import { test } from "node:test";

import { formAddress, optionAfter, suggestionAddress } from "../../dashboard/web/assets/search.js";

test("arrows go through the options and back to the field", () => {
    assert.deepEqual(
        [-1, 0, 1, 2].map((at) => optionAfter(at, 3, "ArrowDown")),
        [0, 1, 2, -1],
    );
    assert.deepEqual(
        [-1, 0, 1, 2].map((at) => optionAfter(at, 3, "ArrowUp")),
        [2, -1, 0, 1],
    );
    assert.equal(optionAfter(-1, 0, "ArrowDown"), -1);
});

test("one letter suggests nothing, two do, with what the form holds beside", () => {
    assert.equal(suggestionAddress("/sok", [["q", " a "]]), "");
    assert.equal(
        suggestionAddress("/sok", [
            ["q", "åre"],
            ["region", "2321"],
        ]),
        "/_forslag?q=%C3%A5re&region=2321",
    );
    assert.equal(
        suggestionAddress("/platser", [
            ["q", "be"],
            ["vidare", "/?region=00"],
        ]),
        "/_forslag?sort=plats&q=be&vidare=%2F%3Fregion%3D00",
    );
});

test("a form leads to its address with what is filled in", () => {
    assert.equal(formAddress("/sok", [["q", ""]]), "/sok");
    assert.equal(
        formAddress("/indikator/brp", [
            ["fran", "2019"],
            ["till", ""],
        ]),
        "/indikator/brp?fran=2019",
    );
});

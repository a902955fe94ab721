import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { Figures } from "#meeting/figures.js";

const FIGURE = { data: [], layout: { width: 1744, height: 800 } };
const PAYLOAD = { schema: 1, version: "a", figures: [FIGURE, null], config: {} };
const answers = [];
const asked = [];
const server = createServer((request, response) => {
    asked.push(request.url);
    const [status, body] = answers.shift();
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
});
let figures;

before(async () => {
    globalThis.document = { fonts: { load: async () => [] } }; // node has no fonts to wait for
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
});
after(() => server.close());

function serve(...next) {
    answers.push(...next);
    asked.length = 0;
    figures = new Figures(`http://127.0.0.1:${server.address().port}/figurer/`);
}

test("the figures of a size are fetched once", async () => {
    serve([200, PAYLOAD]);
    const [one, other] = await Promise.all([figures.payload("slide"), figures.payload("slide")]);
    assert.deepEqual(one.figures, [FIGURE, null]);
    assert.equal(one, other);
    assert.deepEqual(asked, ["/figurer/slide.json"]);
});

test("a failed fetch is said in a sentence and not remembered", async () => {
    serve([503, {}], [200, PAYLOAD]);
    await assert.rejects(figures.payload("phone"), { message: "Figurerna kunde inte hämtas. Ladda om sidan." });
    assert.equal((await figures.payload("phone")).version, "a");
});

test("figures of another schema are refused with a sentence", async () => {
    serve([200, { ...PAYLOAD, schema: 2 }]);
    await assert.rejects(figures.payload("slide"), { message: "Sidan är äldre än servern. Ladda om sidan." });
});

test("figures for paper are asked for anew", async () => {
    serve([200, PAYLOAD], [200, { ...PAYLOAD, version: "b" }]);
    assert.equal((await figures.payload("paper")).version, "a");
    assert.equal((await figures.refetch("paper")).version, "b");
    assert.equal((await figures.payload("paper")).version, "b");
});

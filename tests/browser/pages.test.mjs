import assert from "node:assert/strict";
import { test } from "node:test";

import {
    boxedChartsOf,
    chartsOf,
    expandAnswer,
    jsonAddress,
    LONGEST_KEPT_MS,
    Pages,
    unreachablePage,
} from "#pages/pages.js";

const ÅRE = "/indikator/arbetsloshet?region=2321";
const page = (title) => ({ title, status: 200, tree: [], html: { h0: title }, alive: false });
const answer = (pages, more = {}) => ({ v: 1, store: "a", size: "screen", parts: [], pages, ...more });

/** Pages over a server that gives one answer after the other (a text fails with it), and what it was asked. */
function pagesOver(...answers) {
    const asked = [];
    const clock = { now: 1000 };
    const ask = async (address) => {
        asked.push(address);
        const next = answers.shift();
        if (typeof next === "string") {
            throw new Error(next);
        }
        return next;
    };
    const restarts = [];
    const pages = new Pages({ schema: 1, ask, startOver: () => restarts.push(clock.now), now: () => clock.now });
    return { pages, asked, clock, restarts };
}

test("a reference stands for its part, which may refer to earlier parts", () => {
    const parts = [[1, 2, 3], { x: { $: 0 }, y: null }];
    const pages = { "/": { title: "T", tree: [{ $: 1 }, { $: 0 }], status: 200 } };
    assert.deepEqual(expandAnswer({ parts, pages }), {
        "/": { title: "T", tree: [{ x: [1, 2, 3], y: null }, [1, 2, 3]], status: 200 },
    });
});

test("an answer without references is itself", () => {
    const pages = { "/": { title: "", html: {}, tree: [[], {}, 0, false, "$"] } };
    assert.deepEqual(expandAnswer({ parts: [], pages }), pages);
});

test("charts are found in their order, however deep they stand", () => {
    const element = (...children) => ({ namespace: "dash_html_components", type: "Div", props: { children } });
    const chart = (id) => ({ namespace: "dash_core_components", type: "Graph", props: { id, figure: {} } });
    const empty = { namespace: "dash_html_components", type: "Div", props: { "data-html": "h0" } };
    const tree = [empty, element(chart("first"), element(empty, chart("second")))];
    assert.deepEqual(
        chartsOf(tree).map(({ id }) => id),
        ["first", "second"],
    );
});

test("a list of short values is itself, one with a reference among them is spelled out", () => {
    const numbers = [1, null, "2026-08"];
    const found = expandAnswer({ parts: [{ x: numbers }], pages: { "/": { tree: ["text", { $: 0 }, { $: 0 }] } } });
    assert.deepEqual(found, { "/": { tree: ["text", { x: numbers }, { x: numbers }] } });
    assert.equal(found["/"].tree[1], found["/"].tree[2]);
    assert.equal(found["/"].tree[1].x, numbers);
});

test("a chart is found with the element that says its unit and its height", () => {
    const chart = { namespace: "dash_core_components", type: "Graph", props: { id: "diagram", figure: {} } };
    const div = (props) => ({ namespace: "dash_html_components", type: "Div", props });
    const box = { className: "duk", "data-enhet": "procent", children: [div({ children: [chart] })] };
    const [found, ...more] = boxedChartsOf([div({ children: [div(box)] })]);
    assert.deepEqual(more, []);
    assert.equal(found.chart, chart.props);
    assert.equal(found.box["data-enhet"], "procent");
    assert.deepEqual(boxedChartsOf([chart])[0].box, {});
});

test("an address is asked for with its query escaped", () => {
    assert.equal(jsonAddress("phone", "/?a=1&b=å"), "/_sida?yta=phone&adress=%2F%3Fa%3D1%26b%3D%C3%A5");
});

test("a page is asked for once, and again when it is ten minutes old", async () => {
    const { pages, asked, clock } = pagesOver(answer({ [ÅRE]: page("first") }), answer({ [ÅRE]: page("second") }));
    assert.equal((await pages.page("screen", ÅRE)).title, "first");
    clock.now += LONGEST_KEPT_MS - 1;
    assert.equal((await pages.page("screen", ÅRE)).title, "first");
    clock.now += 1;
    assert.equal((await pages.page("screen", ÅRE)).title, "second");
    assert.equal(asked.length, 2);
});

test("pages that travel along with the one asked for are known", async () => {
    const { pages, asked } = pagesOver(answer({ [ÅRE]: page("all"), [`${ÅRE}&fran=2024-08`]: page("two years") }));
    await pages.fetch("screen", ÅRE);
    assert.equal((await pages.page("screen", `${ÅRE}&fran=2024-08`)).title, "two years");
    assert.equal(asked.length, 1);
});

test("a page for a screen is not shown on a phone", async () => {
    const { pages } = pagesOver(answer({ [ÅRE]: page("wide") }));
    await pages.fetch("screen", ÅRE);
    assert.equal(pages.known("phone", ÅRE), null);
});

test("two who want the same page at the same time ask once", async () => {
    const { pages, asked } = pagesOver(answer({ [ÅRE]: page("one") }));
    const [one, other] = await Promise.all([pages.page("screen", ÅRE), pages.page("screen", ÅRE)]);
    assert.equal(one, other);
    assert.equal(asked.length, 1);
});

test("pages of an earlier store are forgotten when a page of a later one comes", async () => {
    const { pages } = pagesOver(answer({ "/": page("old") }), answer({ "/om": page("new") }, { store: "b" }));
    await pages.fetch("screen", "/");
    await pages.fetch("screen", "/om");
    assert.equal(pages.known("screen", "/"), null);
    assert.equal(pages.known("screen", "/om").title, "new");
});

test("a server of another schema starts the page over, and nothing of it is kept", async () => {
    const { pages, restarts } = pagesOver(answer({ "/": page("unreadable") }, { v: 2 }));
    await pages.fetch("screen", "/");
    assert.deepEqual(restarts, [1000]);
    assert.equal(pages.known("screen", "/"), null);
});

test("a server that does not answer gives no page, and is asked again the next time", async () => {
    const { pages, asked } = pagesOver("HTTP 502", answer({ "/": page("back") }));
    assert.equal(await pages.page("screen", "/"), null);
    const failed = unreachablePage();
    assert.equal(failed.alive, false);
    assert.match(failed.html.h0, /role="alert"[^>]*>Servern svarar inte\. Kontrollera att Länspuls är i gång/);
    assert.equal((await pages.page("screen", "/")).title, "back");
    assert.equal(asked.length, 2);
});

test("an answer that lacks the page asked for gives none either", async () => {
    const { pages } = pagesOver(answer({ "/om": page("another") }));
    assert.equal(await pages.page("screen", "/"), null);
});

test("a neighbour that does not come disturbs nobody, and is asked for when it is wanted", async () => {
    const { pages, asked } = pagesOver("HTTP 500", answer({ "/": page("wanted") }));
    await pages.fetchAhead("screen", "/");
    assert.equal((await pages.page("screen", "/")).title, "wanted");
    await pages.fetchAhead("screen", "/");
    assert.equal(asked.length, 2);
});

test("of what is pointed at while a guess is on its way only the last is fetched, and what is wanted waits for none", async () => {
    const asked = [];
    const open = new Map();
    const ask = (address) => new Promise((done) => open.set(address, done) && asked.push(address));
    const pages = new Pages({ schema: 1, ask, startOver: () => assert.fail("another version") });
    const answered = async (address) => {
        open.get(jsonAddress("screen", address))(answer({ [address]: page(address) }));
        await new Promise((later) => setTimeout(later));
    };
    for (let n = 0; n < 300; n += 1) {
        pages.guess("screen", `/?region=${n}`);
    }
    const wanted = pages.page("screen", "/om");
    assert.deepEqual(
        asked,
        ["/?region=0", "/om"].map((address) => jsonAddress("screen", address)),
    );
    await answered("/om");
    assert.equal((await wanted).title, "/om");
    await answered("/?region=0");
    assert.equal(asked.at(-1), jsonAddress("screen", "/?region=299"));
    await answered("/?region=299");
    await pages.guess("screen", "/?region=299"); // known by now
    assert.equal(asked.length, 3);
    pages.guess("screen", "/kallor");
    assert.equal(asked.at(-1), jsonAddress("screen", "/kallor"));
});

test("a guess that fails leaves room for the next", async () => {
    const { pages, asked } = pagesOver("HTTP 500", answer({ "/om": page("guessed") }));
    await pages.guess("screen", "/");
    await pages.guess("screen", "/om");
    assert.equal(pages.known("screen", "/om").title, "guessed");
    assert.equal(asked.length, 2);
});

test("what is older than ten minutes is let go, however long the page stays open", async () => {
    const { pages, clock } = pagesOver(answer({ "/om": page("Om") }), answer({ "/sok": page("Sök") }));
    await pages.page("screen", "/om");
    clock.now += LONGEST_KEPT_MS;
    await pages.page("screen", "/sok");
    assert.equal(pages.held, 1);
    assert.equal(pages.known("screen", "/sok").title, "Sök");
});

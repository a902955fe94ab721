import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { ask, readJson, Told, toldOf } from "#meeting/asking.js";
import { sendUntilTaken } from "#meeting/figures.js";

let answer = (_request, response) => response.end();
const server = createServer((request, response) => answer(request, response));
let address = "";

before(async () => {
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    address = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
    server.closeAllConnections();
    server.close();
});

function serve(...answers) {
    answer = (request, response) => {
        const [status, body, headers = {}] = answers.shift();
        request.resume().on("end", () => response.writeHead(status, headers).end(body));
    };
}

test("an answer comes with its body, whatever its status", async () => {
    serve([422, '{"message":"Siffrorna har ändrats."}']);
    const { answer, body } = await ask(address, readJson);
    assert.deepEqual([answer.status, body.message], [422, "Siffrorna har ändrats."]);
});

test("a page instead of JSON is nothing", async () => {
    serve([500, "<!doctype html>"]);
    assert.equal((await ask(address, readJson)).body, null);
});

test("a server that takes too long is told of, also where it begins to answer and stops", async () => {
    const message = "Servern har inte svarat på 0.1 sekunder. Försök igen om en stund.";
    answer = () => undefined;
    await assert.rejects(ask(address, readJson, { seconds: 0.1 }), { message });
    answer = (_, response) => response.writeHead(200).write("{");
    await assert.rejects(ask(address, readJson, { seconds: 0.1 }), { message });
});

test("a server that closes the line, or is not there, is told of in Swedish", async () => {
    const message = "Servern svarar inte. Kontrollera att Länspuls är i gång och försök igen.";
    answer = (request) => request.socket.destroy();
    await assert.rejects(ask(address, readJson), { message });
    await assert.rejects(ask("http://127.0.0.1:9/", readJson), { message });
});

test("what nobody foresaw is told of in general words", () => {
    assert.equal(toldOf(new Told("Servern svarar inte.")), "Servern svarar inte.");
    for (const thrown of [new TypeError("x is undefined"), "x", undefined, {}]) {
        assert.equal(toldOf(thrown), "Något gick fel i webbläsaren. Ladda om sidan och försök igen.");
    }
});

test("figures are sent again while the server makes other documents, and its refusal is told in its words", async () => {
    const said = [];
    serve([503, "{}", { "Retry-After": "0.01" }], [200, "%PDF"]);
    const made = await sendUntilTaken(address, "{}", (text) => said.push(text));
    assert.equal(await made.text(), "%PDF");
    assert.deepEqual(said, ["Andra dokument sätts just nu. Väntar på tur …"]);
    serve([504, '{"message":"Dokumentet blev inte klart."}']);
    await assert.rejects(
        sendUntilTaken(address, "{}", () => undefined),
        { message: "Dokumentet blev inte klart." },
    );
    serve([500, "<!doctype html>"]);
    await assert.rejects(
        sendUntilTaken(address, "{}", () => undefined),
        {
            message: "PDF:en kunde inte göras. Försök igen.",
        },
    );
});

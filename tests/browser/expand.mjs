/* Spells out answers as the browser does: a line of JSON in ({parts, pages}), a line out. For tests/dashboard/web/test_page_json.py. */

import { createInterface } from "node:readline";

import { expandAnswer } from "#pages/pages.js";

for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(expandAnswer(JSON.parse(line)))}\n`);
}

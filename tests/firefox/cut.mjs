// A connection that breaks off in the middle of a file, in Firefox, which ends such a body as if that were all of it.
// Reads a line of JSON with what to expect; says "told" once the page has told it; and after another line tries again.

import assert from "node:assert/strict";
import { createInterface } from "node:readline/promises";
import { Firefox } from "./firefox.mjs";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;
const { program, root, address, field, day, reason, detail, path, deadlines } = JSON.parse(await next());

const firefox = await Firefox.start(program, root);
const { page } = firefox;
try {
  await page.goto(address);
  await firefox.says(".sim-failed .sim-reason", reason);
  await firefox.says(".sim-failed .sim-detail", detail);
  await firefox.says(".sim-statics", path);
  assert.equal(await page.$eval(field, (input) => input.value), day);
  console.log("told");
  await next();
  await firefox.tabTo(".sim-failed button");
  await page.keyboard.press("Enter");
  await firefox.says(".sim-part[data-part=deadlines]", ...deadlines);
  assert.equal(await page.$eval(field, (input) => input.value), day);
} finally {
  await firefox.stop();
}
process.exit();

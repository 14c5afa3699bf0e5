// Spoils a start image as no build would: node spoil.mjs IMAGE CORE cut FUNCTION | node spoil.mjs IMAGE CORE empty
//   cut    takes a function away that CORE exports, as if the training had never reached it
//   empty  makes it ask nothing instead of the package
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { instructionsOf } from "../../playbook_sim/site/runtime/image/calls.mjs";
import { read } from "../../playbook_sim/site/runtime/image/wasm.mjs";

const GLOBAL_GET = 0x23;
const [image, core, how, name] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(image));

if (how === "cut") {
  const whole = read(new Uint8Array(readFileSync(core)));
  const { index } = whole.exports.find((entry) => entry.name === name);
  const body = read(bytes).bodies[index - whole.imported];
  const at = instructionsOf(body);
  if (body[at] !== GLOBAL_GET) throw new Error(`${name} does not begin as expected`);
  body.set([0x00, 0x01, 0x01], at); // unreachable, and as much of nothing as the instruction was long
} else {
  const notes = Buffer.from(bytes.buffer);
  const at = notes.lastIndexOf('"handle":') + '"handle":'.length;
  const end = notes.indexOf(",", at);
  notes.fill(" ", at, end);
  notes.write("0", at);
}
rmSync(image); // it may be a link
writeFileSync(image, bytes);

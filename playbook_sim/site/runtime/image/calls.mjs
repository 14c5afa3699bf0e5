// Which functions a function calls directly. An instruction that is not known here is an error, never a guess.

import { Reader } from "./reader.mjs";

const ONE_NUMBER = new Set([
  0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18, // blocks, branches and exceptions
  0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, // variables and tables
  0x3f, 0x40, 0x41, 0x42, 0xd0, // size of memory, constants, null
]);
const NO_NUMBER = new Set([0x00, 0x01, 0x05, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1]);
const NAMES_A_FUNCTION = new Set([0x10, 0x12, 0xd2]);
const CALLS_THROUGH_A_TABLE = new Set([0x11, 0x13]);
const OTHER_MEMORY = 0x40;
// Numbers after 0xfc and its own number: conversions, copying and filling, tables. Data is never copied by number.
const BULK = [0, 0, 0, 0, 0, 0, 0, 0, null, null, 2, 1, 2, null, 2, 1, 1, 1];

/** Where the instructions of a body begin: after its local variables. */
export function instructionsOf(body) {
  const reader = new Reader(body);
  for (let groups = reader.number(); groups > 0; groups--) reader.skip(2);
  return reader.at;
}

/** The indices of the functions that a body calls or names. Throws an Error at an instruction that is not known. */
export function callees(body) {
  const found = [];
  const reader = new Reader(body, instructionsOf(body));
  while (!reader.ended) {
    const code = reader.byte();
    if (NAMES_A_FUNCTION.has(code)) found.push(reader.number());
    else pass(reader, code);
  }
  if (reader.at !== body.length) throw new Error("a function does not end where it should");
  return found;
}

function pass(reader, code) {
  if (CALLS_THROUGH_A_TABLE.has(code)) reader.skip(2);
  else if (ONE_NUMBER.has(code)) reader.skip();
  else if (code >= 0x28 && code <= 0x3e) passAddress(reader);
  else if (code === 0x43) reader.take(4);
  else if (code === 0x44) reader.take(8);
  else if (code === 0x0e) reader.skip(reader.number() + 1);
  else if (code === 0x1c) reader.skip(reader.number());
  else if (code === 0xfc) passBulk(reader);
  else if (!NO_NUMBER.has(code) && !(code >= 0x45 && code <= 0xc4)) unknown(code);
}

function passAddress(reader) {
  const alignment = reader.number();
  if (alignment & OTHER_MEMORY) unknown(alignment);
  reader.skip();
}

function passBulk(reader) {
  const number = reader.number();
  const numbers = BULK[number] ?? unknown(number);
  reader.skip(numbers);
}

function unknown(code) {
  throw new Error(`unknown instruction 0x${code.toString(16)}`);
}

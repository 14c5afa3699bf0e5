// Reading what people bring: files in whatever encoding their spreadsheet writes, and rows from the clipboard.

import { shown } from "../untrusted.js";

/** Bytes of a file, or characters pasted, that are read at most. */
export const LARGEST = 20 * 1024 * 1024;
const ZIP = "PK"; // how a spreadsheet's workbook begins

/** Why a file cannot be read; `key` is the sentence of the word list that says so, `values` fill it in. */
export class FileError extends Error {
  constructor(key, values) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/** The text of a `File` and whether it was not in UTF-8: `{text, guessed}`. Breaks with FileError. */
export async function readText(file) {
  const { name } = file;
  if (file.size > LARGEST) throw new FileError("too_big", { name: shown(name), size: LARGEST / 1024 / 1024 });
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (String.fromCharCode(...bytes.slice(0, 2)) === ZIP) throw new FileError("workbook", { name: shown(name) });
  return decoded(bytes);
}

/** Bytes as text: by their mark, else UTF-8, else what Windows writes in Western Europe. */
export function decoded(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), guessed: false };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes), guessed: false };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), guessed: false };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), guessed: true };
  }
}

/** `json` or `csv`, by how the text begins. */
export function formatOf(text) {
  return /^\s*[[{]/.test(text) ? "json" : "csv";
}

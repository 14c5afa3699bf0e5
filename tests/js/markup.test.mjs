// Markup taken apart as text: what comes of it must be what a parser would find.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  attributesOf,
  insideOf,
  nameOf,
  piecesOf,
  tagOf,
} from "../../overrides/assets/javascripts/simulator/markup.js";

test("markup falls into its texts and elements, whatever lies in them", () => {
  const pieces = [
    '<p class="a">One <b>two <b>three</b></b></p>',
    " &lt;four&gt; ",
    '<input type="checkbox" checked>',
    "<inputs></inputs>",
    '<svg viewBox="0 0 1 1"><line x1="0"></line></svg>',
    "five",
  ];
  assert.deepEqual(piecesOf(pieces.join("")), pieces);
  assert.deepEqual(piecesOf(""), []);
});

test("what is left open is one piece, and comes to an end", () => {
  for (const spoilt of ["<p>one", "<p", "<p><b>one</p", "<"]) assert.deepEqual(piecesOf(`text${spoilt}`), ["text", spoilt]);
});

test("a piece tells its name, its tag, its attributes and what is inside", () => {
  const piece = '<p class="a b" data-item="x" hidden><i>one</i> two</p>';
  assert.equal(nameOf(piece), "p");
  assert.equal(tagOf(piece), '<p class="a b" data-item="x" hidden>');
  assert.equal(insideOf(piece), "<i>one</i> two");
  assert.deepEqual([...attributesOf(tagOf(piece))], [["class", "a b"], ["data-item", "x"], ["hidden", ""]]);
  assert.equal(insideOf('<input type="date">'), "");
  assert.equal(nameOf("text"), undefined);
  assert.equal(tagOf("text"), "");
});

// Markup taken apart as text: what comes of it must be what a parser would find.

import assert from "node:assert/strict";
import { test } from "node:test";

import { piecesOf } from "../../overrides/assets/javascripts/simulator/markup.js";

const written = (html) => piecesOf(html).map(({ markup }) => markup);

test("markup falls into its texts and elements, whatever lies in them", () => {
  const pieces = [
    '<p class="a">One <b>two <b>three</b></b></p>',
    " &lt;four&gt; ",
    '<input type="checkbox" checked>',
    "<inputs></inputs>",
    '<svg viewBox="0 0 1 1"><line x1="0"></line></svg>',
    "five",
  ];
  assert.deepEqual(written(pieces.join("")), pieces);
  assert.deepEqual(written(""), []);
});

test("what is left open is one piece, and comes to an end", () => {
  for (const spoilt of ["<p>one", "<p", "<p><b>one</p", "<"]) assert.deepEqual(written(`text${spoilt}`), ["text", spoilt]);
});

test("a piece tells its name, its tag, its attributes and what is inside", () => {
  const [piece] = piecesOf('<p class="a b" data-item="x" hidden><i>one</i> two</p>');
  assert.equal(piece.name, "p");
  assert.equal(piece.isText, false);
  assert.equal(piece.tag, '<p class="a b" data-item="x" hidden>');
  assert.deepEqual(piece.inside.map(({ markup }) => markup), ["<i>one</i>", " two"]);
  assert.deepEqual([...piece.attributes], [["class", "a b"], ["data-item", "x"], ["hidden", ""]]);
  assert.deepEqual(piecesOf('<input type="date">')[0].inside, []);
});

test("a text has neither name nor tag, nor anything inside that would be taken apart again", () => {
  const [text] = piecesOf("text");
  assert.equal(text.isText, true);
  assert.equal(text.name, undefined);
  assert.equal(text.tag, "");
  assert.deepEqual([...text.attributes], []);
});

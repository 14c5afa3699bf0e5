"""The answer as Markdown: what the text says, with structure, and nothing in it that was not meant as markup."""

from __future__ import annotations

import re
from dataclasses import replace

from playbook_sim.rendering.lines import answer_lines
from playbook_sim.rendering.markdown import render_markdown

LINK = "https://example.com/en/simulator/#a_b=*c*"


def _read(markdown: str) -> str:
    """The words of a Markdown text as a reader sees them."""
    text = re.sub(r"^(#+ |\s*- (\[ \] )?|\d+\. |`+(text)?$)", "", markdown, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)(\*\*|<(?=https?:)|(?<=[^\s\\])>)", "", text)
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", text).split())


def test_it_says_what_the_text_says(book, answers, lang):
    for answer in answers[::3]:
        read = _read(render_markdown(book, answer, lang, link=LINK))
        for line in answer_lines(book, answer, lang, LINK, {}):
            if line.role != "by_hand":
                words = " ".join((line.lead + line.text).removeprefix("- ").split())  # `_read` leaves list marks out
                assert words in read, (answer.case, line)


def test_its_headings_are_the_parts_and_its_steps_are_numbered(book, resolve):
    written = render_markdown(book, resolve("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10"), "en")
    assert written.startswith("# DSers on Tmall · Shipment overdue · Today: Thu 12 March 2026\n\n## The facts\n\n- **")
    for key in ("now", "steps", "deadlines", "evidence", "messages", "why"):
        assert f"\n\n## {book.words[f'part.{key}']['en']}\n\n" in written
    assert re.findall(r"^(\d)\. \*\*\\\[", written, flags=re.MULTILINE) == ["1", "2", "3", "4", "5"]


def test_what_looks_like_markup_is_no_markup(book, resolve):
    hostile = "1. <b>*x*</b> [a](b) `c` _d_ | ~e~ & # f"
    answer = resolve("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    (path,) = answer.paths
    steps = [replace(step, step=replace(step.step, do={"en": hostile, "it": hostile})) for step in path.steps]
    written = render_markdown(book, replace(answer, paths=(replace(path, steps=tuple(steps)),)), "en")
    escaped = r"1. \<b\>\*x\*\</b\> \[a\](b) \`c\` \_d\_ \| \~e\~ \& # f"
    assert written.count(escaped) == len(steps) + 1  # what to do now says it too
    assert hostile not in written


def test_a_message_stands_as_it_is_to_be_sent(book, resolve):
    answer = resolve("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    written = render_markdown(book, answer, "en", blanks={"order": "```* 7 *```"})
    fence = next(line for line in written.splitlines() if line.startswith("`"))
    assert fence == "````text"
    message = written.split(f"\n{fence}\n")[1].split("\n````\n")[0]
    assert "```* 7 *```" in message
    assert "[order number]" not in message

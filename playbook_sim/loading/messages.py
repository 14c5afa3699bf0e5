"""The messages ready to send: ``messages/*.toml`` and the blanks in them, ``blanks.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playbook_sim.conditions import GIVEN
from playbook_sim.errors import RulebookError
from playbook_sim.loading.facts import conditions
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.mistakes import Entries, Mistakes
from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table, suggestion
from playbook_sim.message_texts import PLACEHOLDER, begins_with, condition_of
from playbook_sim.model import Blank, Citation, Fact, Limit, Message, Text

BLANK_KINDS = ("text", "lines", "date")
"""What a blank may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the messages may refer to. ``message_languages``: those in which they are written."""

    languages: tuple[str, ...]
    message_languages: tuple[str, ...]
    citations: Entries[Citation]
    actors: Mapping[str, Text]
    facts: Entries[Fact]
    limits: Entries[Limit]


def load_messages(files: RulebookFiles, known: Known, mistakes: Mistakes) -> Entries[Message]:
    """``messages/*.toml``. A placeholder may name a fact, a limit or a blank; a paragraph may depend on a fact."""
    blanks = _blanks(files, known.message_languages, mistakes)
    entries = files.entries(files.names("messages"), mistakes)
    messages = mistakes.each(entries, lambda id_, entry: _message(entry, id_, known, blanks))
    used = {blank for message in messages.values() for blank in message.blanks}
    unused = sorted(blanks.keys() - used)
    if unused and messages.complete:
        with mistakes.beside():
            what = f"no message uses {unused[0]!r}; take it out"
            raise RulebookError("blanks.toml", what, "placeholder_unused", found=unused[0])
    return messages


def _blanks(files: RulebookFiles, languages: tuple[str, ...], mistakes: Mistakes) -> Entries[Blank]:
    with mistakes.beside():
        table = files.table("blanks.toml")
        return mistakes.each(Entries(dict.fromkeys(table, table)), lambda id_, table: _blank(table, id_, languages))
    return Entries(whole=False)


def _blank(table: Table, id_: str, languages: tuple[str, ...]) -> Blank:
    entry = table.entry(id_)
    blank = Blank(id=id_, kind=entry.choice("kind", BLANK_KINDS), label=entry.text("label", languages))
    entry.finish()
    return blank


def _message(entry: Table, id_: str, known: Known, blanks: Entries[Blank]) -> Message:
    subject = entry.text("subject", known.message_languages)
    written = entry.text("body", known.message_languages)
    # What reads paragraphs knows them by one empty line; to an editor, two are as good.
    body = {language: re.sub(r"\n{3,}", "\n\n", text.strip()) for language, text in written.items()}
    kinds = {"fact": known.facts, "limit": known.limits, "blank": blanks, "when": known.facts, "with": blanks}
    used = [*_placeholders(entry, "subject", subject, kinds), *_placeholders(entry, "body", body, kinds)]
    message = Message(
        id=id_,
        title=entry.text("title", known.languages),
        to=entry.choice("to", known.actors),
        subject=subject,
        body=body,
        blanks={blank: blanks[blank] for blank in sorted(used)},
        true_when=conditions(entry.table_or_empty("true_when"), known.facts, given=True),
        cites=cites(entry, known.citations),
    )
    entry.finish()
    return message


def _placeholders(entry: Table, part: str, text: Text, known: Mapping[str, Entries]) -> list[str]:
    """The blanks used in ``part``, after checking that every placeholder exists and all languages hold the same."""
    used: dict[str, set[str]] = {}
    for language in text:
        place = f"{part}.{language}"
        found = set(PLACEHOLDER.findall(text[language]))
        for placeholder in sorted(found):
            kind, _, id_ = placeholder.partition(":")
            if kind not in known:
                accepted = "{fact:ID}, {limit:ID}, {blank:ID}, {when:ID} or {with:ID}"
                what = f"found {{{placeholder}}}; write {accepted}"
                entry.fail(place, what, "placeholder_kind", found=placeholder)
            if kind == "when":
                _condition(entry, place, text[language], placeholder, known["when"])
            elif not known[kind].may_have(id_):
                _unknown(entry, place, placeholder, suggestion(id_, known[kind].ids))
            elif kind == "with":
                _optional(entry, place, text[language], placeholder)
        if stray := re.search(r"[{}].{0,20}", PLACEHOLDER.sub("", text[language])):
            what = f"found a brace without its partner at {stray[0]!r}; write {{blank:ID}} with both"
            entry.fail(place, what, "placeholder_brace", found=stray[0])
        used[language] = found
    first, *others = used
    for other in others:
        if odd := sorted(used[first] ^ used[other]):
            has, lacks = (first, other) if odd[0] in used[first] else (other, first)
            what = f"{{{odd[0]}}} is missing here and stands in {has!r}; write it in both"
            entry.fail(f"{part}.{lacks}", what, "placeholder_missing", found=odd[0], language=has)
    return [placeholder.partition(":")[2] for placeholder in used[first] if placeholder.startswith("blank:")]


def _condition(entry: Table, place: str, text: str, marker: str, facts: Entries[Fact]) -> None:
    """``{when:ID}`` for a date, ``{when:ID=VALUE}`` for a choice, and only at the beginning of a paragraph."""
    fact_id, value = condition_of(marker)
    if not facts.may_have(fact_id):
        _unknown(entry, place, marker, suggestion(fact_id, facts.ids))
    fact = facts.get(fact_id)
    if fact is None:
        return
    accepted = [GIVEN] if fact.kind == "date" else [known.id for known in fact.values if not known.open]
    if value not in accepted:
        wanted = f"Write {{when:{fact_id}}}." if fact.kind == "date" else suggestion(value, accepted)
        what = f"found {{{marker}}}, which {fact_id!r} cannot be. {wanted}"
        entry.fail(place, what, "placeholder_condition", found=marker)
    _at_beginning(entry, place, text, marker)


def _optional(entry: Table, place: str, text: str, marker: str) -> None:
    """``{with:ID}`` at the beginning of a paragraph, after the first, in which ``{blank:ID}`` stands once and alone."""
    _at_beginning(entry, place, text, marker)
    blank = f"blank:{marker.partition(':')[2]}"
    for number, paragraph in enumerate(text.split("\n\n")):
        inside = PLACEHOLDER.findall(paragraph)
        markers = begins_with(paragraph)
        if marker in markers and (inside[len(markers) :] != [blank] or number == 0):
            wanted = f"its paragraph, which is not the first, has {{{blank}}} once and no other braces"
            what = f"found {{{marker}}}; {wanted}"
            entry.fail(place, what, "placeholder_optional", found=marker, blank=blank)


def _at_beginning(entry: Table, place: str, text: str, marker: str) -> None:
    for paragraph in text.split("\n\n"):
        if PLACEHOLDER.findall(paragraph).count(marker) != begins_with(paragraph).count(marker):
            what = f"found {{{marker}}} inside a paragraph; put it at the beginning, after an empty line"
            entry.fail(place, what, "placeholder_inside", found=marker)


def _unknown(entry: Table, place: str, placeholder: str, wanted: str) -> None:
    what = f"found {{{placeholder}}}, whose id is not known. {wanted}"
    entry.fail(place, what, "placeholder_unknown", found=placeholder)

"""The messages ready to send: ``messages/*.toml`` and the blanks in them, ``blanks.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playbook_sim.conditions import GIVEN
from playbook_sim.errors import RulebookError
from playbook_sim.loading.facts import conditions
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.parts import cites
from playbook_sim.loading.reading import Table, suggestion
from playbook_sim.message_texts import PLACEHOLDER, condition_of
from playbook_sim.model import Citation, Fact, Limit, Message, Text


def load_messages(
    files: RulebookFiles,
    languages: tuple[str, ...],
    message_languages: tuple[str, ...],
    citations: Mapping[str, Citation],
    actors: Mapping[str, Text],
    facts: Mapping[str, Fact],
    limits: Mapping[str, Limit],
) -> Mapping[str, Message]:
    """``messages/*.toml``. A placeholder may name a fact, a limit or a blank; a paragraph may depend on a fact."""
    table = files.table("blanks.toml")
    blanks = {id_: table.text(id_, message_languages) for id_ in table}
    known: Mapping[str, Mapping[str, object]] = {"fact": facts, "limit": limits, "blank": blanks, "when": facts}
    messages: dict[str, Message] = {}
    for id_, entry in files.entries("messages"):
        subject = entry.text("subject", message_languages)
        body = {language: text.strip() for language, text in entry.text("body", message_languages).items()}
        used = [*_placeholders(entry, "subject", subject, known), *_placeholders(entry, "body", body, known)]
        messages[id_] = Message(
            id=id_,
            title=entry.text("title", languages),
            to=entry.choice("to", actors),
            subject=subject,
            body=body,
            blanks={blank: blanks[blank] for blank in sorted(used)},
            true_when=conditions(entry.table_or_empty("true_when"), facts, given=True),
            cites=cites(entry, citations),
        )
        entry.finish()
    unused = set(blanks) - {blank for message in messages.values() for blank in message.blanks}
    if unused:
        raise RulebookError("blanks.toml", f"no message uses {sorted(unused)[0]!r}; take it out")
    return messages


def _placeholders(entry: Table, part: str, text: Text, known: Mapping[str, Mapping[str, object]]) -> list[str]:
    """The blanks used in ``part``, after checking that every placeholder exists and all languages hold the same."""
    used: dict[str, set[str]] = {}
    for language in text:
        place = f"{part}.{language}"
        found = set(PLACEHOLDER.findall(text[language]))
        for placeholder in sorted(found):
            kind, _, id_ = placeholder.partition(":")
            if kind not in known:
                what = f"found {{{placeholder}}}; write {{fact:ID}}, {{limit:ID}}, {{blank:ID}} or {{when:ID}}"
                entry.fail(place, what, "placeholder_kind", found=placeholder)
            if kind == "when":
                _condition(entry, place, text[language], placeholder, known["when"])
            elif id_ not in known[kind]:
                _unknown(entry, place, placeholder, suggestion(id_, known[kind]))
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


def _condition(entry: Table, place: str, text: str, marker: str, facts: Mapping[str, object]) -> None:
    """``{when:ID}`` for a date, ``{when:ID=VALUE}`` for a choice, and only at the beginning of a paragraph."""
    fact_id, value = condition_of(marker)
    fact = facts.get(fact_id)
    if not isinstance(fact, Fact):
        _unknown(entry, place, marker, suggestion(fact_id, facts))
        return
    accepted = [GIVEN] if fact.kind == "date" else [known.id for known in fact.values if not known.open]
    if value not in accepted:
        wanted = f"Write {{when:{fact_id}}}." if fact.kind == "date" else suggestion(value, accepted)
        what = f"found {{{marker}}}, which {fact_id!r} cannot be. {wanted}"
        entry.fail(place, what, "placeholder_condition", found=marker)
    if any(f"{{{marker}}}" in paragraph[1:] for paragraph in text.split("\n\n")):
        what = f"found {{{marker}}} inside a paragraph; put it at the beginning, after an empty line"
        entry.fail(place, what, "placeholder_inside", found=marker)


def _unknown(entry: Table, place: str, placeholder: str, wanted: str) -> None:
    what = f"found {{{placeholder}}}, whose id is not known. {wanted}"
    entry.fail(place, what, "placeholder_unknown", found=placeholder)

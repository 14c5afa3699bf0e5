"""The parts of the rulebook that stand by themselves: sources, citations, doubts, notes, evidence, messages, words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.reading import Table, in_languages, suggestion
from playbook_sim.model import Citation, Doubt, Evidence, Message, Note, Reading, Source, Text

QUOTE_WORDS = 12
NOTE_KINDS = ("gap", "warning", "advice", "footnote")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def load_vocabulary(
    table: Table, languages: tuple[str, ...], lists: Mapping[str, tuple[str, ...] | None]
) -> Mapping[str, Mapping[str, Text]]:
    """``vocabulary.toml``: the names of the words of each list; where ``lists`` tells the words, of just those."""
    vocabulary = {}
    for name, words in lists.items():
        sub = table.table(name)
        vocabulary[name] = {word: sub.text(word, languages) for word in words or sub}
        sub.finish()
    table.finish()
    return vocabulary


def load_words(files: RulebookFiles, languages: tuple[str, ...]) -> Mapping[str, Text]:
    """``words/*.toml``: the sentences of the page, keyed by their dotted path (``form.problem``)."""
    words: dict[str, Text] = {}
    for name in files.names("words"):
        _add_words(files.table(name), "", languages, words)
    return words


def _add_words(table: Table, prefix: str, languages: tuple[str, ...], words: dict[str, Text]) -> None:
    for key in table:
        dotted = f"{prefix}{key}"
        sub = table.table(key, wanted=in_languages(key, languages))
        if any(language in sub for language in languages):
            if dotted in words:
                table.fail(key, f"the id {dotted!r} stands in two files; keep one")
            words[dotted] = table.text(key, languages)
        else:
            _add_words(sub, f"{dotted}.", languages, words)


def load_sources(table: Table, languages: tuple[str, ...], known_languages: Mapping[str, Text]) -> Mapping[str, Source]:
    """``sources.toml``: the documents, each in one of ``known_languages``."""
    sources = {}
    for id_, entry in table.items():
        sources[id_] = Source(
            id=id_,
            file=entry.string("file"),
            title=entry.text("title", languages),
            language=entry.choice("language", known_languages),
            about=entry.text("about", languages),
            checked_on=entry.date("checked_on"),
        )
        entry.finish()
    return sources


def load_citations(files: RulebookFiles, sources: Mapping[str, Source]) -> Mapping[str, Citation]:
    """``citations/*.toml``: the quotes, each at most 12 words long and in the file of its source."""
    citations: dict[str, Citation] = {}
    for name in files.names("citations"):
        for id_, entry in files.table(name).items():
            if id_ in citations:
                raise RulebookError(entry.place(), f"the id {id_!r} stands in two files; give one of them another id")
            source = entry.string("source")
            entry.known("source", source, sources, "source")
            if name != f"citations/{source}.toml":
                entry.fail("source", f"found {source!r} in {name}; move the citation to citations/{source}.toml")
            quote = entry.string("quote")
            words = len(quote.split())
            if words > QUOTE_WORDS:
                entry.fail("quote", f"found {words} words; quote at most {QUOTE_WORDS}")
            citations[id_] = Citation(id=id_, source=source, section=entry.string("section"), quote=quote)
            entry.finish()
    return citations


def load_doubts(table: Table, languages: tuple[str, ...], citations: Mapping[str, Citation]) -> Mapping[str, Doubt]:
    """``doubts.toml``: contradictions and silences."""
    doubts = {}
    for id_, entry in table.items():
        readings = []
        for reading in entry.tables("reading"):
            readings.append(Reading(text=reading.text("text", languages), cites=cites(reading, citations)))
            reading.finish()
        if not readings:
            entry.fail("", f"no reading: add [[{id_}.reading]] with text and cites")
        doubts[id_] = Doubt(
            id=id_,
            title=entry.text("title", languages),
            readings=tuple(readings),
            choice=entry.text("choice", languages),
        )
        entry.finish()
    return doubts


def load_notes(
    table: Table, languages: tuple[str, ...], citations: Mapping[str, Citation], doubts: Mapping[str, Doubt]
) -> Mapping[str, Note]:
    """``notes.toml``: gaps, warnings, advice and footnotes. A gap says next to what in the sources it opens."""
    notes = {}
    for id_, entry in table.items():
        kind = entry.choice("kind", NOTE_KINDS)
        note = Note(
            id=id_,
            kind=kind,
            text=entry.text("text", languages),
            cites=cites(entry, citations, required=kind == "gap"),
            doubts=entry.known_strings("doubts", doubts, "doubt"),
            link=entry.string_or_none("link"),
            checked_on=entry.date_or_none("checked_on"),
        )
        if kind == "footnote" and not (note.link and note.checked_on):
            entry.fail("", 'a footnote needs link = "…" and checked_on = a date')
        entry.finish()
        notes[id_] = note
    return notes


def load_evidence(
    table: Table, languages: tuple[str, ...], citations: Mapping[str, Citation]
) -> Mapping[str, Evidence]:
    """``evidence.toml``: what proves a case."""
    evidence = {}
    for id_, entry in table.items():
        evidence[id_] = Evidence(
            id=id_,
            label=entry.text("label", languages),
            shows=entry.text("shows", languages),
            cites=cites(entry, citations),
        )
        entry.finish()
    return evidence


def load_messages(
    files: RulebookFiles,
    languages: tuple[str, ...],
    message_languages: tuple[str, ...],
    citations: Mapping[str, Citation],
    actors: Mapping[str, Text],
    known: Mapping[str, Mapping[str, object]],
) -> Mapping[str, Message]:
    """``messages/*.toml``. ``known`` holds the facts and limits that a placeholder may name."""
    table = files.table("blanks.toml")
    blanks = {id_: table.text(id_, message_languages) for id_ in table}
    known = {**known, "blank": blanks}
    messages: dict[str, Message] = {}
    for name in files.names("messages"):
        for id_, entry in files.table(name).items():
            if id_ in messages:
                raise RulebookError(entry.place(), f"the id {id_!r} stands in two files; give one of them another id")
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
        found = set(_PLACEHOLDER.findall(text[language]))
        for placeholder in sorted(found):
            kind, _, id_ = placeholder.partition(":")
            if kind not in known:
                entry.fail(place, f"found {{{placeholder}}}; write {{fact:ID}}, {{limit:ID}} or {{blank:ID}}")
            if id_ not in known[kind]:
                entry.fail(place, f"found {{{placeholder}}}, whose id is not known. {suggestion(id_, known[kind])}")
        if stray := re.search(r"[{}].{0,20}", _PLACEHOLDER.sub("", text[language])):
            entry.fail(place, f"found a brace without its partner at {stray[0]!r}; write {{blank:ID}} with both")
        used[language] = found
    first, *others = used
    for other in others:
        if odd := sorted(used[first] ^ used[other]):
            has, lacks = (first, other) if odd[0] in used[first] else (other, first)
            entry.fail(f"{part}.{lacks}", f"{{{odd[0]}}} is missing here and stands in {has!r}; write it in both")
    return [placeholder.partition(":")[2] for placeholder in used[first] if placeholder.startswith("blank:")]


def cites(entry: Table, citations: Mapping[str, Citation], *, required: bool = True) -> tuple[str, ...]:
    """The ids at ``cites``, each of them a known citation; at least one where ``required``."""
    found = entry.known_strings("cites", citations, "citation")
    if required and not found:
        entry.fail("", 'no source: add cites = ["…"] with an id from citations/')
    return found

"""The parts of the rulebook that stand by themselves: sources, citations, doubts, notes, evidence, words."""

from __future__ import annotations

from collections.abc import Mapping

from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.mistakes import Entries, Mistakes
from playbook_sim.loading.reading import Table, in_languages
from playbook_sim.model import Citation, Doubt, Evidence, Note, Reading, Source, Text

QUOTE_WORDS = 12
NOTE_KINDS = ("gap", "warning", "advice", "footnote", "left_out")
REASONS = ("unethical", "advertising", "illegible")


def load_vocabulary(
    table: Table, languages: tuple[str, ...], lists: Mapping[str, tuple[str, ...] | None], mistakes: Mistakes
) -> Mapping[str, Mapping[str, Text]]:
    """``vocabulary.toml``: the names of the words of each list; where ``lists`` tells the words, of just those.

    A word whose name has a mistake is one of its list all the same, with no name. Raises RulebookError for a list
    that is not there.
    """
    vocabulary = {}
    for name, words in lists.items():
        sub = table.table(name)
        named: dict[str, Text] = {word: {} for word in words or sub}
        for word in named:
            with mistakes.beside():
                named[word] = sub.text(word, languages)
        with mistakes.beside():
            sub.finish()
        vocabulary[name] = named
    with mistakes.beside():
        table.finish()
    return vocabulary


def load_words(files: RulebookFiles, languages: tuple[str, ...], mistakes: Mistakes) -> Mapping[str, Text]:
    """``words/*.toml``: the sentences of the page, keyed by their dotted path (``form.problem``)."""
    words: dict[str, Text] = {}
    for name in files.names("words"):
        with mistakes.beside():
            _add_words(files.table(name), "", languages, words, mistakes)
    return words


def _add_words(
    table: Table, prefix: str, languages: tuple[str, ...], words: dict[str, Text], mistakes: Mistakes
) -> None:
    for key in table:
        with mistakes.beside():
            dotted = f"{prefix}{key}"
            sub = table.table(key, wanted=in_languages(key, languages))
            if any(language in sub for language in languages):
                if dotted in words:
                    table.fail(key, f"the id {dotted!r} stands in two files; keep one")
                words[dotted] = table.text(key, languages)
            else:
                _add_words(sub, f"{dotted}.", languages, words, mistakes)


def load_source(entry: Table, id_: str, languages: tuple[str, ...], known_languages: Mapping[str, Text]) -> Source:
    """An entry of ``sources.toml``: a document in one of ``known_languages``."""
    source = Source(
        id=id_,
        file=entry.string("file"),
        title=entry.text("title", languages),
        language=entry.choice("language", known_languages),
        about=entry.text("about", languages),
        checked_on=entry.date("checked_on"),
    )
    entry.finish()
    return source


def load_citation(entry: Table, id_: str, sources: Entries[Source]) -> Citation:
    """An entry of ``citations/*.toml``: a quote, at most 12 words long and in the file of its source."""
    source = entry.string("source")
    entry.known("source", source, sources, "source")
    if entry.file != f"citations/{source}.toml":
        entry.fail("source", f"found {source!r} in {entry.file}; move the citation to citations/{source}.toml")
    quote = entry.string("quote")
    words = len(quote.split())
    if words > QUOTE_WORDS:
        what = f"found {words} words; quote at most {QUOTE_WORDS}"
        entry.fail("quote", what, "quote_words", found=str(words), most=str(QUOTE_WORDS))
    citation = Citation(id=id_, source=source, section=entry.string("section"), quote=quote)
    entry.finish()
    return citation


def load_doubt(entry: Table, id_: str, languages: tuple[str, ...], citations: Entries[Citation]) -> Doubt:
    """An entry of ``doubts.toml``: a contradiction or a silence."""
    readings = []
    for reading in entry.tables("reading"):
        link = reading.string_or_none("link")
        read = Reading(
            text=reading.text("text", languages),
            cites=cites(reading, citations, required=link is None),
            link=link,
        )
        readings.append(read)
        reading.finish()
    if not readings:
        entry.fail("", f"no reading: add [[{id_}.reading]] with text and cites")
    doubt = Doubt(
        id=id_,
        title=entry.text("title", languages),
        readings=tuple(readings),
        choice=entry.text("choice", languages),
    )
    entry.finish()
    return doubt


def load_note(
    entry: Table, id_: str, languages: tuple[str, ...], citations: Entries[Citation], doubts: Entries[Doubt]
) -> Note:
    """An entry of ``notes/*.toml``: a gap, a warning, advice, a footnote, or what is left out.

    A gap says next to what in the sources it opens; what is left out says where the source has it.
    """
    kind = entry.choice("kind", NOTE_KINDS)
    note = Note(
        id=id_,
        kind=kind,
        text=entry.text("text", languages),
        cites=cites(entry, citations, required=kind in ("gap", "left_out")),
        doubts=entry.known_strings("doubts", doubts, "doubt"),
        link=entry.string_or_none("link"),
        checked_on=entry.date_or_none("checked_on"),
        reason=entry.choice("reason", REASONS) if kind == "left_out" else None,
    )
    if kind == "footnote" and not (note.link and note.checked_on):
        entry.fail("", 'a footnote needs link = "…" and checked_on = a date')
    entry.finish()
    return note


def load_evidence(entry: Table, id_: str, languages: tuple[str, ...], citations: Entries[Citation]) -> Evidence:
    """An entry of ``evidence.toml``: what proves a case."""
    evidence = Evidence(
        id=id_,
        label=entry.text("label", languages),
        shows=entry.text("shows", languages),
        cites=cites(entry, citations),
    )
    entry.finish()
    return evidence


def cites(entry: Table, citations: Entries[Citation], *, required: bool = True) -> tuple[str, ...]:
    """The ids at ``cites``, each of them a known citation; at least one where ``required``."""
    found = entry.known_strings("cites", citations, "citation")
    if required and not found:
        entry.fail("", 'no source: add cites = ["…"] with an id from citations/')
    return found

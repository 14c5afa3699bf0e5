"""All checks of rulebook and translations, with each mistake at the file and line where it is mended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Protocol

from playbook_sim.checking import incoherent, misquoted, superfluous
from playbook_sim.editing import changelog
from playbook_sim.editing.blanks import blanks
from playbook_sim.editing.checked import confirmed_to_come, released_to_come, to_come
from playbook_sim.editing.contradicted import contradicted
from playbook_sim.editing.forms import files as schemas
from playbook_sim.editing.italian import misset_in_texts, misset_labels
from playbook_sim.editing.navigation import unlinked
from playbook_sim.editing.numbers_in_texts import numbers_in_texts
from playbook_sim.editing.page_rules import page_rules
from playbook_sim.editing.problem_mentions import misnamed_in_notes
from playbook_sim.editing.problem_names import misnamed
from playbook_sim.editing.toml_lines import line_of
from playbook_sim.editing.unproven import mistakes_of_cases
from playbook_sim.editing.unreadable import unreadable
from playbook_sim.editing.untranslated import Lack, untranslated
from playbook_sim.editing.word_lists import misplaced_words
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.mistakes import Mistakes
from playbook_sim.model import Language, Rulebook
from playbook_sim.site import ask, ledger, translations
from playbook_sim.site.labels import labels
from playbook_sim.site.page_calls import calls, heading, quoted_on_pages
from playbook_sim.site.page_mistakes import page_mistakes
from playbook_sim.site.places import LANGUAGES, ROOT
from playbook_sim.site.twins import twins

_RULEBOOK = Path("playbook_sim", "rulebook")

_HISTORY = (_RULEBOOK / "history.toml").as_posix()

_CONFIGURATIONS = {path.name for path in LANGUAGES.values()}
_TO_FILL_IN = "this is still to be filled in"
_MANY = 200
"""Of more blanks in all, as a new language leaves them, only the first of each file is named, with their number."""

_FILES = 20
_CONFIRM = re.compile(rf'{translations.COMMAND} "([^"]+)"$')

# How the parser of TOML says where it stopped.
_TOLD_LINE = re.compile(r"\(at line (?P<line>\d+), column \d+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend. ``file`` is below the project's directory, ``line`` counts from 1. ``grave``: nothing may be
    merged with it; else it is a page that is behind, which says so to its readers, a label of the navigation, or the
    ledger, which whoever reviews the change writes. ``answered``: the rules answer all the same, so that their answers
    can be compared with those of another revision."""

    file: str
    line: int
    place: str
    problem: str
    grave: bool
    answered: bool = False

    def __str__(self) -> str:
        kind = "error" if self.grave else "note"
        place = f" {self.place}:" if self.place else ""
        return f"{self.file}:{self.line}: {kind}:{place} {self.problem}"


class _Told(Protocol):
    """Something to mend in a file, below the project's directory, and what to write."""

    @property
    def file(self) -> str: ...

    @property
    def line(self) -> int: ...

    @property
    def problem(self) -> str: ...


def findings(today: dt.date | None = None) -> list[Finding]:
    """Everything wrong with the files as they are now; where the rulebook does not load, only what keeps it from that.

    While a file cannot be read, or something is still to be filled in, that alone: the rest follows from it.
    With ``today``, no day on which something was checked, released or confirmed may be later.
    """
    if unread_files := [*_told(unreadable(ROOT))]:
        return unread_files
    if to_fill_in := [*_to_fill_in()]:
        return to_fill_in
    calls.cache_clear()
    heading.cache_clear()
    unread = Mistakes()
    with unread.beside():
        translations.mark()
    with unread.beside():
        rulebook = load_rulebook()
    lacking = untranslated(ROOT)
    if lacking or unread.found:
        # What the history says, no answer rests on.
        unloaded = [replace(each, answered=each.file == _HISTORY) for each in map(finding, unread.found)]
        return [*map(_lacking, lacking), *_not_among(lacking, unloaded)]
    mistakes = (
        *misquoted(rulebook),
        *contradicted(rulebook, ROOT / _RULEBOOK),
        *mistakes_of_cases(rulebook),
        *superfluous(rulebook, quoted_on_pages()),
        *changelog.stale(rulebook),
        *schemas.stale(rulebook),
        *numbers_in_texts(rulebook, ROOT / _RULEBOOK),
        *misset_in_texts(rulebook, ROOT),
        *misnamed_in_notes(rulebook, RulebookFiles(ROOT / _RULEBOOK)),
        *([*to_come(ROOT / _RULEBOOK, today), *released_to_come(rulebook, today)] if today else ()),
    )
    # What a page says that has no twin, or leads to one, follows from that.
    pages = [*_pages_alone(rulebook.languages)] or [*_on_pages(rulebook)]
    # Whoever edits on the site of the repository cannot write the ledger; its own test refuses an old one in the end.
    behind = (finding(mistake, grave=False) for mistake in ledger.stale(rulebook, calls("en")))
    early = _confirmed_to_come(today) if today else ()
    unlinked_pages = [*_told(unlinked(ROOT, rulebook.languages), "nav")]
    set_otherwise = (
        *_told(misset_labels(ROOT), "nav"),
        *_told(misnamed(ROOT, rulebook)),
        *_told(misplaced_words(ROOT)),
    )
    beside = (*_of_the_search(rulebook), *unlinked_pages, *set_otherwise, *behind, *early)
    # That the label of a page is new follows from the page not being there under its name.
    loose = [each for each in behind_their_twins() if not (unlinked_pages and each.file in _CONFIGURATIONS)]
    beside_the_rules = (*map(finding, mistakes), *beside, *pages, *loose)
    return [*map(finding, incoherent(rulebook)), *(replace(each, answered=True) for each in beside_the_rules)]


def _of_the_search(rulebook: Rulebook) -> Iterator[Finding]:
    """What is wrong with the words of the box “Describe it in your words”; the build would find it at its end."""
    try:
        ask.read_words(rulebook.languages)
    except ask.AskError as error:
        problem = str(error).partition(": ")[2]
        yield Finding(file="playbook_sim/site/ask.toml", line=1, place="", problem=problem, grave=True)


def _confirmed_to_come(today: dt.date) -> Iterator[Finding]:
    for line, problem in confirmed_to_come(ROOT, today):
        yield Finding(file=translations.RECORD.as_posix(), line=line, place="", problem=problem, grave=True)


def _on_pages(rulebook: Rulebook) -> Iterator[Finding]:
    """What is wrong on the pages as they are written."""
    docs = ROOT / "docs"
    wrong = page_mistakes(rulebook, docs)
    for found in (*wrong, *page_rules(docs, rulebook, wrong)):
        yield Finding(file=f"docs/{found.page}", line=found.line, place="", problem=found.problem, grave=True)


def _told(found: Iterable[_Told], place: str = "") -> Iterator[Finding]:
    for each in found:
        yield Finding(file=each.file, line=each.line, place=place, problem=each.problem, grave=True)


def _pages_alone(languages: Sequence[Language]) -> Iterator[Finding]:
    """The pages that are missing in a language."""
    for place, hashes in twins(ROOT).items():
        if place.startswith("docs/"):
            for missing in (language for language in languages if language not in hashes):
                there, wanted = (place.replace("docs/", f"docs/{language}/", 1) for language in (min(hashes), missing))
                advice = f"this page has no {missing!r}: add {wanted}, or delete {there}"
                yield Finding(file=there, line=1, place="", problem=advice, grave=True)


def _to_fill_in() -> Iterator[Finding]:
    every = [*blanks(ROOT)]
    for file, found in groupby(every, key=lambda blank: blank.file):
        left = [*found]
        many = len(every) > _MANY and len(left) > 1
        what = f"{len(left)} texts of this file are still to be filled in, this one first" if many else _TO_FILL_IN
        for blank in left[:1] if many else left:
            problem = f"{what}: {blank.hint}"
            yield Finding(file=file, line=blank.line, place=blank.key, problem=problem, grave=True)


def _lacking(lack: Lack) -> Finding:
    return Finding(file=lack.file, line=lack.line, place=lack.place, problem=lack.advice, grave=True)


def _not_among(lacking: Iterable[Lack], found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of the loader that do not say once more what a language lacks."""
    told = tuple(f"the language {language!r} is missing" for language in {lack.language for lack in lacking})
    yield from (each for each in found if not each.problem.startswith(told))


def behind_their_twins() -> Iterator[Finding]:
    """The texts whose languages are not confirmed to say the same, each where it is mended. Raises RulebookError."""
    loose = translations.loose_texts()
    for text, mistake in zip(loose, translations.mistakes(loose), strict=True):
        found = finding(mistake, grave=not (text.is_page or text.label))
        # What is to be mended is the language that is behind.
        file = text.files[0]
        if text.label:
            label = labels((ROOT / file).read_text(encoding="utf-8-sig")).get(text.label)
            found = replace(found, line=label.line if label else 1)
        yield replace(found, file=file) if text.behind else found


def confirming(found: Iterable[Finding]) -> str:
    """The one command that confirms all texts among the findings, file by file while those are few; "" where there are
    less than two texts."""
    told = [told[1] for each in found if (told := _CONFIRM.search(each.problem))]
    files = dict.fromkeys(place.partition(": ")[0] for place in told)
    named = files if len(files) <= _FILES else ["--all"]
    return " ".join([translations.COMMAND, *named]) if len(told) > 1 else ""


def finding(error: RulebookError, *, grave: bool = True) -> Finding:
    """Where a mistake is mended: its file below the project's directory, and the line."""
    name, _, path = error.place.partition(": ")
    file = Path(name) if (ROOT / name).exists() else _RULEBOOK / name
    if name.startswith("docs/") and name.endswith(".md"):
        file = Path("docs", "en", name.removeprefix("docs/"))
    text = (ROOT / file).read_text(encoding="utf-8-sig") if (ROOT / file).is_file() else ""
    told = _TOLD_LINE.search(error.problem) if not path else None
    line = int(told["line"]) if told else line_of(text, path)
    return Finding(file=file.as_posix(), line=line, place=path, problem=error.problem, grave=grave)

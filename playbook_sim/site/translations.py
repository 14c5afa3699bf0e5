"""Which texts are behind their twin: each remembers the twin that it was last confirmed beside.

``docs/translations.toml`` holds, for every text, a hash of each language as somebody last confirmed that they say the
same, and the day. A language that is as it was then, while another one has changed, is behind.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from playbook_sim.errors import RulebookError
from playbook_sim.loading.behind import NAME
from playbook_sim.loading.twins import RECORD as NAME_OF_RECORD
from playbook_sim.loading.twins import record_line
from playbook_sim.site.labels import FILE as LABELS
from playbook_sim.site.places import LANGUAGES, ROOT
from playbook_sim.site.twins import Twins, twins

RECORD = Path(NAME_OF_RECORD)
"""The record, below the project's directory."""

COMMAND = "playbook-sim translations confirm"

_HEAD = """\
# Which texts say the same in every language: for each, a hash of every language on the day somebody confirmed it.
# Written by `{command}`. Never mend it by hand: a text whose twin has changed is behind until it is confirmed again.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A text as it was when its languages were confirmed to say the same: language → hash, and the day."""

    hashes: Mapping[str, str]
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A text whose languages are not confirmed to say the same.

    ``changed``: the languages that are not as confirmed; ``behind``: those that still are, while another one has
    changed; a language that is new makes no other behind. ``since``: the day on which they were confirmed; None for a
    text that never was.
    """

    place: str
    changed: tuple[str, ...]
    behind: tuple[str, ...]
    since: dt.date | None
    new: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is a page and no single text."""
        return self.place.startswith("docs/")

    @property
    def label(self) -> str:
        """What it is the label of in the navigation; "" where it is another text."""
        return self.place.removeprefix(f"{LABELS}: nav[").removesuffix("]") if self.place.startswith(LABELS) else ""

    @property
    def is_in_rulebook(self) -> bool:
        """Whether it is a text of the rulebook, and neither a page, a label nor the name of a worked case."""
        return not self.place.startswith(("docs/", "tests/", LABELS))

    @property
    def files(self) -> tuple[str, ...]:
        """Where it is mended, below the project's directory: in the file of each language that is behind, or of each
        that changed, where every language has one of its own."""
        languages = self.behind or self.changed
        if self.is_page:
            return tuple(self.place.replace("docs/", f"docs/{language}/", 1) for language in languages)
        if self.label:
            return tuple(LANGUAGES[language].name for language in languages if language in LANGUAGES)
        file = self.place.partition(": ")[0]
        return (f"playbook_sim/rulebook/{file}" if self.is_in_rulebook else file,)


def loose_texts(root: Path = ROOT) -> list[Loose]:
    """Every text that is not as confirmed, pages first. Raises RulebookError when the record cannot be read."""
    now = twins(root)
    record = _where_they_stand(now, read(root))
    return [loose for place, hashes in now.items() if (loose := _loose(place, hashes, record.get(place)))]


def confirm(on: dt.date, places: Iterable[str] | None = None, root: Path = ROOT) -> tuple[list[str], list[str]]:
    """Record the texts as they are, and forget those that are gone.

    ``places``: texts, or files with all their texts, named as here or by their path; None for all. Only what is not as
    confirmed gets a new day. Returns the places confirmed, and those asked for that name nothing.
    """
    now = twins(root)
    record = {place: told for place, told in _where_they_stand(now, read(root)).items() if place in now}
    languages = {language for hashes in now.values() for language in hashes}
    asked = list(now) if places is None else [_as_named(wanted, languages) for wanted in places]
    chosen = [place for place in now if places is None or any(_is_in(place, wanted) for wanted in asked)]
    unknown = [] if places is None else [wanted for wanted in asked if not any(_is_in(place, wanted) for place in now)]
    fresh = [place for place in chosen if _loose(place, now[place], record.get(place))]
    for place in fresh:
        record[place] = Confirmed(hashes=now[place], on=on)
    (root / RECORD).write_text(_written({place: record[place] for place in now if place in record}), encoding="utf-8")
    return fresh, unknown


def mistakes(loose: Iterable[Loose]) -> list[RulebookError]:
    """What to do about each text that is not confirmed."""
    return [RulebookError(each.place, _advice(each)) for each in loose]


def mark(root: Path = ROOT) -> list[Loose]:
    """Name the texts of the rulebook that are behind in its ``behind.toml``, so that whoever shows one says so; with
    none behind there is no such file. Returns every text that is not as confirmed. Raises RulebookError."""
    place = root / "playbook_sim" / "rulebook" / NAME
    loose = loose_texts(root)
    text = "".join(_table(file, texts) for file, texts in _behind_by_file(loose).items())
    if not text:
        place.unlink(missing_ok=True)
    # What watches the folder is not to see a change where there is none.
    elif not place.exists() or place.read_text(encoding="utf-8-sig") != text:
        # Others may be reading it, or writing the same.
        half = place.with_name(f"{NAME}.{os.getpid()}")
        half.write_text(text, encoding="utf-8")
        half.replace(place)
    return loose


def _behind_by_file(loose: Iterable[Loose]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for each in loose:
        if each.behind and each.is_in_rulebook:
            file, _, path = each.place.partition(": ")
            found.setdefault(file, {})[path] = each.behind
    return found


def _table(file: str, texts: Mapping[str, tuple[str, ...]]) -> str:
    lines = (f'"{path}" = [{", ".join(f'"{language}"' for language in behind)}]' for path, behind in texts.items())
    return "\n".join([f'["{file}"]', *lines]) + "\n"


def read(root: Path = ROOT) -> dict[str, Confirmed]:
    """The record; empty where there is none yet. Raises RulebookError."""
    path = root / RECORD
    if not path.exists():
        return {}
    try:
        return dict(_record(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        advice = f"it cannot be read ({error}); write it again: {COMMAND} --all"
        raise RulebookError(RECORD.as_posix(), advice) from None


@lru_cache(maxsize=8)
def _record(toml: str) -> Mapping[str, Confirmed]:
    return {
        place: Confirmed(hashes={key: value for key, value in told.items() if key != "on"}, on=told["on"])
        for place, told in tomllib.loads(toml).items()
    }


def _where_they_stand(now: Twins, record: Mapping[str, Confirmed]) -> Mapping[str, Confirmed]:
    """The record by the places at which the texts stand now.

    Entries of a list are counted: one that is put between others, or taken out, moves all that follow. They say what
    they said.
    """
    confirmed = {_wording(place, told.hashes): told for place, told in record.items()}
    moved = {place: confirmed.get(_wording(place, hashes)) for place, hashes in now.items()}
    return {**record, **{place: told for place, told in moved.items() if told}}


def _wording(place: str, hashes: Mapping[str, str]) -> tuple[str, frozenset[tuple[str, str]]]:
    """What stands in all languages, and in which file."""
    return place.partition(": ")[0], frozenset(hashes.items())


def _loose(place: str, hashes: Mapping[str, str], confirmed: Confirmed | None) -> Loose | None:
    if confirmed is None:
        return Loose(place=place, changed=tuple(hashes), behind=(), since=None)
    changed = tuple(language for language in hashes if hashes[language] != confirmed.hashes.get(language))
    if not changed:
        return None
    new = tuple(language for language in changed if language not in confirmed.hashes)
    behind = tuple(language for language in hashes if language not in changed) if changed != new else ()
    return Loose(place=place, changed=changed, behind=behind, since=confirmed.on, new=new)


def _is_in(place: str, wanted: str) -> bool:
    return place == wanted or place.startswith((f"{wanted}: ", f"{wanted}.", f"{wanted}["))


def _as_named(wanted: str, languages: Iterable[str]) -> str:
    """A text as the record names it, where somebody gives the file in which it stands: ``docs/it/faq.md``."""
    for language in languages:
        wanted = re.sub(rf"^docs/{language}/", "docs/", wanted)
        wanted = re.sub(rf"^mkdocs\.{language}\.yml", LABELS, wanted)
    return wanted.removeprefix("playbook_sim/rulebook/")


def _advice(each: Loose) -> str:
    confirm = f'{COMMAND} "{each.place}"'
    if each.since is None:
        return f"nobody has confirmed yet that its languages say the same; read them side by side, then: {confirm}"
    if each.behind:
        changed, behind = (" and ".join(repr(language) for language in side) for side in (each.changed, each.behind))
        return (
            f"the text in {changed} changed since {each.since} and the one in {behind} did not; bring it up to date "
            f"(or leave it, if it already says the same), then: {confirm}"
        )
    if each.new == each.changed:
        new = " and ".join(repr(language) for language in each.new)
        same = f"nobody has confirmed yet that {new} says the same as the others"
        return f"{same}; read them side by side, then: {confirm}"
    return f"all languages changed since {each.since}; read them side by side, then: {confirm}"


def _written(record: Mapping[str, Confirmed]) -> str:
    lines = [_HEAD.format(command=COMMAND)]
    lines += [record_line(place, told.hashes, told.on) for place, told in record.items()]
    return "\n".join(lines) + "\n"

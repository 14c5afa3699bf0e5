"""Durations that are typed into the texts of the rulebook: they would stay when their limit changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from playbook_sim.editing.limits_used import Part, parts
from playbook_sim.errors import RulebookError
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.twins import texts_in
from playbook_sim.model import Rulebook
from playbook_sim.site.typed_durations import OTHERWISE, Typed, instead, so_long, typed

_MESSAGES = "messages/"


def numbers_in_texts(rulebook: Rulebook, folder: Path) -> Iterator[RulebookError]:
    """A mistake for each of them, in any language in which they are known. ``folder`` holds the files of ``rulebook``;
    what sources say is theirs, and no text in a language of ours."""
    files = RulebookFiles(folder)
    using = parts(rulebook, files)
    languages = {*rulebook.languages, *rulebook.message_languages}
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        for place, text in texts_in(files.read(name), languages, least=1):
            for language, said in text.items():
                for found in typed(said, language):
                    where = f"{name}: {place}"
                    meant = _meant(rulebook, _limits(rulebook, using, where), found)
                    yield RulebookError(f"{where}.{language}", _advice(name, found, meant))


def _limits(rulebook: Rulebook, using: Mapping[str, Part], place: str) -> Collection[str]:
    """The limits that a text may speak of: those of the part that it belongs to, or else all."""
    around = [part.limits for home, part in using.items() if f"{place}.".startswith((f"{home}.", f"{home}: "))]
    # The part that is nearest to the text was written after those that hold it.
    return around[-1] if around else rulebook.limits.keys()


def _meant(rulebook: Rulebook, ids: Collection[str], found: Typed) -> list[str]:
    return so_long((limit for id_, limit in rulebook.limits.items() if id_ in ids), found)


def _advice(name: str, found: Typed, meant: Collection[str]) -> str:
    what = f"the duration {found.said!r} is typed, and would stay when the rule changes"
    if name.startswith(_MESSAGES):
        return f"{what}; {instead(found, meant, '{limit:…}')}"
    limits = f" ({', '.join(meant)})" if meant else ""
    shown = f"wherever a limit{limits} holds, the answer shows beside the text how long it is"
    return f"{what}; leave it out: {shown}; {OTHERWISE}"

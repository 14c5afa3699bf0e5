"""Words that change although no answer and no text of a page does: labels of the navigation, and why the two readings
of a duty fall on different days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.editing.words import say
from playbook_sim.model import Language, Rulebook
from playbook_sim.paths import expanded
from playbook_sim.rendering.readings import reasons_of
from playbook_sim.site.labels import labels
from playbook_sim.site.places import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words in ``language`` that are other ones. ``place``: the file, and what in it. ``shown``: the ids of the
    problems whose answers show them; none for a label of the navigation."""

    language: Language
    place: str
    before: str
    after: str
    shown: tuple[str, ...] = ()


def relabelled(before: Path, after: Path) -> Iterator[Wording]:
    """The labels that two projects call otherwise, by the folders of both. Raises yaml.YAMLError."""
    for language, configuration in LANGUAGES.items():
        files = [root / configuration.name for root in (before, after)]
        if all(file.is_file() for file in files):
            then, now = (labels(file.read_text(encoding="utf-8-sig")) for file in files)
            for of, label in now.items():
                if of in then and then[of].said != label.said:
                    place = f"{configuration.name}: {of}"
                    yield Wording(language=language, place=place, before=then[of].said, after=label.said)


def reasoned(before: Rulebook, after: Rulebook) -> Iterator[Wording]:
    """The texts ``strict_because`` and ``literal_because`` that are other ones."""
    for id_ in (id_ for id_ in after.limits if id_ in before.limits):
        then, now = reasons_of(before.limits[id_]), reasons_of(after.limits[id_])
        for reading in (reading for reading in now if reading in then):
            for language, text in now[reading].text.items():
                if (was := then[reading].text.get(language, "")) != text:
                    place = f"limits.toml: {id_}.{reading}_because.text"
                    yield Wording(
                        language=language, place=place, before=was, after=text, shown=tuple(_showing(after, id_))
                    )


def _showing(book: Rulebook, limit: str) -> Iterator[str]:
    for problem in book.problems.values():
        if any(step.limit == limit for rule in problem.rules for step, _ in expanded(book, problem, rule)):
            yield problem.id


def wording_told(found: Wording, book: Rulebook, lang: Language) -> str:
    """What changed, and where it is shown."""
    shown = "; ".join(f"{book.problems[id_].title[lang]} (`{id_}`)" for id_ in found.shown)
    where = say(lang, "shown_in", problems=shown) if shown else say(lang, "in_the_menu")
    return say(
        lang,
        "reworded",
        place=found.place,
        language=found.language,
        before=found.before,
        after=found.after,
        where=where,
    )

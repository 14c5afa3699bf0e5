"""Every step has a known actor, and every text is there in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from playbook_sim.checking.space import file_of
from playbook_sim.errors import RulebookError
from playbook_sim.model import Blank, Calendar, Language, Message, Rulebook

_FOR_MESSAGES = {Message: ("subject", "body"), Blank: ("label",)}
# A calendar whose working days are always known never says that a date is provisional.
_NEVER_SAID = "unverified_reason"


def incomplete(rulebook: Rulebook) -> Iterator[RulebookError]:
    """The loader sees to this for files; this proves it for the rulebook as it is answered from."""
    for problem in rulebook.problems.values():
        for number, rule in enumerate(problem.rules, 1):
            for step in rule.steps:
                for actor in (step.actor, *step.through):
                    if actor not in rulebook.vocabulary["actor"]:
                        yield RulebookError(
                            f"{file_of(problem)}: rule[{number}]",
                            f"the step {step.id!r} has the unknown actor {actor!r}; name it in vocabulary.toml",
                        )
    yield from _texts(rulebook, rulebook, "rulebook")


def _texts(rulebook: Rulebook, part: Any, place: str) -> Iterator[RulebookError]:
    """Go through all parts; what the model calls Text must be in all languages that the text is for."""
    for field in fields(part):
        value, here = getattr(part, field.name), f"{place}.{field.name}"
        kind = str(field.type)
        if value is None or (isinstance(part, Calendar) and part.always_known and field.name == _NEVER_SAID):
            continue
        if "Text" in kind:
            of_message = field.name in _FOR_MESSAGES.get(type(part), ())
            languages = rulebook.message_languages if of_message else rulebook.languages
            yield from _text(value, here, languages, nested=kind.count("Mapping["))
            continue
        entries = (
            value.items() if isinstance(value, Mapping) else enumerate(value, 1) if isinstance(value, tuple) else ()
        )
        for key, entry in entries:
            if is_dataclass(entry):
                yield from _texts(rulebook, entry, f"{here}.{key}")


def _text(
    value: Mapping[Any, Any], place: str, languages: tuple[Language, ...], *, nested: int
) -> Iterator[RulebookError]:
    """``value`` is a text, or mappings of texts, one in the other, ``nested`` levels deep."""
    if nested:
        for key, entry in value.items():
            yield from _text(entry, f"{place}.{key}", languages, nested=nested - 1)
        return
    for language in languages:
        if not value.get(language, "").strip():
            yield RulebookError(place, f"the language {language!r} is missing or empty; write the text")

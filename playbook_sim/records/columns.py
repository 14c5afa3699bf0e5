"""The columns of a file of cases: the same list reads files, writes them, and is the table on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playbook_sim.model import Fact, Language, Rulebook, Text
from playbook_sim.records.cells import named
from playbook_sim.records.mistakes import field_label
from playbook_sim.rendering.words import say

BEFORE_FACTS = ("id", "store", "order", "platform", "problem")
AFTER_FACTS = (
    "notes",
    "created_on",
    "closed_on",
    "outcome",
    "done",
    "calendar",
    "sent",
    "blanks",
    "changed_on",
    "rulebook",
)
TEXTS = ("store", "order", "notes")
"""The columns that hold whatever people write."""

DAYS = ("created_on", "changed_on", "closed_on")
"""The columns, beside those of facts, that hold a date."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its ``title`` in the reader's language, what goes into it, and whether it must be filled in."""

    id: str
    title: str
    what: str
    needed: bool


def columns(rulebook: Rulebook, lang: Language) -> list[Column]:
    """All columns, with a single line for those of the facts where they stand."""
    outcomes = "; ".join(label[lang] for label in rulebook.vocabulary["closing"].values())
    return [
        Column(
            id=id_,
            title=say(rulebook, lang, "records.title_facts") if id_ == "facts" else field_label(rulebook, lang, id_),
            what=say(rulebook, lang, f"records.what_{id_}", outcomes=outcomes),
            needed=id_ == "problem",
        )
        for id_ in (*BEFORE_FACTS, "facts", *AFTER_FACTS)
    ]


def fact_title(rulebook: Rulebook, lang: Language, fact: str) -> str:
    """What stands above the column of a fact: its question, with the platform where others ask the same question."""
    titles = _fact_titles(rulebook)
    return titles[fact][lang] if fact in titles else fact


def known_columns(rulebook: Rulebook, title: str) -> list[str]:
    """The columns that a title may mean, by id or by its words in any language; several facts may share one."""
    fixed = {id_: rulebook.words[f"records.column_{id_}"] for id_ in (*BEFORE_FACTS, *AFTER_FACTS)}
    return named(title, fixed) or named(title, _fact_titles(rulebook)) or named(title, _fact_labels(rulebook))


def _fact_labels(rulebook: Rulebook) -> dict[str, Text]:
    return {id_: fact.label for id_, fact in rulebook.facts.items() if fact.kind != "derived"}


def _fact_titles(rulebook: Rulebook) -> dict[str, Text]:
    labels = _fact_labels(rulebook)
    asked = {id_: problem.platform for problem in rulebook.problems.values() for id_ in problem.asks}
    shared = Counter(label[lang] for label in labels.values() for lang in rulebook.languages)
    titles = {}
    for id_, label in labels.items():
        alone = all(shared[label[lang]] == 1 for lang in rulebook.languages)
        place = rulebook.vocabulary["platform"].get(asked.get(id_, ""))
        titles[id_] = label if alone or place is None else {lang: f"{label[lang]} ({place[lang]})" for lang in label}
    return titles


def answers(fact: Fact) -> Mapping[str, Text]:
    """The answers that a fact can have, by id; none for a date or a number."""
    return {value.id: value.label for value in fact.values}


def facts_in_order(rulebook: Rulebook, given: Iterable[str]) -> list[str]:
    """The facts ``given`` in the order of the rulebook, and after them those that it does not know."""
    sought = set(given)
    return [id_ for id_ in rulebook.facts if id_ in sought] + sorted(sought - set(rulebook.facts))

"""What the package is asked at build time, so that whatever it imports shows: every method, branch and refusal.

The requests follow from the rulebook: a rule that an editor adds is among them without a line written here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from playbook_sim.bridge import METHODS, handle
from playbook_sim.checking import coverage
from playbook_sim.drills import offered
from playbook_sim.exports import FORMATS
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Fact, Problem, Rulebook
from playbook_sim.paths import steps_of
from playbook_sim.records.files import FORMATS as FILE_FORMATS
from playbook_sim.site.runtime.exercise_lab import lab

_STRANGE: tuple[Any, ...] = ("2026-02-30", "domani", "<b>😀</b>", "\ud800", 12, -1, None, [], {"a": None}, "9" * 5000)
_SLICES = 40
_NOT_REQUESTS = ("", "[]", "{}", "[" * 5000, '{"method": "none"}', '{"method": "answer", "params": []}')


def requests() -> list[str]:
    """Every request, as the worker would hand it over. The same rulebook gives the same list."""
    rulebook = load_rulebook()
    first, *others = rulebook.languages
    asked = [
        *_in(first, _answers(rulebook)),
        *(one for lang in others for one in _in(lang, islice(_answers(rulebook), 0, None, 8))),
        *(
            one
            for lang in rulebook.languages
            for one in _in(lang, _beside(rulebook), _saved(rulebook, lang), _drills(rulebook))
        ),
        *_in(first, lab(rulebook, list(_cases(rulebook)), whole=True)),
        *(one for lang in others for one in _in(lang, lab(rulebook, list(_cases(rulebook)), whole=False))),
        *(one for lang in rulebook.languages for one in _in(lang, _ahead(rulebook))),
        *_in(first, ((method, {}) for method in METHODS)),
        {"method": "version"},
    ]
    return [*_NOT_REQUESTS, *(json.dumps(request) for request in asked)]


def _in(lang: str, *asked: Iterable[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [{"method": method, "params": params | {"lang": lang}} for method, params in chain(*asked)]


def _answers(rulebook: Rulebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each complete set of answers to each problem; then what cannot be used, in each place of a case."""
    for case in _cases(rulebook):
        yield "answer", case
    usual = next(_cases(rulebook))
    for strange in _STRANGE:
        for key in ("platform", "problem", "facts", "today", "calendar", "done", "made_with"):
            yield "answer", usual | {key: strange}
        for fact in usual["facts"]:
            yield "answer", usual | {"facts": usual["facts"] | {fact: strange}}


def _cases(rulebook: Rulebook) -> Iterator[dict[str, Any]]:
    """Each problem with no answer, and with each complete set of answers."""
    found = coverage(rulebook)
    for problem in rulebook.problems.values():
        for answers in ({}, *(answers for answers, _ in found[problem.id])):
            yield _case(rulebook, problem, answers)


def _case(rulebook: Rulebook, problem: Problem, answers: Mapping[str, str]) -> dict[str, Any]:
    today = rulebook.released
    dates = {id_: _value(rulebook.facts[id_], today) for id_ in problem.asks} if answers else {}
    facts = dates | {id_: value for id_, value in answers.items() if id_ in problem.asks}
    return {"platform": problem.platform, "problem": problem.id, "facts": facts, "today": today.isoformat()}


def _value(fact: Fact, today: dt.date) -> Any:
    if fact.kind == "date":
        return today.isoformat()
    return fact.least or 0 if fact.kind == "integer" else fact.values[0].id


def _beside(rulebook: Rulebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """What goes with an answer: comparisons, ledgers, other calendars, every kind of file."""
    cases = list(islice(_cases(rulebook), 1, None, 12))
    beside = {"key": "case", "name": "Ordine 7", "link": "https://site.invalid/", "now": "2026-03-12T09:30:00Z"}
    for case, other in zip(cases, cases[1:] + cases[:1], strict=True):
        yield "compare", {"case": case, "other": other}
        for format_ in FORMATS:
            yield "export", case | {"format": format_, "beside": beside}
    case = next(case for case in cases if case["facts"])
    for limit in rulebook.limits:
        yield "ledger", case | {"limit": limit}
    for calendar in rulebook.calendars:
        yield "by_calendar", case | {"calendar": calendar}
    for wrong in _STRANGE:
        yield "export", case | {"format": "calendar", "beside": {"now": wrong}}


def _ahead(rulebook: Rulebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the worker does while the reader thinks, and when the reader comes back to what was worked out."""
    for case in islice(_cases(rulebook), 0, None, 24):
        ticked = list(islice(steps_of(rulebook, rulebook.problems[case["problem"]]), 1))
        for done in (ticked, [], ticked):
            yield "show", case | {"done": done}
            for _ in range(_SLICES):
                yield "foresee", {}


def _saved(rulebook: Rulebook, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Saved cases: lists, files in both directions, damaged files, figures, calendars."""
    today = {"today": rulebook.released.isoformat()}
    templates = [
        {"format": format_, "problem": problem} | today
        for format_ in FILE_FORMATS
        for problem in (None, *islice(rulebook.problems, 0, None, 12))
    ]
    for wish in templates:
        yield "record_template", wish
    for wish in templates:
        text = _reply("record_template", wish | {"lang": lang})["text"]
        records = _reply("read_records", wish | {"lang": lang, "text": text})["records"]
        yield "read_records", wish | {"text": text}
        half = text[: len(text) // 2]
        for damaged in (half, text.replace("2", "é"), text.replace(",", ";"), "\ufeff" + text, "", "\0"):
            yield "read_records", wish | {"text": damaged}
        yield "write_records", wish | {"records": records}
        yield "write_records", wish | {"records": list(_STRANGE)}
        yield "summaries", {"cases": [*records, *_STRANGE]} | today
        yield "figures", {"records": [*records, *_STRANGE]} | today
        yield "case_calendar", {"records": records, "link": "https://site.invalid/"} | today
    for case in islice(_cases(rulebook), 0, None, 12):
        yield "case_steps", case


def _drills(rulebook: Rulebook) -> Iterator[tuple[str, dict[str, Any]]]:
    """Drills, with answers that are dates, that are none, and that make no sense."""
    today = {"today": rulebook.released.isoformat()}
    for seed, (topic, levels) in islice(enumerate(offered(rulebook).items()), 0, None, 8):
        wish = {"seed": seed, "topic": topic, "difficulty": levels[-1]} | today
        yield "drill", wish
        for when in (today["today"], "none", "domani"):
            yield "grade", wish | {"answers": {"first": 0, "when": when}}
    for wrong in _STRANGE:
        yield "drill", {"seed": wrong, "topic": wrong, "difficulty": wrong} | today


def _reply(method: str, params: dict[str, Any]) -> dict[str, Any]:
    return json.loads(handle(json.dumps({"method": method, "params": params})))["result"]

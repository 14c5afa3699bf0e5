"""The answer as plain data in one language: what ``resolve --json`` prints and the page receives.

The keys are a public contract (docs/decisions/0040-answer-contract.md): they may grow, never change meaning.
Dates are ``YYYY-MM-DD`` or null; the two languages differ in words only.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from playbook_sim.changes import Changes, changes_of
from playbook_sim.model import Deadline, Finding, Path, PathStep, Resolution, Rulebook
from playbook_sim.rendering.messages import filled_text
from playbook_sim.rendering.versions import ruling_sentence
from playbook_sim.rendering.view import View, judging_book, link_from_simulator
from playbook_sim.versions import later

WORDS = frozenset(
    {
        "text",
        "title",
        "label",
        "ask",
        "missed",
        "shows",
        "choice",
        "name",
        "start_event",
        "provisional_reason",
        "rule_title",
    }
)
"""The keys of the answer that hold words; everything else is the same in every language."""


def as_data(rulebook: Rulebook, resolution: Resolution, language: str) -> dict[str, Any]:
    """``resolution`` as JSON-ready data, its words in ``language``."""
    case = resolution.case
    changes = changes_of(rulebook, resolution)
    rulebook = judging_book(rulebook, resolution)
    return {
        "status": resolution.status,
        "rulebook": resolution.version,
        "platform": case.platform,
        "problem": case.problem,
        "facts": {id_: _plain(value) for id_, value in case.facts.items()},
        "done": list(case.done),
        "today": resolution.today.isoformat(),
        "made_with": case.made_with,
        "changes": _changes(changes, language) if changes else None,
        "derived": dict(resolution.derived),
        "questions": list(resolution.questions),
        "next_question": resolution.next_question,
        "paths": [_path(rulebook, path, language) for path in resolution.paths],
        "deadlines": [_deadline(rulebook, deadline, language) for deadline in resolution.deadlines],
        "evidence": [
            {
                "id": id_,
                "label": rulebook.evidence[id_].label[language],
                "shows": rulebook.evidence[id_].shows[language],
                "citations": list(rulebook.evidence[id_].cites),
            }
            for id_ in resolution.evidence
        ],
        "messages": [_message(rulebook, resolution, id_, language) for id_ in resolution.messages],
        "warnings": _notes(rulebook, resolution.warnings, language),
        "gaps": _notes(rulebook, resolution.gaps, language),
        "advice": _notes(rulebook, resolution.advice, language),
        "left_out": _notes(rulebook, resolution.left_out, language),
        "footnotes": _notes(rulebook, resolution.footnotes, language),
        "doubts": [
            {
                "id": id_,
                "title": rulebook.doubts[id_].title[language],
                "readings": [
                    {"text": reading.text[language], "citations": list(reading.cites), "link": reading.link}
                    for reading in rulebook.doubts[id_].readings
                ],
                "choice": rulebook.doubts[id_].choice[language],
            }
            for id_ in resolution.doubts
        ],
        "findings": [_finding(rulebook, case.problem, finding, language) for finding in resolution.findings],
        "citations": [_citation(rulebook, id_) for id_ in cited(rulebook, resolution)],
    }


def cited(rulebook: Rulebook, resolution: Resolution) -> list[str]:
    """Every citation that some part of the answer names: first those that the path rests on."""
    rulebook = judging_book(rulebook, resolution)
    found = [*resolution.citations]
    for parts, ids in ((rulebook.evidence, resolution.evidence), (rulebook.messages, resolution.messages)):
        found += (cite for id_ in ids for cite in parts[id_].cites)
    found += (cite for id_ in resolution.doubts for reading in rulebook.doubts[id_].readings for cite in reading.cites)
    return list(dict.fromkeys(found))


def _path(rulebook: Rulebook, path: Path, language: str) -> dict[str, Any]:
    return {
        "rule": path.rule,
        "title": path.title[language],
        "when": dict(path.when),
        "outcome": {"id": path.outcome, "text": rulebook.vocabulary["outcome"][path.outcome][language]},
        "silent": path.silent,
        "nearest": list(path.nearest),
        "ask": path.ask[language] if path.ask else None,
        "headline": path.headline,
        "steps": [_step(step, path, language) for step in path.steps],
        "deadlines": list(path.deadlines),
        "notes": list(path.notes),
        "citations": list(path.cites),
    }


def _step(step: PathStep, path: Path, language: str) -> dict[str, Any]:
    rule = step.step
    return {
        "id": rule.id,
        "problem": step.problem,
        "actor": rule.actor,
        "through": list(rule.through),
        "text": rule.do[language],
        "state": step.state,
        "reported": step.reported,
        "days_late": step.late,
        "replaced": step.replaced,
        "look_first": list(step.look_first),
        "deadline": rule.limit if rule.limit in path.deadlines else None,
        "evidence": list(rule.evidence),
        "message": rule.message,
        "by_analogy": rule.analogy,
        "doubts": list(rule.doubts),
        "citations": list(rule.cites),
    }


def _changes(changes: Changes, language: str) -> dict[str, Any]:
    return {
        "standing": changes.standing,
        "touching": [
            {
                "version": release.version,
                "released": _date(release.released),
                "text": change.text[language],
                "problems": list(change.problems),
                "limits": list(change.limits),
            }
            for release, change in changes.touching
        ],
        "dates": [
            {
                "deadline": moved.id,
                "then": _dates(moved.then) if moved.then else None,
                "now": _dates(moved.now) if moved.now else None,
                "changed": moved.changed,
            }
            for moved in changes.moved
        ],
        "paths_then": list(changes.paths_then),
    }


def _dates(deadline: Deadline) -> dict[str, str | None]:
    return {end: _date(getattr(deadline, end)) for end in ("strict", "literal", "earliest", "latest")}


def _versions(rulebook: Rulebook, deadline: Deadline, language: str) -> list[dict[str, Any]]:
    view = View(rulebook, language, link_from_simulator)
    return [
        {
            "limit": ruling.limit.id,
            "start": _date(ruling.start),
            "valid_from": _date(ruling.limit.valid_from),
            "superseded_on": next((_date(version.valid_from) for version in later(ruling.limit)), None),
            "text": ruling_sentence(view, ruling),
        }
        for ruling in deadline.rulings
    ]


def _deadline(rulebook: Rulebook, deadline: Deadline, language: str) -> dict[str, Any]:
    return {
        "id": deadline.id,
        "label": deadline.label[language],
        "kind": deadline.kind,
        "start": _date(deadline.start),
        "start_event": deadline.start_event[language],
        **_dates(deadline),
        "amount": deadline.amount,
        "own_target": deadline.amount_from is not None,
        "missed": deadline.missed[language] if deadline.missed else None,
        "unit": deadline.unit,
        "unit_stated": deadline.unit_stated,
        "calendar": deadline.calendar,
        "provisional": bool(deadline.provisional),
        "provisional_reason": deadline.provisional[language] if deadline.provisional else None,
        "by_analogy": deadline.analogy,
        "versions": _versions(rulebook, deadline, language),
        "ledger": [
            {
                "date": day.date.isoformat(),
                "number": day.number,
                "kind": day.kind,
                "name": day.name and day.name[language],
            }
            for count in deadline.counts
            for day in count.days
        ],
        "doubts": list(deadline.doubts),
        "citations": list(deadline.cites),
    }


def _message(rulebook: Rulebook, resolution: Resolution, id_: str, language: str) -> dict[str, Any]:
    message = rulebook.messages[id_]

    def text(tongue: str, template: str) -> str:
        return filled_text(rulebook, resolution.case, message, tongue, template)

    return {
        "id": id_,
        "title": message.title[language],
        "to": message.to,
        "texts": {
            tongue: {"subject": text(tongue, message.subject[tongue]), "body": text(tongue, message.body[tongue])}
            for tongue in rulebook.message_languages
        },
        "citations": list(message.cites),
    }


def _finding(rulebook: Rulebook, problem: str, finding: Finding, language: str) -> dict[str, Any]:
    labels = {value.id: value.label[language] for value in rulebook.facts[finding.because_of or finding.fact].values}
    rules = {rule.id: rule.title[language] for rule in rulebook.problems[problem].rules}
    return {
        "rule": finding.rule,
        "rule_title": rules.get(finding.rule),
        "fact": finding.fact,
        "label": rulebook.facts[finding.fact].label[language],
        "wanted": [{"id": value, "label": labels[value]} for value in finding.wanted],
        "given": finding.given,
        "result": finding.result,
        "because_of": finding.because_of,
    }


def _citation(rulebook: Rulebook, id_: str) -> dict[str, Any]:
    citation = rulebook.citations[id_]
    return {
        "id": id_,
        "source": citation.source,
        "file": rulebook.sources[citation.source].file,
        "section": citation.section,
        "quote": citation.quote,
    }


def _notes(rulebook: Rulebook, ids: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    return [
        {
            "id": id_,
            "text": rulebook.notes[id_].text[language],
            "link": rulebook.notes[id_].link,
            "checked_on": _date(rulebook.notes[id_].checked_on),
            "citations": list(rulebook.notes[id_].cites),
        }
        for id_ in ids
    ]


def _date(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value

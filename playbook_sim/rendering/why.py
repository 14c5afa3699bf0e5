"""Part 6 of an answer: why. Findings, the rule, the sources with their words, doubts, gaps and our own advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook_sim.model import Doubt, Finding, Resolution, Rule
from playbook_sim.rendering.html import NOTHING, Html, el, joined
from playbook_sim.rendering.marks import citation_list, doubt_link, note_box, outside_link
from playbook_sim.rendering.remembered import remembered
from playbook_sim.rendering.view import View


def render_why(view: View, resolution: Resolution) -> Html:
    """How the answer came about, and what it does not know."""
    book = view.rulebook
    return joined(
        [
            _section(view, "why.rule", _rules(view, resolution)),
            _section(view, "why.findings", _findings(view, resolution)),
            _section(view, "why.sources", citation_list(view, resolution.citations)),
            _section(view, "why.doubts", doubt_list(view, [book.doubts[id_] for id_ in resolution.doubts])),
            _section(view, "why.gaps", _notes(view, resolution.gaps)),
            _section(view, "why.left_out", _notes(view, resolution.left_out)),
            _section(view, "why.advice", _notes(view, (*resolution.advice, *resolution.footnotes))),
            el("p", view.say("why.version", version=resolution.version), class_="pb-hint"),
        ]
    )


def _section(view: View, title: str, body: Html) -> Html:
    return el("div", el("h4", view.say(title)), body, class_=title.replace("why.", "pb-why--")) if body else NOTHING


def _notes(view: View, ids: Iterable[str]) -> Html:
    return joined(note_box(view, view.rulebook.notes[id_]) for id_ in ids)


def _rules(view: View, resolution: Resolution) -> Html:
    paths = resolution.paths
    if len(paths) == 1:
        return el("p", view.say("why.rule_applies", title=view.text(paths[0].title)))
    items = [el("li", view.text(path.title)) for path in paths]
    return joined([el("p", view.say("why.rules_open")), el("ul", *items)]) if items else NOTHING


def doubt_list(view: View, doubts: Sequence[Doubt]) -> Html:
    """Each doubt with all its readings, their quotes, what the playbook does, and where all that it touches stands."""
    return joined(_doubt(view, doubt) for doubt in doubts)


@remembered
def _doubt(view: View, doubt: Doubt) -> Html:
    return el(
        "details",
        el("summary", f"{doubt.id} · {view.text(doubt.title)}"),
        doubt_body(view, doubt),
        el("p", el("a", view.say("doubt.page", id=doubt.id), href=doubt_link(view, doubt.id))),
        data_item=doubt.id,
        class_="pb-details pb-doubt",
    )


def doubt_body(view: View, doubt: Doubt) -> Html:
    """The readings of a doubt with their quotes, and what the playbook does."""
    readings = [
        el(
            "li",
            view.text(reading.text),
            citation_list(view, reading.cites),
            el("p", outside_link(reading.link), class_="pb-note__beside") if reading.link else None,
        )
        for reading in doubt.readings
    ]
    choice = el("p", el("strong", view.say("why.choice"), ": "), view.text(doubt.choice))
    return joined([el("ol" if len(readings) > 1 else "ul", *readings, class_="pb-readings"), choice])


# --- findings ---------------------------------------------------------------------------------------------------


def finding_words(view: View, finding: Finding) -> str:
    """One condition in plain words: the question, the answer given, what was wanted, whether it is met."""
    asked = view.text(view.rulebook.facts[finding.fact].label)
    wanted = f" {view.say('word.or')} ".join(view.fact_value(finding.fact, value) for value in finding.wanted)
    given = "" if finding.given is None else view.fact_value(finding.fact, finding.given)
    if finding.result == "unused":
        because = view.text(view.rulebook.facts[finding.because_of].label) if finding.because_of else ""
        needed = f" {view.say('word.or')} ".join(
            view.fact_value(finding.because_of, value) for value in finding.wanted if finding.because_of
        )
        return view.say("finding.unused", fact=asked, given=given, because=because, wanted=needed)
    derived = view.rulebook.facts[finding.fact].derivation is not None
    key = f"finding.derived_{finding.result}" if derived else f"finding.{finding.result}"
    return view.say(key, fact=asked, wanted=wanted, given=given)


def grouped(view: View, resolution: Resolution) -> list[tuple[str, bool, list[Finding]]]:
    """The findings by rule: (what is said of the rule, whether it can still apply, its findings); without a rule last.

    Of a rule that is ruled out only the conditions that were answered are told: the others no longer matter.
    """
    shown = {path.rule for path in resolution.paths}
    by_rule: dict[str | None, list[Finding]] = {}
    for finding in resolution.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    titles = {rule.id: view.text(rule.title) for rule in _all_rules(view, resolution)}
    groups = []
    for rule, found in by_rule.items():
        if rule is None:
            continue
        if rule in shown:
            groups.append((titles[rule], True, found))
        elif all(finding.result != "not_met" for finding in found):
            groups.append((view.say("finding.possible", title=titles[rule]), True, found))
        else:
            answered = [finding for finding in found if finding.result in ("met", "not_met")]
            groups.append((view.say("finding.ruled_out", title=titles[rule]), False, answered))
    groups.sort(key=lambda group: not group[1])
    if None in by_rule:
        groups.append((view.say("finding.unused_title"), True, by_rule[None]))
    return groups


def _all_rules(view: View, resolution: Resolution) -> tuple[Rule, ...]:
    problem = view.rulebook.problems.get(resolution.case.problem)
    return problem.rules if problem else ()


def _findings(view: View, resolution: Resolution) -> Html:
    parts = []
    for title, applies, findings in grouped(view, resolution):
        items = [
            el("li", finding_words(view, finding), class_=f"pb-finding pb-finding--{finding.result}")
            for finding in findings
        ]
        parts.append(el("details", el("summary", title), el("ul", *items), class_="pb-details", open=applies))
    return joined(parts) or el("p", view.say("finding.none"))

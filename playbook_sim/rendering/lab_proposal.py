"""A change as a proposal: what to write in which file, the diff, and what it needs besides."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from playbook_sim.lab.expected import FOLDER as CASES
from playbook_sim.lab.fields import SINCE, Field
from playbook_sim.lab.passages import Instead
from playbook_sim.lab.proposal import FileChange, Lines, Twin
from playbook_sim.rendering.html import Html, el, joined, void
from playbook_sim.rendering.view import View

_CITES = re.compile(r"\s*(?:[\w.]+\.)?cites\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed. ``files``: with version and history where those are written; ``edits``: the fields that changed
    with their new values. ``forge``: the repository's address, "" where none is known. ``version``: that of the
    proposal where the meaning changes, else "". ``twins``: the texts that changed in some of their languages only.
    ``no_load``: why the rules do not load with version and history, as ``mistake_words`` says it. ``unconfirmed``: the
    places of changed texts of which nobody has said yet that all languages say the same; ``confirmed``: the editor has.
    ``instead``: the passages that only older cases rest on now, with those in their place.
    """

    files: Sequence[FileChange]
    edits: Mapping[Field, str]
    forge: str
    version: str
    twins: Sequence[Twin]
    no_load: Mapping[str, str | None] | None
    unconfirmed: Sequence[str]
    confirmed: bool
    instead: Instead

    @property
    def diff(self) -> str:
        """The whole change."""
        return "".join(file.diff for file in self.files)

    @property
    def released(self) -> bool:
        """Whether version and history are part of it."""
        return any(file.name == "history.toml" for file in self.files)


def render_proposal(view: View, proposal: Proposal) -> Html:
    """All that has to be written where. The script copies what its buttons name."""
    how = el("p", view.say("lab.propose.how_forge" if proposal.forge else "lab.propose.how_alone"))
    files = (_file(view, proposal, file) for file in proposal.files)
    return joined([how, *files, _diff(view, proposal), _needs(view, proposal)])


def render_release(view: View) -> Html:
    """Where to say what changes, in every language."""
    areas = (
        el(
            "div",
            el(
                "label",
                view.say("lab.propose.release_in", language=view.name("language", lang)),
                for_=f"lab-release-{lang}",
            ),
            el("textarea", id=f"lab-release-{lang}", rows=3, lang=lang, data_release=lang, spellcheck="true"),
            class_="lab-field lab-field--text",
        )
        for lang in view.rulebook.languages
    )
    told = el(
        "fieldset",
        el("legend", view.say("lab.propose.release")),
        el("p", view.say("lab.propose.release_help"), class_="lab-help"),
        el("div", *areas, class_="lab-languages"),
        class_="lab-text lab-release",
        hidden=True,
    )
    tick = void("input", type="checkbox", id="lab-confirmed")
    confirm = el("label", tick, " ", view.say("lab.propose.confirm"), class_="lab-confirm", hidden=True)
    return joined([told, confirm])


def _file(view: View, proposal: Proposal, file: FileChange) -> Html:
    link = None
    if proposal.forge:
        address = f"{proposal.forge.rstrip('/')}/edit/main/{file.path}"
        link = el("p", el("a", view.say("lab.propose.edit", file=file.name), href=address, rel="noopener noreferrer"))
    total = file.before.rstrip("\n").count("\n") + 1
    return el(
        "section",
        el("h4", el("code", file.path)),
        link,
        el("ul", *(_lines(view, lines, total) for lines in file.lines), class_="lab-lines"),
        class_="lab-file",
    )


def _lines(view: View, lines: Lines, total: int) -> Html:
    number = view.say("lab.propose.lines", n=lines.number)
    if not lines.before:
        at_end = lines.number > total
        head = view.say("lab.propose.append") if at_end else f"{number}: {view.say('lab.propose.insert')}"
        return el("li", el("p", head), _code(lines.after, "new"), _copy(view))
    old = _code(lines.before, "old")
    if not lines.after:
        return el("li", el("p", f"{number}: {view.say('lab.propose.remove')}"), old)
    parts = (
        el("p", f"{number}: {view.say('lab.propose.replace')}"),
        old,
        el("p", view.say("lab.propose.write")),
        _code(lines.after, "new"),
        _copy(view),
    )
    return el("li", *parts)


def _code(lines: Sequence[str], side: str) -> Html:
    tag = "del" if side == "old" else "ins"
    # Material's own copy button would stand in it: this is no block of a page.
    return el("pre", el(tag, "\n".join(lines)), class_=f"lab-code lab-code--{side}", tabindex=0)


def _copy(view: View) -> Html:
    return el("button", view.say("lab.propose.copy_lines"), type="button", class_="sim-button", data_copy="lines")


def _diff(view: View, proposal: Proposal) -> Html:
    title = view.say("lab.propose.diff")
    return el(
        "section",
        el("h4", title),
        el("pre", proposal.diff, class_="lab-code lab-diff", tabindex=0, role="group", aria_label=title),
        el("button", view.say("lab.propose.copy_diff"), type="button", class_="sim-button", data_copy="diff"),
        class_="lab-file",
    )


# --- what it needs besides --------------------------------------------------------------------------------------


def _needs(view: View, proposal: Proposal) -> Html:
    items = [el("li", need) for need in _needed(view, proposal)]
    if told := proposal.no_load:
        said = view.say("lab.propose.no_load", said=told["message"] or "")
        items.insert(0, el("li", said, " ", el("span", told["detail"], lang="en") if told["detail"] else None))
    return el("section", el("h4", view.say("lab.propose.needs")), el("ul", *items), class_="lab-needs")


def _needed(view: View, proposal: Proposal) -> Iterator[str]:
    if not proposal.version:
        yield view.say("lab.propose.need_words")
    else:
        key = "has_release" if proposal.released else "need_release"
        yield view.say(f"lab.propose.{key}", version=proposal.version)
        yield from _since(view, proposal)
        yield view.say("lab.propose.need_source")
        yield view.say("lab.propose.need_cases")
    if proposal.instead:
        yield from _quoted_instead(view, proposal)
    if _moves_a_citation(proposal):
        yield view.say("lab.propose.need_ledger")
    yield from _twins(view, proposal)
    if proposal.unconfirmed:
        files = dict.fromkeys(place.partition(": ")[0] for place in proposal.unconfirmed)
        yield view.say("lab.propose.need_confirm", files=" ".join(files))
    if proposal.confirmed:
        yield view.say("lab.propose.has_confirm")


def _quoted_instead(view: View, proposal: Proposal) -> Iterator[str]:
    # What another deadline rests on still, steps go on quoting.
    resting = {cite for limit in view.rulebook.limits.values() for cite in limit.cites}
    pairs = [f"{old} → {', '.join(new)}" for old, new in proposal.instead.items() if old not in resting]
    if pairs:
        yield view.say("lab.propose.has_words", passages="; ".join(pairs))
    if any(file.folder == CASES for file in proposal.files):
        yield view.say("lab.propose.has_cases", folder=CASES)
    yield view.say("lab.propose.need_quotes", passages=", ".join(proposal.instead))


def _moves_a_citation(proposal: Proposal) -> bool:
    """Whether something rests on other quotes than before, which the ledger of the sources keeps."""
    changed = (line for file in proposal.files for lines in file.lines for line in (*lines.before, *lines.after))
    return any(_CITES.match(line) for line in changed)


def _since(view: View, proposal: Proposal) -> Iterator[str]:
    dated = {field: value for field, value in proposal.edits.items() if field.path[-1] == SINCE and value}
    for field, value in dated.items():
        limit = view.rulebook.limits[str(field.path[0])]
        day = view.date(dt.date.fromisoformat(value))
        yield view.say("lab.propose.has_since", limits=view.text(limit.label), day=day)
    limits = {field.path[0] for field in proposal.edits if field.file == "limits.toml" and field.kind != "text"}
    if limits - {field.path[0] for field in dated}:
        yield view.say("lab.propose.need_since")


def _twins(view: View, proposal: Proposal) -> Iterator[str]:
    for twin in proposal.twins:
        yield view.say(
            "lab.propose.need_twin",
            here=", ".join(view.name("language", lang) for lang in twin.changed),
            there=", ".join(view.name("language", lang) for lang in twin.left),
            texts=twin.place,
        )

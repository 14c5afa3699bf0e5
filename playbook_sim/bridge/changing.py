"""The rule lab: another rulebook made of the reader's edits, asked beside the one in force.

The rules' files come with each request, because a Python that starts from its image has no files; the one in force is
never touched. Each request wants ``{"files": {name: text}, "problem": id, "edits": {field id: what was typed}}``.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any

from playbook_sim.bridge.requests import RequestError, address, one_of, text, texts
from playbook_sim.bridge.worked import cases_asked, expected_anew
from playbook_sim.cases import read_case, read_date
from playbook_sim.checking import misquoted, problems_beside, problems_within
from playbook_sim.errors import FactError, RulebookError
from playbook_sim.evaluation import evaluate
from playbook_sim.lab.confirmed import loose, with_confirmed
from playbook_sim.lab.edits import Changed, change, refused
from playbook_sim.lab.fields import WORDS, Field, Part, parts
from playbook_sim.lab.held import HeldFiles, load
from playbook_sim.lab.proposal import FileChange, file_changes, next_version, twins, with_release
from playbook_sim.lab.samples import most_dated
from playbook_sim.loading.twins import RECORD
from playbook_sim.meaning import Answers, alike, changed_case, meaning
from playbook_sim.model import Case, Language, Rulebook
from playbook_sim.rendering import changelog
from playbook_sim.rendering.answer import announce, render_answer
from playbook_sim.rendering.html import el
from playbook_sim.rendering.lab_answer import case_title, render_changed_case, render_facts, render_sample_difference
from playbook_sim.rendering.lab_form import render_lab_actions, render_lab_form
from playbook_sim.rendering.lab_mistakes import mistake_words, render_findings
from playbook_sim.rendering.lab_page import spoken_words
from playbook_sim.rendering.lab_proposal import Proposal, render_proposal, render_release
from playbook_sim.rendering.refusal import refusal_words
from playbook_sim.rendering.view import Link, View, link_from_simulator

_MOST_FILES = 1000
_MOST_TYPED = 20_000
_SHOWN_FIRST = ("now", "timeline", "deadlines")
_ROOT = re.compile(r"\./|(?:\.\./){0,8}")


def _undisturbed[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """``function``, in which no garbage is looked for before its end.

    A rulebook is a great many objects that all stay: the collector would go through them again and again while one is
    loaded. And where it begins by itself depends on all that was asked before, so that no training of the start image
    could see everything that it meets.
    """

    @wraps(function)
    def alone(*args: P.args, **kwargs: P.kwargs) -> T:
        usual = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.collect()
            if usual:
                gc.enable()

    return alone


@_undisturbed
def lab_form(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """What can be changed: ``{"form", "actions", "release", "words", "fields": {id: value}, "samples", "begin"}``.

    ``samples``: a title for each of the worked cases ``"cases": [{"names", "request"}]`` of the problem; ``begin``: the
    place of the one to look at first.
    """
    asked = _Asked(rulebook, params)
    cases = [(names, *read_case(rulebook, request)) for names, request in _cases(params)]
    view = View(rulebook, lang, link_from_simulator)
    return {
        "form": render_lab_form(view, asked.problem, asked.parts),
        "actions": render_lab_actions(view),
        "release": render_release(view),
        "words": spoken_words(rulebook, lang),
        "fields": {field.id: field.value for field in asked.fields},
        "samples": [case_title(view, *case) for case in cases],
        "begin": most_dated(rulebook, [(case, today) for _, case, today in cases]),
    }


@_undisturbed
def lab_answer(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to ``"case"`` by the changed rules, for a page from which ``"root"`` leads to that of its language.

    ``{"mistakes": [{"field", "message", "detail"}], "facts", "difference", "parts": {name: markup}, "folded",
    "announcement", "ruled"}``. Where the rules do not load there are mistakes and nothing else. ``ruled``: whether more
    than words was changed.
    """
    asked = _Asked(rulebook, params)
    view = View(rulebook, lang, link_from_simulator)
    if asked.after is None:
        return {"mistakes": [mistake_words(view, mistake) for mistake in asked.changed.mistakes]}
    reply: dict[str, Any] = {"mistakes": [], "ruled": asked.ruled}
    if "case" not in params:
        return reply
    before = read_case(rulebook, params["case"])
    try:
        read = read_case(asked.after, params["case"])
        answers = tuple(evaluate(book, *told) for book, told in ((rulebook, before), (asked.after, read)))
        rendered = render_answer(asked.after, answers[1], lang, _link(text(params, "root")))
    except RulebookError as error:
        # The loader cannot see everything: some mistakes show only where a text is to be used.
        return {"mistakes": [mistake_words(view, refused(None, error))]}
    except FactError as error:
        said = view.say("lab.sample.refused", said=refusal_words(asked.after, error, lang))
        nothing = {"difference": el("p", said), "parts": {}, "folded": {}, "announcement": said}
        return reply | nothing | {"facts": render_facts(view, *before)}
    books = (rulebook, asked.after)
    meant = _differ(books, answers)
    return reply | {
        "facts": render_facts(view, *before),
        "difference": render_sample_difference(books, answers, lang, meant=meant),
        "parts": {name: rendered[name] for name in _SHOWN_FIRST if name in rendered},
        "folded": {name: rendered[name] for name in rendered if name not in _SHOWN_FIRST},
        "announcement": announce(asked.after, answers[1], lang),
    }


@_undisturbed
def lab_cases(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """Which of the worked cases ``"cases": [{"names", "request"}]`` change their result, and how: ``{"changed": […]}``.

    Each is ``{"number", "problem", "title", "html"}``; ``number`` is its place, and that of the first case ``"first"``.
    """
    asked = _Asked(rulebook, params)
    first = params.get("first", 0)
    if not isinstance(first, int):
        raise RequestError("first: write a whole number")
    found = []
    for number, (names, request) in enumerate(_cases(params), first):
        answers = asked.after and changed_case(rulebook, asked.after, request)
        if answers:
            found.append(_changed(rulebook, asked.after, lang, answers, (names, number, *read_case(rulebook, request))))
    return {"changed": found}


@_undisturbed
def lab_check(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """What the check of the whole rulebook says of the change: ``{"html"}``, "" for nothing.

    It takes long, so it is asked in parts: of each problem ``"of"``, and of all that belongs to none where there is no
    such name.
    """
    asked = _Asked(rulebook, params)
    if asked.after is None:
        raise RequestError("edits: the rules do not load with them")
    after = asked.after
    if "of" in params:
        found = problems_within(after, after.problems[one_of(params, "of", after.problems)])
    else:
        found = [*misquoted(after), *problems_beside(after)]
    return {"html": render_findings(View(after, lang, link_from_simulator), found)}


@_undisturbed
def lab_proposal(rulebook: Rulebook, lang: Language, params: Mapping[str, Any]) -> dict[str, Any]:
    """The change as a proposal: ``{"html", "diff", "files": {path: text}, "meant", "texts"}``.

    ``"forge"``: the repository's address; ``"told"``: what changes, by language; ``"problems"``: those whose answers
    change; ``"today"``: the day of the release; ``"record"``: that of translations, where the editor has said that
    all languages say the same, which is then written into it; ``"cases"`` and ``"written"``: the worked cases, see
    ``worked.expected_anew``. ``meant``: whether more than words changes, ``texts``: whether a text does. Raises
    RequestError where the rules do not load.
    """
    asked = _Asked(rulebook, params)
    if asked.after is None:
        raise RequestError("edits: the rules do not load with them")
    problems = params.get("problems", [])
    if not isinstance(problems, list) or any(problem not in rulebook.problems for problem in problems):
        raise RequestError("problems: write a list of problems")
    view = View(asked.after, lang, link_from_simulator)
    meant = asked.ruled or bool(problems)
    told = {language: texts(params, "told").get(language, "").strip() for language in rulebook.languages}
    day = read_date(rulebook, "today", params.get("today"))
    changed, instead, beside, no_load = asked.changed.texts, asked.changed.instead, [], None
    if meant and all(told.values()):
        released = with_release(asked.texts, changed, (rulebook, asked.after), told, problems, day)
        try:
            newest = load({**asked.texts, **released})
            changed = released
            beside.append(FileChange(changelog.NAME, changelog.changelog(rulebook), changelog.changelog(newest), ""))
        except RulebookError as error:
            no_load = mistake_words(view, refused(None, error))
    tongues = {*rulebook.languages, *rulebook.message_languages}
    unconfirmed = loose(asked.texts, changed, tongues)
    record = text(params, "record")
    confirmed = bool(unconfirmed and record)
    if confirmed:
        now = with_confirmed(record, asked.texts, changed, tongues, day)
        folder, _, name = RECORD.rpartition("/")
        beside.append(FileChange(name, record, now, folder))
    proposal = Proposal(
        files=[*file_changes(asked.texts, changed), *expected_anew(asked.after, params, instead), *beside],
        edits={field: asked.edits[field.id] for field in asked.edited},
        forge=_forge(params),
        version=next_version(rulebook.version) if meant else "",
        twins=twins(asked.fields, asked.edited),
        no_load=no_load,
        unconfirmed=[] if confirmed else unconfirmed,
        confirmed=confirmed,
        instead=instead,
    )
    return {
        "html": render_proposal(view, proposal),
        "diff": proposal.diff,
        "files": {file.path: file.after for file in proposal.files},
        "meant": meant,
        "texts": bool(unconfirmed),
    }


# --- reading ----------------------------------------------------------------------------------------------------


class _Asked:
    """What every request says: files, problem and edits; and the rulebook that comes of them."""

    def __init__(self, rulebook: Rulebook, params: Mapping[str, Any]) -> None:
        self.texts = texts(params, "files")
        if len(self.texts) > _MOST_FILES or "rulebook.toml" not in self.texts:
            raise RequestError("files: write the files of the rulebook, by their names in its folder")
        self.problem = one_of(params, "problem", rulebook.problems)
        self.parts: list[Part] = parts(rulebook, HeldFiles(self.texts), self.problem)
        self.fields: list[Field] = list({field.id: field for part in self.parts for field in part.fields}.values())
        self.edits = {id_: typed[:_MOST_TYPED] for id_, typed in texts(params, "edits").items()}
        self.edited = [field for field in self.fields if self.edits.get(field.id, field.value) != field.value]
        self.changed: Changed = change(self.texts, self.fields, self.edits)

    @property
    def after(self) -> Rulebook | None:
        """The changed rulebook, None where it does not load."""
        return self.changed.rulebook

    @property
    def ruled(self) -> bool:
        """Whether more than words was changed."""
        return any(field.kind not in WORDS for field in self.edited)


def _cases(params: Mapping[str, Any]) -> list[tuple[Mapping[str, str], Any]]:
    return [(texts(case, "names"), case.get("request")) for case in cases_asked(params)]


def _forge(params: Mapping[str, Any]) -> str:
    forge = address(params, "forge")
    if forge and not forge.startswith(("https://", "http://")):
        raise RequestError("forge: write an address on the web")
    return forge


@lru_cache(maxsize=16)
def _link(root: str) -> Link:
    if not _ROOT.fullmatch(root):
        raise RequestError("root: write the way up to the root of the language, as in ../../")
    return lambda page, anchor: f"{root}{page}/#{anchor}" if anchor else f"{root}{page}/"


# --- answering --------------------------------------------------------------------------------------------------


def _changed(
    rulebook: Rulebook,
    after: Rulebook,
    lang: Language,
    answers: Answers,
    asked: tuple[Mapping[str, str], int, Case, Any],
) -> dict[str, Any]:
    _, number, case, _ = asked
    title = after.problems[case.problem].title[lang]
    html = render_changed_case((rulebook, after), answers, lang, asked)
    return {"number": number, "problem": case.problem, "title": title, "html": html}


def _differ(books: tuple[Rulebook, Rulebook], answers: Any) -> bool:
    pairs = tuple(zip(books, answers, strict=True))
    return not alike(*pairs) and meaning(*pairs[0]) != meaning(*pairs[1])

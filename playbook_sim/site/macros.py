"""What pages may call: ``{{ limit("dsers_remedy") }}`` and the rest. Rules are written into pages by these alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from playbook_sim.evaluation import evaluate
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Case, Limit, Problem, Rulebook
from playbook_sim.rendering.frame import render_simulator
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.rendering.versions import since_words, with_earlier
from playbook_sim.rendering.words import amount_words, duration, reading_words
from playbook_sim.site import coverage, ledger
from playbook_sim.site import macros_changes as changes
from playbook_sim.site import macros_editors as editors
from playbook_sim.site import macros_guide as guide
from playbook_sim.site import macros_ledger as sentences
from playbook_sim.site import macros_lists as lists
from playbook_sim.site import macros_problem as parts
from playbook_sim.site import macros_speed as speed
from playbook_sim.site import system_picture as system
from playbook_sim.site.drawing import picture
from playbook_sim.site.glossary_links import GlossaryLinks
from playbook_sim.site.macros_architecture import import_map_macro
from playbook_sim.site.macros_drills import drills_macro
from playbook_sim.site.macros_lab import rule_lab
from playbook_sim.site.macros_my_cases import my_cases_macro
from playbook_sim.site.macros_records import record_columns_macro
from playbook_sim.site.macros_triage import triage_macro
from playbook_sim.site.macros_twins import banners, twins_macro
from playbook_sim.site.page_view import PageView
from playbook_sim.site.places import CACHE
from playbook_sim.site.translations import Loose, loose_texts

_REPORT = ("title", "rule", "translation", "case", "edit", "guide", "public")
SECTIONS = ("flowchart", "path", "deadlines", "evidence", "messages", "doubts", "gaps", "citations")
"""What a problem page consists of: each is a macro, and the anchor of its section."""


def define_env(env: Any) -> None:
    """Give mkdocs-macros the macros of the playbook, in the language of the theme."""
    bring(env, load_rulebook(), loose_texts())


def on_pre_page_macros(env: Any) -> None:
    """Let the search find a page by the lengths of the limits that it names: they are tags like those it writes."""
    meta = env.page.meta
    if "lengths" in meta:
        meta["tags"] = [*meta.get("tags", ()), env.macros["lengths"]()]


def bring(env: Any, rulebook: Rulebook, loose: Iterable[Loose]) -> None:
    """The same for a rulebook that is loaded, with the texts that are not confirmed to say the same."""
    page = PageView(env, rulebook)
    for macro in macros(page):
        env.macro(macro)
    env.conf["extra"]["behind"] = banners(page.view, loose)
    env.conf["extra"]["report"] = {key: page.view.say(f"report.{key}") for key in _REPORT}
    # What the theme says besides Material's own words: templates outside of a page cannot call macros.
    env.conf["extra"]["offline_words"] = {
        key: text[page.lang] for key, text in page.rulebook.words.items() if key.startswith("offline.")
    }
    env.conf["extra"]["missing_words"] = {
        key.removeprefix("missing."): text[page.lang]
        for key, text in page.rulebook.words.items()
        if key.startswith("missing.")
    }
    env.conf["extra"]["search_words"] = {
        key: page.rulebook.words[f"{part}.{key}"][page.lang]
        for part, keys in {"search": ("nearest", "onward", "questions"), "ask": ("label",)}.items()
        for key in keys
    }
    # For the switch, the sitemap and the foot of each page: every language by its own name.
    names = page.rulebook.vocabulary["language"]
    env.conf["extra"]["alternate"] = [{"lang": lang, "name": names[lang][lang]} for lang in page.rulebook.languages]
    # Here and not in the configurations: what is linked, and how, depends on the page that is being built.
    env.conf["markdown_extensions"].append(GlossaryLinks(page))


def macros(page: PageView) -> tuple[Callable[..., str], ...]:
    """All macros, for the page that ``page`` looks at when they are called."""
    parts = (_inline, _problem, _lists, _guide, changes.macros, speed.macros, editors.macros)
    apart = (
        triage_macro(page),
        my_cases_macro(page),
        record_columns_macro(page),
        drills_macro(page),
        twins_macro(page),
        import_map_macro(page),
    )
    return (*(macro for part in parts for macro in part(page)), *apart)


def _block(html: Html) -> str:
    """HTML on lines of its own, so that Markdown leaves it alone."""
    return f"\n\n{el('div', html, class_='pb-block')}\n\n" if html else ""


def _inline(page: PageView) -> tuple[Any, ...]:
    book = page.rulebook

    def limit(id_: str) -> str:
        """How long a limit is: "4 days"; a chain adds up: "10–30 + up to 15 working days".

        Of one that changes from a day on it is the newest version, with that day and what held before.
        """
        found = page.known("limit", id_, book.limits)
        if found.chain:
            since = since_words(page.view, found)
            return f"{duration(book, page.lang, found)} ({since})" if since else duration(book, page.lang, found)
        return with_earlier(page.view, found, lambda version: amount_words(book, page.lang, version))

    def lengths() -> str:
        """How long the limits are that the page's front matter names as ``lengths``, or ``all``: "5 days, 16 days"."""
        named = page.meta.get("lengths", ())
        own = [id_ for id_, one in book.limits.items() if not one.chain and not one.amount_from]
        return ", ".join(dict.fromkeys(limit(id_) for id_ in (own if named == "all" else named)))

    def limit_event(id_: str) -> str:
        """What a limit is counted from: "the promised ship date"."""
        return page.view.start_event(page.known("limit", id_, book.limits))

    def strict(id_: str) -> str:
        """The strict reading of a duty: "day 4"."""
        return read(page.known("limit", id_, book.limits), "strict")

    def literal(id_: str) -> str:
        """The literal reading of a duty: "day 5"."""
        return read(page.known("limit", id_, book.limits), "literal")

    def read(limit: Limit, reading: str) -> str:
        return with_earlier(page.view, limit, lambda version: reading_words(book, page.lang, version, reading))

    def quote(id_: str) -> str:
        """A citation inside a sentence: the quote, and its section linked to its source."""
        cited = page.known("citation", id_, book.citations)
        source = book.sources[cited.source]
        address = page.link("sources", f"source-{source.id}")
        place = el("a", cited.section, href=address, title=page.view.text(source.title), lang=source.language)
        return el("span", el("q", cited.quote, lang=source.language), " (", place, ")", class_="pb-quote")

    def simulate(problem: str | None = None, facts: dict[str, str] | None = None) -> str:
        """A link to the simulator with a problem (by default the page's) and facts filled in."""
        named = page.known("problem", problem or page.meta.get("problem", ""), book.problems)
        return page.simulator_link(named.id, facts or {})

    def problem_link(id_: str) -> str:
        """A link to the handbook page of a problem."""
        found = page.known("problem", id_, book.problems)
        return page.markdown_link(page.view.text(found.title), page.view.problem_page(found.id))

    def problem_list(stage: str) -> str:
        """The problems of a stage with their summaries, as a list of links."""
        page.known("stage", stage, book.vocabulary["stage"])
        told = [problem for problem in book.problems.values() if problem.stage == stage]
        return "\n".join(f"- {problem_link(problem.id)}: {page.view.text(problem.summary)}" for problem in told)

    def problems_on(platform: str) -> str:
        """The problems of a platform by their titles, as links in one line."""
        page.known("platform", platform, book.vocabulary["platform"])
        told = [problem.id for problem in book.problems.values() if problem.platform == platform]
        return " · ".join(problem_link(id_) for id_ in told)

    def rulebook_version() -> str:
        """The version of the rules."""
        return book.version

    return (
        limit,
        lengths,
        limit_event,
        strict,
        literal,
        quote,
        simulate,
        problem_link,
        problem_list,
        problems_on,
        rulebook_version,
    )


def _problem(page: PageView) -> tuple[Any, ...]:
    def current() -> Problem:
        return page.known("problem", page.meta.get("problem", ""), page.rulebook.problems)

    def problem_title() -> str:
        """The name of the page's problem, for the heading of the page."""
        return page.view.text(current().title)

    def flowchart() -> str:
        """The flowchart of the page's problem, with its text."""
        return _block(parts.flowchart(page.view, current(), CACHE))

    def path() -> str:
        """Every path of the page's problem."""
        return _block(parts.path(page.view, current()))

    def deadlines() -> str:
        """The deadlines of the page's problem."""
        return _block(parts.deadlines(page.view, current()))

    def evidence() -> str:
        """The evidence for the page's problem."""
        return _block(parts.evidence(page.view, current()))

    def messages() -> str:
        """The titles of the messages of the page's problem."""
        return _block(parts.messages(page.view, current()))

    def doubts() -> str:
        """Where the sources disagree about the page's problem."""
        return _block(parts.doubts(page.view, current()))

    def gaps() -> str:
        """What the sources do not say about the page's problem."""
        return _block(parts.gaps(page.view, current()))

    def citations() -> str:
        """What the sources say about the page's problem."""
        return _block(parts.citations(page.view, current()))

    pieces = {
        macro.__name__: macro for macro in (flowchart, path, deadlines, evidence, messages, doubts, gaps, citations)
    }

    def problem_page() -> str:
        """All of the above under headings of their own, with a link to the simulator and the rule lab at the end."""
        button = page.simulator_link(current().id, {}, class_="md-button md-button--primary")
        sections = [_block(el("p", button))]
        sections += [f"## {page.view.say(f'page.{name}')} {{ #{name} }}\n{pieces[name]()}" for name in SECTIONS]
        sections.append(f"## {page.view.say('lab.title')} {{ #try }}\n{_block(rule_lab(page, current()))}")
        return "\n".join(sections)

    return (problem_title, *pieces.values(), problem_page)


def _lists(page: PageView) -> tuple[Any, ...]:
    def deadlines_at_a_glance() -> str:
        """Every limit of the rulebook, by platform, each under a heading with the platform's id as its anchor."""
        tables = lists.deadlines_at_a_glance(page.view)
        return "\n".join(
            f"## {page.view.name('platform', platform)} {{ #{platform.replace('_', '-')} }}\n{_block(table)}"
            for platform, table in tables.items()
        )

    def doubt_list() -> str:
        """Every doubt, with the anchors ``b1`` …"""
        return _block(lists.doubts(page.view))

    def gap_list() -> str:
        """Every gap."""
        return _block(lists.gaps(page.view))

    def source_list() -> str:
        """Every source."""
        return _block(lists.sources(page.view))

    def outside_facts() -> str:
        """Every footnote."""
        return _block(lists.outside_facts(page.view))

    def calendar_list() -> str:
        """Every calendar."""
        return _block(lists.calendars(page.view))

    def count_example(calendar: str, start: str, amount: int) -> str:
        """A worked count of working days after a date (``2026-02-10``)."""
        known = page.known("calendar", calendar, page.rulebook.calendars)
        return _block(lists.count_example(page.view, known, dt.date.fromisoformat(start), amount))

    def simulator() -> str:
        """The simulator: its form, and the path of each problem for when there is no answer."""
        book = page.rulebook
        first = {id_: _first_questions(page, problem) for id_, problem in book.problems.items()}
        static = {id_: render_static_path(book, told, page.lang, page.link) for id_, told in book.problems.items()}
        return _block(render_simulator(book, page.lang, first, static))

    return (
        deadlines_at_a_glance,
        doubt_list,
        gap_list,
        source_list,
        outside_facts,
        calendar_list,
        count_example,
        simulator,
    )


def _guide(page: PageView) -> tuple[Any, ...]:
    def evidence_matrix() -> str:
        """Which evidence which problem asks for, by platform, with the anchors ``evidence-<id>``."""
        return _block(guide.evidence_matrix(page.view))

    def metric_list() -> str:
        """Every metric that the sources name, with the anchors ``metric-<id>``."""
        return _block(guide.metrics(page.view))

    def glossary() -> str:
        """Every term of the glossary, with the anchors ``term-<id>``."""
        return _block(guide.glossary(page.view))

    def left_out_list() -> str:
        """What the sources say and the playbook does not repeat, with the anchors ``left-out-<id>``."""
        return _block(guide.left_out(page.view))

    def coverage_table() -> str:
        """Every branch with its sets of answers and its worked cases, and what the proof found."""
        return _block(coverage.coverage_table(page.view, coverage.prove(page.rulebook), coverage.worked_cases()))

    def sentence_ledger() -> str:
        """Every row of the inventory with the places it went to, with the anchors ``row-<id>``."""
        try:
            return _block(sentences.sentence_ledger(page.view, ledger.read()))
        except sentences.LedgerError as error:
            raise page.fail(str(error)) from None

    def system_picture() -> str:
        """The picture of who takes part in an order, with its text."""
        drawn = picture(system.place(CACHE, page.lang))
        return _block(parts.pictured(page.view, drawn, system.as_text(page.view)))

    return (
        evidence_matrix,
        metric_list,
        glossary,
        left_out_list,
        coverage_table,
        sentence_ledger,
        system_picture,
    )


def _first_questions(page: PageView, problem: Problem) -> tuple[str, ...]:
    """What is asked before anything is known. No fact is given, so the day makes no difference."""
    case = Case(platform=problem.platform, problem=problem.id, facts={})
    return evaluate(page.rulebook, case, page.rulebook.released).questions

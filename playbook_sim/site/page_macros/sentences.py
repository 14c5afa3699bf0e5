"""What stands inside a sentence of a page: a duration, a reading, a quote, a link to a problem or to the simulator."""

from __future__ import annotations

from typing import Any

from playbook_sim.model import Limit
from playbook_sim.rendering.html import el
from playbook_sim.rendering.versions import since_words, with_earlier
from playbook_sim.rendering.words import amount_words, duration, reading_words
from playbook_sim.site.page_view import PageView


def macros(page: PageView) -> tuple[Any, ...]:
    """Those macros, for the page that is being built."""
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

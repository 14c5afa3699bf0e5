"""Any case there can be: all problems, all answers, all dates that the rulebook covers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from playbook_sim.cases import check_dates
from playbook_sim.errors import FactError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Case, Fact

BOOK = load_rulebook()
DAYS = st.dates(BOOK.first_date, BOOK.last_date)
CALENDARS = st.sampled_from([None, *BOOK.calendars])


def values(fact: Fact, near: dt.date) -> st.SearchStrategy[Any]:
    """Answers to ``fact``; most dates lie near each other, so that their order and the limits matter."""
    if fact.kind == "date":
        close = st.integers(-60, 60).map(lambda days: near + dt.timedelta(days=days))
        return (close | DAYS).filter(lambda date: BOOK.first_date <= date <= BOOK.last_date)
    if fact.kind == "integer":
        return st.integers(fact.least, fact.most)
    return st.sampled_from([value.id for value in fact.values])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Case, dt.date]:
    """Any case, with a today. Its dates may contradict each other."""
    problem = BOOK.problems[draw(st.sampled_from(list(BOOK.problems)))]
    today = draw(DAYS)
    facts = {id_: draw(values(BOOK.facts[id_], today)) for id_ in problem.asks if draw(st.booleans())}
    return Case(platform=problem.platform, problem=problem.id, facts=facts, calendar=draw(CALENDARS)), today


@st.composite
def possible_cases(draw: st.DrawFn) -> tuple[Case, dt.date]:
    """A case whose dates do not contradict each other: one that does loses them."""
    case, today = draw(cases())
    try:
        check_dates(BOOK, case, today)
    except FactError:
        facts = {id_: value for id_, value in case.facts.items() if BOOK.facts[id_].kind != "date"}
        case = Case(platform=case.platform, problem=case.problem, facts=facts, calendar=case.calendar)
    return case, today


def as_request(case: Case, today: dt.date) -> dict[str, Any]:
    """``case`` as JSON would hold it."""
    facts = {id_: value.isoformat() if isinstance(value, dt.date) else value for id_, value in case.facts.items()}
    return {
        "platform": case.platform,
        "problem": case.problem,
        "facts": facts,
        "today": today.isoformat(),
        "calendar": case.calendar,
    }

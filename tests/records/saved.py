"""Saved cases for the tests: any that the page could have stored."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from random_cases import BOOK, as_request, cases

from playbook_sim.paths import steps_of
from playbook_sim.records.record import MOST_TEXT
from playbook_sim.untrusted import clean

NASTY = st.sampled_from(
    [
        "",
        "=1+1",
        "'=1+1",
        "''=x",
        "+39 02 1234",
        "-5",
        "@me",
        "\t=x",
        "007",
        "'007",
        "1234567890123456",
        "12-5",
        "8,1E+15",
        "'A Livella",
        'say "now"; then, go\r\n"',
        "#1001",
        "a\nb\r\nc\rd",
        " space ",
        "\ufeffx",
        "sep=;",
        "€ 中文 👩‍🚀 ’",
        "<b>&amp;",
        "null",
        "2026-03-10",
        "10/03/2026",
    ]
)
TEXTS = NASTY | st.text(max_size=60).map(clean) | st.lists(NASTY, max_size=4).map("\n".join)
DAYS = st.dates(BOOK.first_date, BOOK.last_date).map(dt.date.isoformat)
NAMES = st.from_regex(r"[a-z][a-z_0-9]{0,20}", fullmatch=True)
BLANKS = NAMES.filter(lambda name: name != "order")


def text(field: str) -> st.SearchStrategy[str]:
    """What may stand in a field of free text."""
    return TEXTS.map(lambda value: value[: MOST_TEXT[field]])


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Any record that a page could have stored."""
    case, today = draw(cases())
    told = as_request(case, today)
    created, closed = sorted((draw(DAYS), draw(DAYS)))
    is_closed = draw(st.booleans())
    steps = steps_of(BOOK, BOOK.problems[case.problem])
    return {
        "schema": 1,
        "id": str(draw(st.uuids(version=4))),
        "store": draw(text("store")),
        "order": draw(text("order")),
        "platform": told["platform"],
        "problem": told["problem"],
        "facts": told["facts"],
        "calendar": told["calendar"],
        "done": draw(st.lists(st.sampled_from(steps), unique=True, max_size=3)) if steps else [],
        "sent": draw(st.dictionaries(NAMES, DAYS, max_size=3)),
        "blanks": draw(
            st.dictionaries(NAMES.filter(lambda name: name != "order"), text("blanks").filter(bool), max_size=3)
        ),
        "notes": draw(text("notes")),
        "created_on": created,
        "changed_on": draw(DAYS),
        "closed_on": closed if is_closed else None,
        "outcome": draw(st.sampled_from([None, *BOOK.vocabulary["closing"]])) if is_closed else None,
        "rulebook": "2.0.0",
        "summary": None,
    }

"""Which of the worked cases of a problem the lab looks at first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from playbook_sim.evaluation import evaluate
from playbook_sim.model import Case, Rulebook


def most_dated(rulebook: Rulebook, cases: Sequence[tuple[Case, dt.date]]) -> int:
    """The place of the first case whose answer has the most deadlines with dates, so that a change of one is seen; 0
    where there is no case."""
    dated = [
        sum(deadline.start is not None for deadline in evaluate(rulebook, case, today).deadlines)
        for case, today in cases
    ]
    return dated.index(max(dated)) if dated else 0

"""A fixed share of ``make fuzz``: no crash, every case answered or refused by name."""

from __future__ import annotations

from collections import Counter

import pytest

from fuzzing.trying import try_case

SEED = 2026
SHARE = 20_000
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_every_case_is_answered_or_refused_by_name(part: int) -> None:
    became: Counter[str] = Counter()
    for number in range(part, SHARE, PARTS):
        try:
            became[try_case(SEED, number)] += 1
        except Exception as error:
            error.add_note(f"again: make fuzz SEED={SEED} FIRST={number} CASES=1")
            raise
    # What is tried is worth trying: about half of it is answered, and every kind of refusal is met.
    assert became["resolved"] > SHARE / PARTS / 4
    assert {"needs_facts", "not_covered", "unknown_key", "unknown_value", "not_a_date", "before_other"} <= {*became}

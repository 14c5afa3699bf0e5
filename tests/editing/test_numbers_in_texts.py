"""A duration that is typed into a text of the rulebook is named, with what to write in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pinned
import pytest
from oracle import RULEBOOK

from playbook_sim.editing.numbers_in_texts import numbers_in_texts
from playbook_sim.editing.toml_lines import line_of
from playbook_sim.loading import load_rulebook

TYPED = "is typed, and would stay when the rule changes"
OR = "or say it without a number, if it is no deadline"
LEAVE = f"leave it out: wherever a limit{{}} holds, the answer shows beside the text how long it is; {OR}"
DOUBT = "doubts.toml: B1.choice.en"


def test_none_is_typed_in_the_playbook() -> None:
    assert [str(mistake) for mistake in numbers_in_texts(load_rulebook(), RULEBOOK)] == []


def written(root: Path, place: str, says: str) -> None:
    """Write ``says`` at the beginning of a text."""
    name, _, path = place.partition(": ")
    file = root / name
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    number = line_of("".join(lines), path) - 1
    lines[number] = re.sub(r'= ("""\n|")', lambda found: f"{found[0]}{says} ", lines[number], count=1)
    if '"""' in lines[number]:
        lines[number] = lines[number].replace("\n ", "\n")
    file.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "says", "told"),
    [
        (
            "messages/tmall_global.toml: tg_return_accepted.body.en",
            "Within 7 days.",
            f"the duration '7 days' {TYPED}; write {{limit:tg_refund_after_return}}, {OR}",
        ),
        (
            "messages/tmall_global.toml: tg_return_window_closed.body.it",
            "Entro quindici giorni o 7 giorni dopo.",
            None,
        ),
        (
            "messages/dsers_tmall.toml: claim_under_way.body.zh",
            "10个工作日。",
            f"the duration '10个工作日' {TYPED}; write {{limit:…}} with its id in limits.toml, {OR}",
        ),
        (
            "messages/tmall_global.toml: tg_return_accepted.body.en",
            "Within 5 hours.",
            f"the duration '5 hours' {TYPED}; no limit here is so long: write {{limit:…}} with the id of the one "
            f"that is meant, {OR}",
        ),
        (
            "messages/tmall_global.toml: tg_return_accepted.body.it",
            "Il settimo giorno.",
            f"the duration 'settimo giorno' {TYPED}; a limit is shown as a number of days, which does not fit here: "
            f"word the sentence so that one does, {OR}",
        ),
        (
            "steps/aliexpress.toml: answer_dispute.do.en",
            "Within `**5** days`.",
            f"the duration '5 days' {TYPED}; {LEAVE.format(' (ae_answer)')}",
        ),
        (
            "steps/aliexpress.toml: answer_dispute.do.it",
            "Entro una settimana.",
            f"the duration 'Entro una settimana' {TYPED}; {LEAVE.format('')}",
        ),
        (
            "problems/dsers_tmall/shipment_overdue.toml: summary.en",
            "After 4 days.",
            f"the duration '4 days' {TYPED}; {LEAVE.format(' (dsers_overdue_switch)')}",
        ),
        (
            "problems/dsers_tmall/shipment_overdue.toml: rule[overdue].step[treat_as_no_stock].do.it",
            "Dopo quattro giorni o due giorni.",
            None,
        ),
        (
            "limits.toml: ae_settle.missed.en",
            "On day 16.",
            f"the duration 'day 16' {TYPED}; {LEAVE.format('')}",
        ),
        (DOUBT, "In 120 h.", f"the duration '120 h' {TYPED}; {LEAVE.format(' (ae_answer)')}"),
    ],
)
def test_a_typed_duration_is_told_with_what_to_write(tmp_path: Path, place: str, says: str, told: str | None) -> None:
    root = pinned.copy(tmp_path / "rulebook")
    written(root, place, says)
    found = [*numbers_in_texts(load_rulebook(root), root)]
    assert {mistake.place for mistake in found} == {place}
    if told is not None:
        assert [mistake.problem for mistake in found] == [told]
    else:
        assert len(found) == 2

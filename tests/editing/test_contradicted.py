"""A passage with the number that a limit no longer has may stay at no part that uses the limit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pinned
import pytest
from oracle import RULEBOOK

from playbook_sim.checking import misquoted
from playbook_sim.editing.contradicted import contradicted
from playbook_sim.editing.toml_lines import line_of
from playbook_sim.loading import load_rulebook

OLD, NEW = "ae_response_5d", "ae_response_new"
NOT_LATE = "ae_not_last_minute"
NEXT = "\n[ae_settle]\n"
NEW_PASSAGE = f"""
[{NEW}]
source  = "aliexpress"
section = "A"
quote   = "the response time of disputes exceeds 8 days"
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The rulebook, in which one limit has another number and rests on a new sentence of its source."""
    root = pinned.copy(tmp_path / "rulebook")
    with (root / "citations" / "aliexpress.toml").open("a", encoding="utf-8") as file:
        file.write(NEW_PASSAGE)
    edit(root, "limits.toml", lambda text: pinned.with_line(text.replace(OLD, NEW), "ae_answer", "amount", 8))
    return root


def edit(root: Path, name: str, how: Callable[[str], str]) -> None:
    place = root / name
    before = place.read_text(encoding="utf-8")
    after = how(before)
    assert (after == before) is False
    place.write_text(after, encoding="utf-8")


def found(root: Path) -> dict[str, str]:
    rulebook = load_rulebook(root)
    assert [str(mistake) for mistake in misquoted(rulebook)] == []
    mistakes = contradicted(rulebook, root)
    told = {mistake.place: mistake.problem for mistake in mistakes}
    assert len(told) == len(mistakes)
    return told


def test_the_playbook_contradicts_itself_nowhere() -> None:
    assert contradicted(load_rulebook(), RULEBOOK) == []


def test_each_part_that_still_cites_the_old_words_is_named_once(book: Path) -> None:
    told = found(book)
    # A step that many problems share is mended in one place.
    assert {*told} == {
        "steps/aliexpress.toml: answer_dispute.cites",
        "steps/aliexpress.toml: answer_until_result.cites",
        "notes/aliexpress.toml: platform_clock.cites",
        "notes/aliexpress.toml: ae_after_missed_answer.cites",
    }
    assert told["steps/aliexpress.toml: answer_dispute.cites"] == (
        f"the passage {OLD} says '5 days' (“if the response time of AliExpress disputes exceeds 5 days”), and no limit "
        f"that is used here does (ae_answer: 8 days). Name the passage on which the limit rests instead ({NEW}), or "
        "take this one out. A passage about another time either stands in the cites of a limit of its own, or is "
        "quoted without its number"
    )
    for place in told:
        name, _, path = place.partition(": ")
        text = (book / name).read_text(encoding="utf-8")
        assert OLD in text.splitlines()[line_of(text, path) - 1], place


def test_the_new_words_and_none_are_right(book: Path) -> None:
    edit(book, "notes/aliexpress.toml", lambda text: text.replace(OLD, NEW))
    edit(book, "steps/aliexpress.toml", lambda text: text.replace(f'"{OLD}", ', ""))
    assert found(book) == {}


def dated(root: Path, day: str, then: str = "") -> None:
    """The new number from ``day`` on, and the old one with its passage until then."""
    reasons = "".join(
        f'{end}_because.text.en = "A"\n{end}_because.text.it = "A"\n{end}_because.cites = ["{cite}"]\n'
        for end, cite in (("strict", NOT_LATE), ("literal", OLD))
    )
    earlier = f'[[ae_answer.earlier]]\namount = 5\ncites = ["{OLD}", "{NOT_LATE}"]\n{then}{reasons}'
    since = f"[ae_answer]\nvalid_from = {day}\n"
    edit(root, "limits.toml", lambda text: text.replace("[ae_answer]\n", since).replace(NEXT, earlier + NEXT))


def test_a_version_that_holds_no_more_excuses_nothing(book: Path) -> None:
    before = found(book)
    assert before
    dated(book, "2026-03-01")
    assert found(book) == before


def test_an_old_passage_may_stand_until_the_day_of_the_new_version(book: Path) -> None:
    """The day of the rulebook tells which version is in force; the new passage may stand there already."""
    dated(book, "2099-01-01")
    released = load_rulebook(book).released.isoformat()
    assert found(book) == {}
    edit(book, "limits.toml", lambda text: text.replace("valid_from = 2099-01-01", f"valid_from = {released}"))
    told = found(book)
    assert "ae_answer: 8 days" in told["steps/aliexpress.toml: answer_dispute.cites"]
    edit(book, "steps/aliexpress.toml", lambda text: text.replace(OLD, NEW))
    assert "steps/aliexpress.toml: answer_dispute.cites" not in found(book)


def test_the_message_names_the_version_in_force(book: Path) -> None:
    dated(book, "2099-01-01")
    edit(book, "steps/aliexpress.toml", lambda text: text.replace(OLD, "ae_other_number", 1))
    with (book / "citations" / "aliexpress.toml").open("a", encoding="utf-8") as file:
        file.write(NEW_PASSAGE.replace(NEW, "ae_other_number").replace("8 days", "77 days"))
    (problem,) = found(book).values()
    assert "(ae_answer: 5 days)" in problem
    assert f"instead ({OLD})" in problem


def test_a_note_of_a_version_that_holds_no_more_may_cite_its_passage(book: Path) -> None:
    edit(book, "steps/aliexpress.toml", lambda text: text.replace(OLD, NEW))
    edit(book, "notes/aliexpress.toml", lambda text: text.replace(OLD, NEW))
    with (book / "notes" / "aliexpress.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[as_it_was]\nkind = "warning"\ntext.en = "A"\ntext.it = "A"\ncites = ["{OLD}"]\n')
    dated(book, "2026-03-01", 'notes = ["as_it_was"]\n')
    assert found(book) == {}


def test_a_passage_of_another_limit_may_stand_beside_it(book: Path) -> None:
    """A step may say what another limit leaves time for."""
    edit(book, "steps/aliexpress.toml", lambda text: text.replace(OLD, "ae_settle_16d", 1))
    assert "steps/aliexpress.toml: answer_dispute.cites" not in found(book)


@pytest.mark.parametrize(
    ("limit", "old", "places"),
    [
        # A message that names the limit; parts of a rule that has it; the problem that has the rule.
        (
            "tg_refund_after_return",
            "tg_refund_7d_after_return",
            ["messages/tmall_global.toml: tg_return_accepted.cites"],
        ),
        ("dsers_remedy", "dsers_refund_15wd", ["messages/dsers_tmall.toml: refund_on_its_way.cites"]),
        (
            "tg_exchange",
            "tg_exchange_7d",
            [
                "problems/tmall_global/exchange.toml: cites",
                "problems/tmall_global/exchange.toml: rule[open].cites",
                "problems/tmall_global/exchange.toml: rule[closed].step[tell_buyer_closed].cites",
            ],
        ),
        (
            "dsers_overdue_switch",
            "dsers_overdue_day4",
            ["problems/dsers_tmall/shipment_overdue.toml: rule[overdue].cites"],
        ),
    ],
)
def test_all_that_can_cite_beside_a_limit_is_looked_at(tmp_path: Path, limit: str, old: str, places: list[str]) -> None:
    root = pinned.copy(tmp_path / "rulebook")
    book = load_rulebook(root)
    others = [cite for cite in book.limits[limit].cites if cite != old]
    number = next(n for n in range(40, 90) if all(n not in (each.amount, each.least) for each in book.limits.values()))
    unit = "working days" if book.limits[limit].unit == "working_days" else "days"
    quote = f'quote = "within {number} {unit}"'
    source = book.citations[old].source
    with (root / "citations" / f"{source}.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[words_of_now]\nsource = "{source}"\nsection = "A"\n{quote}\n')
    edit(root, "limits.toml", lambda text: pinned.with_line(text.replace(old, "words_of_now"), limit, "amount", number))
    # The other passages of the limit say the new number too.
    for cite in others:
        name = f"citations/{book.citations[cite].source}.toml"
        edit(
            root,
            name,
            lambda text, cite=cite: re.sub(
                rf'(\[{cite}\](?:\n.+)*?\nquote *= ").*"', rf'\1within {number} {unit}"', text
            ),
        )
    told = found(root)
    assert {*places} <= {*told}
    assert all(old in problem and f"{limit}: {number} {unit}" in problem for problem in told.values())


def test_what_the_sources_disagree_about_or_the_playbook_leaves_out_is_no_contradiction(book: Path) -> None:
    left_out = next(note for note in load_rulebook(book).notes.values() if note.kind == "left_out")
    name = "notes/left_out.toml"
    edit(book, name, lambda text: re.sub(rf"(\[{left_out.id}\](?:\n.+)*?\ncites *= )\[.*\]", rf'\1["{OLD}"]', text))
    told = found(book)
    assert not [place for place in told if place.startswith((name, "doubts"))]

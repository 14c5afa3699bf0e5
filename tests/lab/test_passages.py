"""A limit changes from a day on: the words of its source stand beside the old ones, and wherever those were cited."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lab_book import BOOK, TEXTS, all_fields, folder, limit_field

from playbook_sim.checking import misquoted
from playbook_sim.editing.contradicted import contradicted
from playbook_sim.lab.edits import Changed, change
from playbook_sim.lab.passages import moved
from playbook_sim.lab.toml_text import layout
from playbook_sim.model import Limit

QUOTED = [limit for limit in BOOK.limits.values() if not limit.chain and limit.amount_from is None and limit.cites]
OLD, NEW = "ae_response_5d", "new_words"
MOVED = {OLD: [NEW]}
LIMITS = TEXTS["limits.toml"]


def dated(limit: Limit, day: dt.date) -> Changed:
    """The rulebook with one day more from ``day`` on, and each passage of the limit in words that say so."""
    more = limit.amount + 1
    said = f"{limit.least or more} to {more} {limit.unit.replace('_', ' ')}"
    passages = [BOOK.citations[cite] for cite in limit.cites]
    quotes = {f"citations/{passage.source}.toml: {passage.id}.quote": said for passage in passages}
    own = {limit_field(limit.id, "amount"): str(more), limit_field(limit.id, "since"): day.isoformat()}
    return change(TEXTS, all_fields().values(), own | quotes)


def cites(value: Any, key: str = "") -> Iterator[str]:
    """Every passage that something in a file cites."""
    if isinstance(value, Mapping):
        for inner, each in value.items():
            yield from cites(each, inner)
    elif isinstance(value, list):
        for each in value:
            if key == "cites":
                yield each
            else:
                yield from cites(each, key)


@pytest.mark.parametrize("days", [0, 30], ids=["in force", "to come"])
@pytest.mark.parametrize("limit", QUOTED, ids=lambda limit: limit.id)
def test_nothing_contradicts_a_limit_that_changes_from_a_day_on(limit: Limit, days: int, tmp_path: Path) -> None:
    found = dated(limit, BOOK.released + dt.timedelta(days))
    assert found.mistakes == ()
    assert found.rulebook is not None
    assert list(misquoted(found.rulebook)) == []
    root = folder(tmp_path, {**TEXTS, **found.texts})
    assert contradicted(found.rulebook, root) == []
    # Older cases rest on the old words, and no part is left that shows those of another day to all.
    assert {*found.instead} == {*limit.cites}
    resting = {cite for each in found.rulebook.limits.values() for cite in each.cites}
    others = [name for name in TEXTS if name not in ("limits.toml", "doubts.toml")]
    left = {cite for name in others for cite in cites(tomllib.loads((root / name).read_text(encoding="utf-8")))}
    assert not (left & {*found.instead}) - resting


LIMITS_MOVED = LIMITS.replace(OLD, NEW)
EARLIER = '\n[[ae_answer.earlier]]\namount = 4\nnotes = ["then"]\n\n[ae_settle]\n'


def test_the_other_files_are_as_they_were_but_for_the_passage() -> None:
    texts = {**TEXTS, "limits.toml": LIMITS_MOVED}
    found = moved(texts, MOVED)
    assert {name for name in found if found[name] != texts[name]} == {"steps/aliexpress.toml", "notes/aliexpress.toml"}
    assert all(found[name].replace(NEW, OLD) == TEXTS[name] for name in found)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("problems/any/x.toml", f'cites = ["{OLD}"]\n', f'cites = ["{NEW}"]\n'),
        ("problems/any/x.toml", f'[[rule]]\ncites = ["a", "{OLD}", "b"]\n', f'[[rule]]\ncites = ["a", "{NEW}", "b"]\n'),
        (
            "problems/any/x.toml",
            f'[[rule.step]]\ncites = [\n  "{OLD}", # x\n]\n',
            f'[[rule.step]]\ncites = [\n  "{NEW}", # x\n]\n',
        ),
        ("steps/x.toml", f'[then]\ncites = ["{OLD}"]\n', f'[then]\ncites = ["{NEW}"]\n'),
        ("messages/x.toml", f'[x]\ncites = ["{OLD}"]\n', f'[x]\ncites = ["{NEW}"]\n'),
        ("evidence.toml", f'[x]\ncites = ["{OLD}"]\n', f'[x]\ncites = ["{NEW}"]\n'),
        ("metrics.toml", f'[x]\ncites = ["{OLD}"]\n', f'[x]\ncites = ["{NEW}"]\n'),
        ("notes/x.toml", f'[x]\nkind = "gap"\ncites = ["{OLD}"]\n', f'[x]\nkind = "gap"\ncites = ["{NEW}"]\n'),
        # Another passage, a text, what is shown apart or with what held before, and readings stay.
        ("steps/x.toml", f'[x]\ncites = ["{OLD}_too"]\n', None),
        ("steps/x.toml", f"[x]\ndo.en = '\"{OLD}\"'\n", None),
        ("notes/x.toml", f'[x]\nkind = "left_out"\ncites = ["{OLD}"]\n', None),
        ("notes/x.toml", f'[then]\nkind = "gap"\ncites = ["{OLD}"]\n', None),
        ("doubts.toml", f'[[B1.reading]]\ncites = ["{OLD}"]\n', None),
    ],
)
def test_what_cites_the_words_of_now_cites_the_new_ones(name: str, text: str, expected: str | None) -> None:
    limits = LIMITS_MOVED.replace("\n[ae_settle]\n", EARLIER)
    assert moved({"limits.toml": limits, name: text}, MOVED)[name] == (expected or text)


def test_a_note_that_the_newest_version_has_too_belongs_to_the_words_of_now() -> None:
    limits = LIMITS_MOVED.replace("\n[ae_settle]\n", EARLIER.replace("then", "ae_after_missed_answer"))
    name = "notes/aliexpress.toml"
    assert OLD not in moved({"limits.toml": limits, name: TEXTS[name]}, MOVED)[name]


def test_a_passage_on_which_another_limit_rests_still_stays_where_it_is() -> None:
    place = layout(LIMITS_MOVED).values[("ae_settle", "cites")]
    resting = f'{LIMITS_MOVED[: place.start]}["ae_settle_16d", "{OLD}"]{LIMITS_MOVED[place.end :]}'
    texts = {**TEXTS, "limits.toml": resting}
    assert moved(texts, MOVED) == texts
    # One that rested on it in former times does not keep it there.
    former = LIMITS_MOVED.replace("\n[ae_settle]\n", EARLIER.replace("notes", f'cites = ["{OLD}"]\nnotes'))
    assert OLD not in moved({**TEXTS, "limits.toml": former}, MOVED)["steps/aliexpress.toml"]


def test_where_two_limits_part_on_different_days_both_passages_stand_there() -> None:
    texts = {"limits.toml": LIMITS_MOVED, "steps/x.toml": f'[x]\ncites = ["{OLD}", "b"]\n'}
    found = moved(texts, {OLD: [NEW, "newer_words"]})["steps/x.toml"]
    assert tomllib.loads(found)["x"]["cites"] == [NEW, "newer_words", "b"]

"""Whoever is judged by another version of a limit reads the words on which that one rests, wherever they are cited."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from lab_book import TEXTS

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.judged import judged_book
from playbook_sim.lab.held import load
from playbook_sim.model import Limit, Resolution, Rulebook
from playbook_sim.rendering.answer import render_answer

LIMIT, OLD, NEW, BESIDE = "ae_answer", "ae_response_5d", "ae_response_new", "ae_not_last_minute"
SINCE = dt.date(2026, 3, 1)
DAY_BEFORE = SINCE - dt.timedelta(days=1)
NEXT = "\n[ae_settle]\n"


def changed() -> Rulebook:
    """The rulebook in which one limit has another number from a day on, and each part cites the words of now."""
    texts = {name: text if name == "doubts.toml" else text.replace(OLD, NEW) for name, text in TEXTS.items()}
    passages = "citations/aliexpress.toml"
    source = 'source  = "aliexpress"\nsection = "A"\n'
    texts[passages] += f'\n[{OLD}]\n{source}quote   = "the words of then"\n'
    limits = texts["limits.toml"].replace(f"[{LIMIT}]\n", f"[{LIMIT}]\nvalid_from = {SINCE}\n")
    reasons = "".join(
        f'{end}_because.text.en = "A"\n{end}_because.text.it = "A"\n{end}_because.cites = ["{cite}"]\n'
        for end, cite in (("strict", BESIDE), ("literal", OLD))
    )
    earlier = f'[[{LIMIT}.earlier]]\namount = 99\ncites = ["{OLD}"]\n{reasons}'
    texts["limits.toml"] = limits.replace(NEXT, f"\n{earlier}{NEXT}")
    return load(texts)


BOOK = changed()


def answer(start: dt.date | None, today: dt.date, problem: str = "own_reason") -> Resolution:
    facts = {"dispute_opened_on": start.isoformat()} if start else {}
    told = {"platform": "aliexpress", "problem": problem, "facts": facts, "today": today.isoformat()}
    return evaluate(BOOK, *read_case(BOOK, told))


@pytest.mark.parametrize(
    ("start", "today", "mine", "other"),
    [
        (DAY_BEFORE, SINCE, OLD, NEW),
        (SINCE, SINCE, NEW, OLD),
        # Where the start is not known, the version in force today stands in.
        (None, DAY_BEFORE, OLD, NEW),
        (None, SINCE, NEW, OLD),
    ],
)
@pytest.mark.parametrize("problem", ["own_reason", "parcel_lost"])
def test_each_part_of_an_answer_shows_the_words_of_the_version_that_judges(
    start: dt.date | None, today: dt.date, mine: str, other: str, problem: str
) -> None:
    resolution = answer(start, today, problem)
    assert mine in resolution.citations
    assert other not in resolution.citations
    data = as_data(BOOK, resolution, "en")
    cited = [
        part["citations"]
        for key in ("evidence", "messages", "warnings", "gaps", "advice", "footnotes", "deadlines")
        for part in data[key]
    ]
    cited += [step["citations"] for path in data["paths"] for step in path["steps"]]
    assert sum(mine in each for each in cited) > 1
    assert not [each for each in cited if other in each]
    steps = render_answer(BOOK, resolution, "en")["steps"]
    assert BOOK.citations[mine].quote in steps
    assert BOOK.citations[other].quote not in steps


def test_a_note_of_an_answer_does_so_too() -> None:
    book = judged_book(BOOK, judged_by(1))
    assert [book.notes[id_].cites for id_ in ("platform_clock", "ae_after_missed_answer")] == [
        ("ae_worry_free", OLD),
        (OLD,),
    ]
    assert BOOK.notes["ae_after_missed_answer"].cites == (NEW,)


def test_evidence_and_messages_do_so_too() -> None:
    piece, message = next(iter(BOOK.evidence.values())), next(iter(BOOK.messages.values()))
    citing = replace(
        BOOK,
        evidence={**BOOK.evidence, piece.id: replace(piece, cites=(NEW,))},
        messages={**BOOK.messages, message.id: replace(message, cites=(BESIDE, NEW))},
    )
    book = judged_book(citing, judged_by(1))
    assert book.evidence[piece.id].cites == (OLD,)
    assert book.messages[message.id].cites == (BESIDE, OLD)


def test_two_books_that_share_their_limits_stay_two() -> None:
    limits = judged_by(1)
    assert judged_book(BOOK, limits).notes
    assert judged_book(replace(BOOK, notes={}), limits).notes == {}


def judged_by(version: int, **others: Limit) -> dict[str, Limit]:
    """The limits, one of them in the version ``version``, 0 being the newest."""
    newest = BOOK.limits[LIMIT]
    return {**BOOK.limits, LIMIT: replace(newest.versions[version], versions=newest.versions), **others}


def test_the_readings_of_a_doubt_stay_as_they_are() -> None:
    assert judged_book(BOOK, judged_by(0)).doubts is BOOK.doubts


def test_a_passage_on_which_another_limit_rests_stays() -> None:
    other = BOOK.limits["ae_settle"]
    resting = replace(other, cites=(*other.cites, NEW))
    book = judged_book(BOOK, judged_by(1, ae_settle=resting))
    assert book.notes["ae_after_missed_answer"].cites == (NEW,)


def with_passages(*versions: tuple[str, ...]) -> Rulebook:
    """The book judged by the last of the versions of the limit, which rest on these passages."""
    newest = BOOK.limits[LIMIT]
    limits = tuple(replace(version, cites=cites) for version, cites in zip(newest.versions, versions, strict=True))
    return judged_book(BOOK, {**BOOK.limits, LIMIT: replace(limits[-1], versions=limits)})


def test_of_several_passages_each_stands_for_its_own() -> None:
    book = with_passages(("ae_worry_free", NEW, BESIDE), ("ae_video_too", OLD, BESIDE))
    assert book.notes["platform_clock"].cites == ("ae_video_too", OLD)
    assert book.notes["ae_after_missed_answer"].cites == (OLD,)


def test_where_a_version_has_more_passages_all_of_them_stand_there() -> None:
    book = with_passages((NEW,), ("ae_video_too", OLD))
    assert book.notes["platform_clock"].cites == ("ae_worry_free", "ae_video_too", OLD)


def test_what_has_nothing_in_its_place_stays() -> None:
    assert with_passages((NEW, BESIDE), (BESIDE,)).notes["ae_after_missed_answer"].cites == (NEW,)


def test_where_the_passages_are_the_same_so_is_all_that_cites_them() -> None:
    assert with_passages((NEW,), (NEW,)).problems is BOOK.problems

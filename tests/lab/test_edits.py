"""What is typed becomes another rulebook, and a mistake stands at its field."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import hostile_strings
from lab_book import BOOK, TEXTS, all_fields, fields, folder, limit_field

from playbook_sim.checking import misquoted
from playbook_sim.errors import RulebookError
from playbook_sim.lab.edits import Changed, change, refused
from playbook_sim.lab.held import load
from playbook_sim.lab.proposal import file_changes, moved_limits, next_version, twins, with_release
from playbook_sim.lab.reach import limit_ids
from playbook_sim.loading import load_rulebook
from playbook_sim.rendering.lab_mistakes import mistake_words
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site.places import ROOT

DUTY = next(limit for limit in BOOK.limits.values() if limit.kind == "duty" and limit.strict != limit.literal)
LINK = BOOK.limits[next(limit for limit in BOOK.limits.values() if limit.chain).chain[0]]
DAY = dt.date(2027, 1, 1)


def changed(edits: dict[str, str]) -> Changed:
    return change(TEXTS, all_fields().values(), edits)


def test_the_texts_say_the_rulebook() -> None:
    assert load(TEXTS) == load_rulebook()
    assert changed({}).texts == {}


@pytest.mark.parametrize("problem", BOOK.problems)
def test_each_text_and_each_limit_of_a_problem_can_be_reached_and_changed(problem: str) -> None:
    mine = fields(problem)
    assert set(limit_ids(BOOK, problem)) == {
        str(field.path[0]) for field in mine.values() if field.file == "limits.toml"
    }
    assert {link for id_ in limit_ids(BOOK, problem) for link in BOOK.limits[id_].chain} <= {*limit_ids(BOOK, problem)}
    for steps in (rule.steps for rule in BOOK.problems[problem].rules):
        texts = {field.value for field in mine.values() if field.kind == "text"}
        assert {text for step in steps for text in step.do.values()} <= texts
    said = {id_: f"{field.value} ✓" for id_, field in mine.items() if field.kind == "text" and field.value}
    found = changed(said)
    assert found.mistakes == ()
    assert found.rulebook is not None
    title = found.rulebook.problems[problem].title
    assert all(text.endswith(" ✓") for text in title.values())


def test_a_number_is_the_only_thing_that_changes() -> None:
    found = changed({limit_field(DUTY.id, "amount"): str(DUTY.amount + 1)})
    expected = {**BOOK.limits, DUTY.id: replace(DUTY, amount=DUTY.amount + 1)}
    assert found.rulebook == replace(BOOK, limits=expected)
    (lines,) = file_changes(TEXTS, found.texts)[0].lines
    assert len(lines.before) == len(lines.after) == 1


def test_unit_and_calendar_change_together() -> None:
    found = changed({limit_field(DUTY.id, "unit"): "working_days:china"}).rulebook
    assert found is not None
    assert (found.limits[DUTY.id].unit, found.limits[DUTY.id].calendar) == ("working_days", "china")


def test_where_both_readings_come_to_agree_no_wording_is_left_that_parts_them() -> None:
    found = changed({limit_field(DUTY.id, "strict"): str(DUTY.literal)})
    assert found.rulebook is not None
    assert found.rulebook.limits[DUTY.id].strict_because is None


def test_a_change_from_a_day_on_keeps_what_held_before() -> None:
    edits = {limit_field(DUTY.id, "amount"): str(DUTY.amount + 1), limit_field(DUTY.id, "since"): DAY.isoformat()}
    book = changed(edits).rulebook
    assert book is not None
    newest, before = book.limits[DUTY.id].versions
    assert (newest.amount, newest.valid_from) == (DUTY.amount + 1, DAY)
    assert replace(before, versions=()) == DUTY


def quote_of(id_: str, quote: str, **edits: str) -> dict[str, str]:
    """Edits of a limit, with the words of the first passage that it rests on."""
    passage = BOOK.citations[BOOK.limits[id_].cites[0]]
    own = {limit_field(id_, key): typed for key, typed in edits.items()}
    return {**own, f"citations/{passage.source}.toml: {passage.id}.quote": quote}


def test_the_words_of_the_source_change_with_the_number() -> None:
    more = DUTY.amount + 1
    assert list(misquoted(changed({limit_field(DUTY.id, "amount"): str(more)}).rulebook or BOOK))
    edits = quote_of(DUTY.id, f"now\n {more} days ", amount=str(more))
    for passage in DUTY.cites[1:]:
        source = BOOK.citations[passage].source
        edits[f"citations/{source}.toml: {passage}.quote"] = "without any number"
    book = changed(edits).rulebook
    assert book is not None
    assert book.citations[DUTY.cites[0]].quote == f"now {more} days"
    assert list(misquoted(book)) == []
    (mistake,) = changed(quote_of(DUTY.id, "word " * 13)).mistakes
    assert mistake.code == "quote_words"


def test_what_held_before_rests_on_the_words_that_the_source_had() -> None:
    limit = next(limit for limit in BOOK.limits.values() if len(limit.cites) == 1 and not limit.least)
    more, (passage,) = limit.amount + 1, limit.cites
    book = changed(quote_of(limit.id, f"{more} days", amount=str(more), since=DAY.isoformat())).rulebook
    assert book is not None
    newest, before = book.limits[limit.id].versions
    assert replace(before, versions=()) == limit
    assert [book.citations[id_].quote for id_ in newest.cites] == [f"{more} days"]
    assert book.citations[passage] == BOOK.citations[passage]
    assert list(misquoted(book)) == []


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("amount", "many", "number"),
        ("amount", "0", "amount"),
        ("amount", "99999999", "amount_most"),
        ("label.it", "", "empty"),
        ("since", "2026-02-30", "date"),
        ("since", "2027-01-01", "versions_alike"),
        ("unit", "weeks", "choice"),
    ],
)
def test_a_mistake_stands_at_its_field(key: str, typed: str, code: str) -> None:
    (mistake,) = changed({limit_field(DUTY.id, key): typed}).mistakes
    assert (mistake.field, mistake.code) == (limit_field(DUTY.id, key), code)


def test_what_an_edit_breaks_elsewhere_is_said_with_its_place() -> None:
    (mistake,) = changed({limit_field(LINK.id, "unit"): "days"}).mistakes
    assert mistake.field == limit_field(LINK.id, "unit")
    assert ".chain" in mistake.place


def test_a_choice_that_is_refused_is_refused_in_the_readers_language() -> None:
    """Whatever of the lists cannot be, there is a sentence for it in each language: some of them, drawn by lot."""
    choices = [
        (field.id, option)
        for field in all_fields().values()
        if field.kind == "choice"
        for option in field.options
        if option != field.value
    ]
    drawn = random.Random(6).sample(choices, 25)
    found = [mistake for id_, option in drawn for mistake in changed({id_: option}).mistakes]
    assert found
    for mistake, lang in itertools.product(found, BOOK.languages):
        assert mistake_words(View(BOOK, lang, link_from_simulator), mistake)["detail"] == "", mistake


MESSAGE = next(field for field in all_fields().values() if field.path[-2:] == ("body", "it"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("{none}", "placeholder_kind"),
        ("{fact:none}", "placeholder_unknown"),
        ("{when:none}", "placeholder_unknown"),
        ("{", "placeholder_brace"),
        (f"{{fact:{next(iter(BOOK.facts))}}}", "placeholder_missing"),
        ("a {when:platform_stepped_in_on}", "placeholder_inside"),
        ("\n\n{when:platform_stepped_in_on=x}", "placeholder_condition"),
    ],
)
@pytest.mark.parametrize("lang", BOOK.languages)
def test_a_broken_placeholder_is_named_in_the_readers_language(typed: str, code: str, lang: str) -> None:
    (mistake,) = changed({MESSAGE.id: MESSAGE.value + typed}).mistakes
    assert (mistake.field, mistake.code) == (MESSAGE.id, code)
    words = mistake_words(View(BOOK, lang, link_from_simulator), mistake)
    assert words["detail"] == ""


def test_a_mistake_without_a_sentence_is_told_in_two_languages() -> None:
    error = RulebookError("limits.toml: x", "odd; mend it")
    words = mistake_words(View(BOOK, "it", link_from_simulator), refused(None, error))
    assert (words["detail"], BOOK.words["lab.mistake.rules"]["it"] in words["message"]) == (error.problem, True)


def test_whatever_is_typed_is_a_rulebook_or_refused_by_name() -> None:
    by_kind = {(field.kind, field.lang): field for field in all_fields().values()}
    for number, typed in enumerate(hostile_strings()):
        field = [*by_kind.values()][number % len(by_kind)]
        found = changed({field.id: typed})
        assert (found.rulebook is None) == bool(found.mistakes)


@pytest.mark.parametrize("since", ["", DAY.isoformat()])
def test_the_diff_makes_the_files_that_the_lab_has_asked(tmp_path: Path, since: str) -> None:
    text = f"{DUTY.id}: due.it"
    edits = {
        limit_field(DUTY.id, "amount"): str(DUTY.amount + 1),
        limit_field(DUTY.id, "since"): since,
        limit_field(DUTY.id, "label.it"): text,
    }
    found = changed(edits)
    assert found.rulebook is not None
    told = dict.fromkeys(BOOK.languages, 'It "changes".')
    released = with_release(TEXTS, found.texts, (BOOK, found.rulebook), told, [next(iter(BOOK.problems))], DAY)
    root = folder(tmp_path, TEXTS)
    diff = "".join(file.diff for file in file_changes(TEXTS, released))
    subprocess.run(["git", "apply", "--unsafe-paths", "-"], input=diff.encode(), cwd=tmp_path, check=True)
    book = load_rulebook(root)
    assert book == load({**TEXTS, **released})
    assert book.limits == found.rulebook.limits
    assert (book.version, book.released) == (next_version(BOOK.version), DAY)
    (change_,) = book.history[-1].changes
    assert change_.limits == (DUTY.id,)
    assert change_.had[DUTY.id].amount == DUTY.amount


def test_only_dates_are_told_in_the_history() -> None:
    found = changed({limit_field(DUTY.id, "label.it"): "Altro"})
    assert found.rulebook is not None
    assert moved_limits(BOOK, found.rulebook) == []


def test_a_chain_is_told_by_its_links() -> None:
    found = changed({limit_field(LINK.id, "amount"): str(LINK.amount + 1)})
    assert found.rulebook is not None
    assert moved_limits(BOOK, found.rulebook) == [LINK.id]


def test_a_text_changed_in_one_language_only_is_named() -> None:
    field = all_fields()[limit_field(DUTY.id, "label.it")]
    (twin,) = twins(all_fields().values(), [field])
    assert (twin.place, twin.changed, twin.left) == (limit_field(DUTY.id, "label"), ("it",), ("en",))


AGREEING = next(limit.id for limit in BOOK.limits.values() if limit.kind == "duty" and limit.strict == limit.literal)
WORDINGS = [
    limit_field(AGREEING, f"{end}_because.text.{lang}") for end in ("strict", "literal") for lang in ("en", "it")
]
SINCE = {limit_field(DUTY.id, "since"): DAY.isoformat()}


@pytest.mark.parametrize(
    "edits",
    [
        {limit_field(DUTY.id, "unit"): "working_days:china"} | SINCE,
        {limit_field(DUTY.id, "strict"): str(DUTY.literal)},
        {limit_field(DUTY.id, "strict"): "day_before", limit_field(DUTY.id, "amount"): "9"} | SINCE,
        {limit_field(AGREEING, "literal"): "day_after"} | dict.fromkeys(WORDINGS, "Why"),
        {limit_field(LINK.id, "least"): ""},
    ],
)
def test_a_changed_file_is_laid_out_as_taplo_does(tmp_path: Path, edits: dict[str, str]) -> None:
    """So that a proposal passes the check of the repository."""
    found = changed(edits)
    assert found.rulebook is not None, found.mistakes
    told = dict.fromkeys(BOOK.languages, "It changes.")
    folder(tmp_path, with_release(TEXTS, found.texts, (BOOK, found.rulebook), told, [next(iter(BOOK.problems))], DAY))
    shutil.copy(ROOT / ".vscode" / "taplo.toml", tmp_path)
    taplo = [Path(sys.executable).with_name("taplo"), "format", "--check", "--diff", "--config", "taplo.toml"]
    done = subprocess.run(taplo, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

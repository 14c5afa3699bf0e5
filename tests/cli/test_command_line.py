"""The command line: what it reads, what it prints, its exit codes and its messages."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pinned
import pytest
from click.testing import CliRunner, Result

from playbook_sim import cli, cli_endings, cli_today
from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.errors import RulebookError
from playbook_sim.evaluation import evaluate
from playbook_sim.exports import FORMATS, Beside, export
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.rendering.comparing_text import render_comparison_text
from playbook_sim.rendering.ledger_text import all_ledgers
from playbook_sim.rendering.text import render_text

BOOK = pinned.rulebook()
EXAMPLE = """\
{"platform": "dsers_tmall", "problem": "shipment_overdue",
 "facts": {"promised_ship_date": "2026-03-10"}, "today": "2026-03-12"}
"""


@pytest.fixture(autouse=True)
def durations_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dates below are counted from the pinned durations."""
    monkeypatch.setattr(cli_endings, "load_rulebook", pinned.rulebook)


def run(*arguments: str, typed: str | bytes | None = None) -> Result:
    """The command line with ``arguments``, and ``typed`` on standard input."""
    return CliRunner().invoke(cli.main, arguments, input=typed)


def answer(*arguments: str, typed: str = EXAMPLE) -> dict[str, Any]:
    """The JSON that ``resolve`` prints."""
    result = run("resolve", "--json", *arguments, typed=typed)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def without(*keys: str) -> str:
    """The example without some of its keys."""
    return json.dumps({key: value for key, value in json.loads(EXAMPLE).items() if key not in keys})


# --- resolve ----------------------------------------------------------------------------------------------------


def test_the_example_as_text() -> None:
    result = run("resolve", typed=EXAMPLE)
    assert (result.exit_code, result.stderr) == (0, "")
    resolution = evaluate(BOOK, *read_case(BOOK, json.loads(EXAMPLE)))
    assert result.stdout == render_text(BOOK, resolution, "en")
    for words in (
        "Shipment overdue",
        "Press the supplier in writing for a dispatch date and a tracking number.",
        "12 March 2026",
        "If a shipment is overdue by two days, prompt communication",
    ):
        assert words in " ".join(result.stdout.split())


def test_the_counts_of_the_example_as_text() -> None:
    counts = all_ledgers(BOOK, evaluate(BOOK, *read_case(BOOK, json.loads(EXAMPLE))), "it")
    assert list(counts) == ["dsers_overdue_press", "dsers_overdue_switch"]
    for limit, text in counts.items():
        result = run("resolve", "--ledger", limit, "--lang", "it", typed=EXAMPLE)
        assert (result.exit_code, result.stdout) == (0, text)
    assert run("resolve", "--ledger", "all", "--lang", "it", typed=EXAMPLE).stdout == "\n".join(counts.values())
    wrong = run("resolve", "--ledger", "ae_answer", typed=EXAMPLE)
    assert wrong.exit_code == 2
    assert wrong.stderr == "--ledger ae_answer: write one of: all, dsers_overdue_press, dsers_overdue_switch\n"


def test_the_example_as_json() -> None:
    found = answer()
    resolution = evaluate(BOOK, *read_case(BOOK, json.loads(EXAMPLE)))
    assert found == as_data(BOOK, resolution, "en")
    assert {key: found[key] for key in ("status", "rulebook", "platform", "problem", "today", "next_question")} == {
        "status": "resolved",
        "rulebook": BOOK.version,
        "platform": "dsers_tmall",
        "problem": "shipment_overdue",
        "today": "2026-03-12",
        "next_question": "supplier_pressed_on",
    }
    (path,) = found["paths"]
    assert path["when"] == {}
    assert path["outcome"]["id"] == "shipped_or_no_stock"
    assert [(step["id"], step["actor"], step["state"], step["deadline"]) for step in path["steps"]] == [
        ("press_supplier", "merchant", "now", "dsers_overdue_press"),
        ("treat_as_no_stock", "merchant", "next", "dsers_overdue_switch"),
        ("request_refund", "merchant", "later", None),
        ("process_refund", "dsers", "later", None),
        ("reorder", "merchant", "later", None),
    ]
    press, switch = found["deadlines"]
    assert (press["start"], press["strict"], press["literal"]) == ("2026-03-10", "2026-03-11", "2026-03-12")
    assert (switch["start"], switch["strict"], switch["literal"]) == ("2026-03-10", "2026-03-14", "2026-03-15")
    assert [(line["date"], line["number"], line["kind"]) for line in press["ledger"]] == [
        ("2026-03-10", None, "start"),
        ("2026-03-11", 1, "calendar"),
        ("2026-03-12", 2, "calendar"),
    ]


def test_every_format_is_what_the_page_takes_along() -> None:
    resolution = evaluate(BOOK, *read_case(BOOK, json.loads(EXAMPLE)))
    for format_ in FORMATS:
        result = run("resolve", "--format", format_, "--lang", "it", "--name", "A 7", typed=EXAMPLE)
        assert (result.exit_code, result.stderr) == (0, "")
        wanted = export(BOOK, resolution, "it", format_, Beside(name="A 7"))["text"]
        assert _unstamped(result.stdout_bytes.decode()) == _unstamped(wanted)
    assert json.loads(run("resolve", "--format", "json", typed=EXAMPLE).stdout) == answer()


def test_a_calendar_knows_the_moment_of_its_export() -> None:
    text = run("resolve", "--format", "calendar", typed=EXAMPLE).stdout_bytes.decode()
    stamp = re.search(r"^DTSTAMP:(\d{8}T\d{6}Z)", text, re.MULTILINE)[1]
    age = dt.datetime.now(dt.UTC) - dt.datetime.strptime(stamp, "%Y%m%dT%H%M%S%z")
    assert dt.timedelta() <= age < dt.timedelta(hours=1)


def _unstamped(text: str) -> str:
    """A calendar file without what the moment of its export is written in."""
    return re.sub(r"^(DTSTAMP|LAST-MODIFIED|SEQUENCE):\S+", r"\1", text, flags=re.MULTILINE)


def test_a_file(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(EXAMPLE, encoding="utf-8")
    assert answer(str(case), typed="") == answer() == answer("-")


def test_in_italian() -> None:
    found = answer("--lang", "it")
    assert found["paths"][0]["title"] == "Il pacco non è partito entro il giorno promesso"
    assert "Il pacco non è partito" in run("resolve", "--json", "--lang", "it", typed=EXAMPLE).stdout
    text = run("resolve", "--lang", "it", typed=EXAMPLE).stdout
    assert "Spedizione in ritardo" in text
    assert "12 marzo 2026" in text


def test_another_today() -> None:
    found = answer("--today", "2026-03-14")
    assert found["today"] == "2026-03-14"
    assert found["paths"][0]["headline"] == "treat_as_no_stock"
    assert answer("--today", "2026-03-14", typed=without("today")) == found


def test_another_calendar() -> None:
    claim = '{"platform": "dsers_tmall", "problem": "wrong_item", "facts": {"evidence_sent_on": "2025-08-06"}, '
    claim += '"today": "2025-08-07"}'
    for calendar, earliest in (("italy", "2025-08-21"), ("mon_fri", "2025-08-20"), ("china", "2025-08-20")):
        verification = answer("--calendar", calendar, typed=claim)["deadlines"][0]
        assert (verification["calendar"], verification["earliest"]) == (calendar, earliest)


def test_a_case_of_an_older_version_says_what_has_changed() -> None:
    assert answer()["changes"] is None
    by_option = answer("--made-with", "1.0.0")
    assert (by_option["made_with"], by_option["changes"]["standing"]) == ("1.0.0", "older")
    in_file = json.dumps({**json.loads(EXAMPLE), "made_with": "9.9"})
    assert answer(typed=in_file)["changes"]["standing"] == "newer"
    assert answer("--made-with", "1.0.0", typed=in_file)["changes"]["standing"] == "older"
    assert BOOK.words["part.changes"]["en"].upper() in run("resolve", "--made-with", "1.0.0", typed=EXAMPLE).output


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of the 12th there, and the 13th in China."""
    moment = dt.datetime(2026, 3, 12, 17, tzinfo=dt.UTC).astimezone(dt.timezone(dt.timedelta(hours=-4)))
    monkeypatch.setattr(cli_today, "moment", lambda: moment)


@pytest.mark.usefixtures("in_new_york")
def test_without_a_today_it_is_the_day_in_china() -> None:
    assert answer(typed=without("today"))["today"] == "2026-03-13"


@pytest.mark.usefixtures("in_new_york")
def test_without_a_today_the_days_of_a_complaint_are_the_merchants_own() -> None:
    complaint = json.dumps({"platform": "any", "problem": "complaint"})
    assert answer(typed=complaint)["today"] == "2026-03-12"
    assert answer("--today", "2026-03-20", typed=complaint)["today"] == "2026-03-20"
    given = json.dumps({"platform": "any", "problem": "complaint", "today": "2026-03-11"})
    assert answer(typed=given)["today"] == "2026-03-11"
    received = json.dumps({"platform": "any", "problem": "complaint", "facts": {"complaint_received_on": "2026-03-13"}})
    refused = run("compare", "--with", "own_reply_target=1", typed=received)
    assert (refused.exit_code, "2026-03-12" in refused.stderr or "12 March 2026" in refused.stderr) == (2, True)


def test_this_machines_clock_says_what_day_it_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dt.datetime.now(dt.UTC)
    for zone, hours in (("Etc/GMT+12", -12), ("Etc/GMT-14", 14)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        moment = cli_today.moment()
        assert moment.utcoffset() == dt.timedelta(hours=hours)
        assert before <= moment
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("command", [("resolve",), ("compare",), ("cases", "list")])
def test_the_help_says_whose_today_it_is(command: tuple[str, ...]) -> None:
    assert cli_today.WITHOUT_ONE in " ".join(run(*command, "--help").stdout.split())


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ('{"platform": "dsers_tmall", "problem": "order_cancelled", "today": "2026-03-12"}', "needs_facts"),
        (
            '{"platform": "dsers_tmall", "problem": "order_cancelled", "facts": {"shipped": false}, '
            '"today": "2026-03-12"}',
            "not_covered",
        ),
    ],
)
def test_a_question_and_a_refusal_are_answers_too(typed: str, status: str) -> None:
    assert answer(typed=typed)["status"] == status
    assert run("resolve", typed=typed).exit_code == 0


NOT_JSON = "this is not JSON. A bracket, a comma or a quotation mark is missing or too many."

# arguments, standard input, the whole of standard error
BAD_INPUT: list[tuple[tuple[str, ...], str | bytes, str]] = [
    (("--json",), "", "<stdin>, line 1, column 1: " + NOT_JSON),
    ((), '{"platform": }', "<stdin>, line 1, column 14: " + NOT_JSON),
    (
        ("--lang", "it"),
        '{"platform": }',
        "<stdin>, riga 1, colonna 14: questo non è JSON. "
        "Manca, o c’è di troppo, una parentesi, una virgola o una virgoletta.",
    ),
    (
        (),
        "[" * 100_000,
        "<stdin>: brackets stand inside one another far deeper than a case has them. "
        "Write one JSON object with platform, problem, facts and today.",
    ),
    (
        (),
        " " * 1_000_001,
        "<stdin>: larger than 1 MB, which no case needs. Give one case; "
        "for a list of cases there is playbook-sim cases.",
    ),
    (
        ("--lang", "it"),
        "9" * 5000,
        "<stdin>, riga –, colonna –: questo non è JSON. "
        "Manca, o c’è di troppo, una parentesi, una virgola o una virgoletta.",
    ),
    (
        (),
        b'{"platform": "\xe0"}',
        "<stdin>: not UTF-8 text ('utf-8' codec can't decode byte 0xe0 in position 14: invalid continuation byte)",
    ),
    ((), "[]", 'Found []. Write a JSON object such as {"platform": …, "problem": …, "facts": {…}, "today": …}.'),
    ((), without("platform"), "platform is missing. Accepted: aliexpress, any, dsers_tmall, tmall_global."),
    (
        ("--lang", "it"),
        EXAMPLE.replace("2026-03-10", "10 marzo"),
        "Data di spedizione promessa (promised_ship_date): «10 marzo» non è una data. "
        "Scrivi anno, mese e giorno, per esempio 2026-03-10.",
    ),
    (
        ("--json",),
        EXAMPLE.replace("promised_ship_date", "promised"),
        "“promised” is not asked for this problem. Accepted: promised_ship_date, supplier_pressed_on.",
    ),
    (
        ("--today", "tomorrow"),
        EXAMPLE,
        "today: “tomorrow” is not a date. Write year, month and day, for example 2026-03-10.",
    ),
    (
        (),
        EXAMPLE.replace("dsers_tmall", "\\ud800"),
        "platform: “�” is not one of the answers. Accepted: aliexpress, any, dsers_tmall, tmall_global.",
    ),
]


@pytest.mark.parametrize(("arguments", "typed", "message"), BAD_INPUT)
def test_bad_input(arguments: tuple[str, ...], typed: str | bytes, message: str) -> None:
    result = run("resolve", *arguments, typed=typed)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{message}\n")


def test_an_unknown_calendar_names_those_there_are() -> None:
    result = run("resolve", "--calendar", "rome", typed=EXAMPLE)
    assert result.exit_code == 2
    assert result.stderr == (f"calendar: “rome” is not one of the answers. Accepted: {', '.join(BOOK.calendars)}.\n")


def test_a_file_that_is_not_there() -> None:
    result = run("resolve", "no-such-case.json")
    assert result.exit_code == 2
    assert "'no-such-case.json': No such file or directory" in result.stderr


# --- what can be asked ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", BOOK.languages)
def test_problems(language: str) -> None:
    result = run("problems", "--lang", language)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    places = [line for line in lines if line and not line.startswith(" ")]
    named = [line.split()[0] for line in lines if line.startswith(" ")]
    assert sorted(named) == sorted(BOOK.problems)
    assert places == [
        f"{BOOK.vocabulary['platform'][platform][language]} ({platform}) – {name[language]}"
        for platform in ("dsers_tmall", "tmall_global", "aliexpress", "any")
        for stage, name in BOOK.vocabulary["stage"].items()
        if any((problem.platform, problem.stage) == (platform, stage) for problem in BOOK.problems.values())
    ]
    for problem in BOOK.problems.values():
        assert f"{problem.title[language]}: {problem.summary[language]}" in result.stdout


def test_questions() -> None:
    result = run("questions", "wrong_item")
    assert result.exit_code == 0
    assert result.stdout == (
        "claim_result: What did Tmall decide about the claim?\n"
        "  not_yet: No decision yet\n"
        "  verified: Verified: the claim is accepted\n"
        "  rejected: Rejected\n"
        "evidence_sent_on: Day the evidence went to DSers\n"
        "  YYYY-MM-DD\n"
        "verified_on: Day the claim was verified\n"
        "  YYYY-MM-DD\n"
        "  ⟵ claim_result = verified\n"
        "remedy: Which remedy was agreed with the customer?\n"
        "  reissue: Send the goods again\n"
        "  refund: Refund\n"
        "  undecided: Not agreed yet\n"
    )


def test_questions_in_italian() -> None:
    assert run("questions", "customs_hold", "--lang", "it").stdout == (
        "dsers_reminder: È arrivata l’e-mail di DSers sullo sdoganamento?\n  yes: Sì\n  no: No\n"
    )


def test_a_problem_without_questions() -> None:
    result = run("questions", "no_stock")
    assert (result.exit_code, result.stdout) == (0, "")


def test_questions_of_an_unknown_problem() -> None:
    result = run("questions", "lost_parcel")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"problem: “lost_parcel” is not one of the answers. Accepted: {', '.join(BOOK.problems)}.\n"
    )


# --- as a program -----------------------------------------------------------------------------------------------


def program(*arguments: str, typed: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "playbook_sim", *arguments]
    return subprocess.run(command, input=typed.encode(), capture_output=True, check=False, timeout=60)


def test_python_m_playbook_sim(monkeypatch: pytest.MonkeyPatch) -> None:
    # A program of its own reads the rulebook as shipped.
    monkeypatch.setattr(cli_endings, "load_rulebook", load_rulebook)
    done = program("resolve", "--json", "--lang", "it", typed=EXAMPLE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == answer("--lang", "it")


def test_python_m_playbook_sim_with_bad_input() -> None:
    done = program("resolve", typed="{}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "platform is missing. Accepted: aliexpress, any, dsers_tmall, tmall_global.\n"


def test_the_installed_command_is_the_same() -> None:
    assert isinstance(cli.main, click.Group)
    for_editors = ["changelog", "check", "freshness", "impact", "new", "schemas", "translations"]
    for_everyone = ["cases", "compare", "drill", "problems", "questions", "resolve"]
    assert sorted(cli.main.commands) == sorted(for_editors + for_everyone)
    script = Path(sys.executable).with_name("playbook-sim")
    done = subprocess.run([script, "questions", "customs_hold"], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode() == run("questions", "customs_hold").stdout


def test_a_mistake_in_the_rulebook_is_a_sentence_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Rulebook:
        raise RulebookError("limits.toml: dsers_remedy.unit", "found 'hours'")

    monkeypatch.setattr(cli_endings, "load_rulebook", broken)
    result = run("problems")
    assert (result.exit_code, result.output) == (2, "limits.toml: dsers_remedy.unit: found 'hours'\n")


# --- compare ----------------------------------------------------------------------------------------------------

CLAIM = '{"platform": "dsers_tmall", "problem": "wrong_item", "facts": {"evidence_sent_on": "2026-02-10"}}'


def test_a_case_beside_the_same_with_other_facts() -> None:
    facts = ("--with", "claim_result=verified", "--with", "verified_on = 2026-03-02", "--with", "remedy=refund")
    result = run("compare", "-", "--today", "2026-03-12", *facts, typed=CLAIM)
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(CLAIM) | {"today": "2026-03-12"}
    given = {"claim_result": "verified", "verified_on": "2026-03-02", "remedy": "refund"}
    answers = [evaluate(BOOK, *read_case(BOOK, {**data, "facts": {**data["facts"], **more}})) for more in ({}, given)]
    assert result.stdout == render_comparison_text(BOOK, *answers, "en")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("today=2026-03-20", "Today: Fri 20 March 2026"),
        ("calendar=italy", "Working days counted by: Italy"),
        ("evidence_sent_on=", "Day the evidence went to DSers: not given"),
    ],
)
def test_what_is_different_may_be_today_the_calendar_or_a_fact_less(change: str, named: str) -> None:
    result = run("compare", "--today", "2026-03-12", "--with", change, typed=CLAIM)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"What if: {named}\n")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("verified_on=2026-02-01", "lies before"),
        ("claim_result=perhaps", "claim_result"),
        ("nonsense=1", "nonsense"),
        ("verified", "write FACT=VALUE"),
        ("=verified", "write FACT=VALUE"),
    ],
)
def test_a_change_that_cannot_be_is_refused(change: str, said: str) -> None:
    result = run("compare", "--today", "2026-03-12", "--with", change, typed=CLAIM)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert run("compare", "--with", "today=2026-03-12", typed="{").exit_code == 2
    assert run("compare", typed=CLAIM).exit_code == 2, "without --with there is nothing to compare"

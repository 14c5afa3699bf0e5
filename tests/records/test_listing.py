"""A list of cases on the command line: its order, its words, its exit codes, and the template."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from random_cases import BOOK

from playbook_sim import cli_today
from playbook_sim.cli import main
from playbook_sim.records.listing import WIDTH

TODAY = "2026-11-26"
TITLES = "store,order,problem,promised_ship_date,created_on,closed_on,outcome,notes"
LATER = "Milano,3,no_stock,,,,,"
OVERDUE = "Roma,1,shipment_overdue,2026-10-01,,,,call back"
AHEAD = "Roma,2,shipment_overdue,2026-12-20,,,,"
CLOSED = "Roma,4,no_stock,,2026-11-01,2026-11-20,refunded,"
BAD = "Roma,5,nostock,,,,,"


def run(*arguments: str, typed: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["cases", *arguments], input=typed)


def listed(*rows: str, options: tuple[str, ...] = ()) -> Result:
    """The list of the cases in ``rows``."""
    return run("--today", TODAY, *options, typed="\n".join([TITLES, *rows]))


def orders(result: Result) -> list[str]:
    """The order numbers in the order listed, from JSON."""
    return [record["order"] for record in json.loads(result.stdout)]


def test_what_is_overdue_comes_first_and_what_has_no_date_last() -> None:
    result = listed(LATER, AHEAD, OVERDUE, CLOSED, options=("--format", "json"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert orders(result) == ["1", "2", "3"]
    assert orders(listed(CLOSED, LATER, AHEAD, OVERDUE, options=("--format", "json", "--all"))) == ["1", "2", "3", "4"]


def test_without_a_today_each_case_goes_by_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the 11th in New York and the 12th in China."""
    moment = dt.datetime(2026, 3, 11, 17, tzinfo=dt.UTC).astimezone(dt.timezone(dt.timedelta(hours=-4)))
    monkeypatch.setattr(cli_today, "moment", lambda: moment)
    titles = "problem,complaint_received_on,own_reply_target,evidence_sent_on"
    rows = f"{titles}\ncomplaint,2026-03-11,0,\nwrong_item,,,2026-03-12\n"
    listed = run("--format", "json", typed=rows)
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert {one["problem"]: one["summary"]["from"] for one in json.loads(listed.stdout)} == {
        "complaint": "2026-03-11",
        "wrong_item": "2026-03-12",
    }
    assert BOOK.words["left.today"]["en"] in run(typed=rows).stdout
    chosen = json.loads(run("--format", "json", "--today", "2026-03-20", typed=rows).stdout)
    assert {one["summary"]["from"] for one in chosen} == {"2026-03-20"}


@pytest.mark.parametrize("lang", BOOK.languages)
def test_facts_that_contradict_each_other_stand_after_what_is_overdue_and_say_so(lang: str) -> None:
    today = dt.date.fromisoformat(TODAY)
    late = {"id": "late", "platform": "dsers_tmall", "problem": "shipment_overdue"}
    records = [
        {**late, "facts": {"promised_ship_date": (today + dt.timedelta(1)).isoformat()}, "order": "ahead"},
        {**late, "facts": {"supplier_pressed_on": (today + dt.timedelta(9)).isoformat()}, "order": "wrong"},
        {**late, "facts": {"promised_ship_date": "2025-11-20"}, "order": "late"},
    ]
    typed = json.dumps([{**record, "id": f"case-000{n}"} for n, record in enumerate(records)])
    assert orders(run("--today", TODAY, "--format", "json", typed=typed)) == ["late", "wrong", "ahead"]
    said = run("--today", TODAY, "--lang", lang, typed=typed).stdout
    assert BOOK.words["mycases.say.wrong"][lang].upper() in said
    label = BOOK.facts["supplier_pressed_on"].label[lang]
    assert " ".join(said.split()).count(label) == 1


def test_filters() -> None:
    assert orders(listed(LATER, AHEAD, OVERDUE, options=("--store", "Roma", "--format", "json"))) == ["1", "2"]
    other = "Roma,6,exchange,,,,,"
    assert orders(listed(LATER, other, options=("--platform", "tmall_global", "--format", "json"))) == ["6"]
    assert listed(LATER, options=("--platform", "ebay")).exit_code == 2


@pytest.mark.parametrize("lang", BOOK.languages)
def test_the_urgency_stands_in_words(lang: str) -> None:
    result = listed(OVERDUE, LATER, CLOSED, options=("--lang", lang, "--all"))
    words = BOOK.words["urgency.overdue"][lang].upper()
    assert result.stdout.startswith(f"{words} · ")
    for said in ("call back", BOOK.vocabulary["closing"]["refunded"][lang], BOOK.problems["no_stock"].title[lang]):
        assert said in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= WIDTH


def test_a_bad_line_is_named_and_the_others_are_listed() -> None:
    result = listed(OVERDUE, BAD, options=("--lang", "it"))
    assert result.exit_code == 1
    assert result.stderr.startswith("<stdin>:3: Problema: «nostock»")
    assert "Roma · 1" in result.stdout


@pytest.mark.parametrize("typed", ["", "a,b\n1,2\n", f"{TITLES}\n{BAD}\n", "{", '{"records": 5}'])
def test_nothing_read(typed: str) -> None:
    result = run("--today", TODAY, typed=typed)
    assert result.exit_code == 2
    assert result.stderr
    assert not result.stdout


def test_an_empty_list_says_so() -> None:
    assert listed(CLOSED).stdout.strip() == BOOK.words["records.list_empty"]["en"]


def test_a_file_as_a_spreadsheet_saves_it_in_italy(tmp_path: Path) -> None:
    file = tmp_path / "casi.csv"
    file.write_bytes("Negozio;Problema;Note\r\nForlì;Articolo errato;perché\r\n".encode("cp1252"))
    result = run(str(file), "--today", TODAY, "--lang", "it")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Forlì" in result.stdout
    assert "perché" in result.stdout


def test_csv_and_json_come_out_and_go_in_again() -> None:
    written = listed(OVERDUE, LATER, options=("--format", "csv")).stdout
    again = run("--today", TODAY, "--format", "json", typed=written)
    assert (again.exit_code, again.stderr) == (0, "")
    assert orders(again) == ["1", "3"]
    assert orders(run("--today", TODAY, "--format", "json", typed=again.stdout)) == ["1", "3"]


@pytest.mark.parametrize("format_", ["csv", "json"])
@pytest.mark.parametrize("problem", [(), ("--problem", "wrong_item")])
def test_the_template_is_a_file_without_cases(format_: str, problem: tuple[str, ...]) -> None:
    written = run("template", "--format", format_, "--today", TODAY, *problem)
    assert written.exit_code == 0
    result = run("--today", TODAY, typed=written.stdout)
    # The template of a spreadsheet has its examples in it, marked as such; the other one is an empty list.
    said = {"csv": "", "json": f"<stdin>: {BOOK.words['records.no_rows']['en']}\n"}[format_]
    assert (result.exit_code, result.stderr) == (2 if said else 0, said)


def test_what_cannot_be_asked_for() -> None:
    assert run("template", "--problem", "gone").exit_code == 2
    assert run("--today", "soon", typed=TITLES).exit_code == 2
    assert run("no-such-file.csv").exit_code == 2
    assert run("--help").exit_code == 0


def test_without_a_day_it_is_that_of_china() -> None:
    result = run("--format", "json", typed=f"{TITLES}\n{LATER}")
    (record,) = json.loads(result.stdout)
    now = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    assert abs((dt.date.fromisoformat(record["summary"]["from"]) - now).days) <= 1

"""The files of the worked cases: they follow the limits, and each mistake in one is named."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import case_phrases
import oracle
import pytest
from oracle import Oracle
from worked_cases import FOLDER, CaseError, read_cases

# --- the cases follow the limits --------------------------------------------------------------------------------


def test_a_case_that_the_limits_rule_out_happens_with_others() -> None:
    # Two dates can coincide, so that no day lies between them; with a longer limit there must be one.
    limits = Oracle.of().limits
    longer = [Oracle.of().with_amount(id_, 3 * limit["amount"]) for id_, limit in limits.items() if "amount" in limit]
    seen = {case.name for other in (Oracle.of(), *longer) for case in read_cases(oracle=other)}
    written = {
        entry["name"]["en"]
        for file in FOLDER.glob("*/*.toml")
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    }
    assert written - seen == set(), "its only_if never holds"


def test_no_case_says_how_long_a_limit_is() -> None:
    # After an edit of limits.toml such words would be false, and nothing would say so.
    typed = re.compile(
        r"\b(?:\d+|two|three|four|five|ten|fifteen|thirty)[ -](?:\w+[ -])?(?:working )?days?\b"
        r"|\bday [1-9]\d*\b|\b\d+(?:st|nd|rd|th)\b"
        r"|\b(?:\d+|due|tre|quattro|cinque|sei|dieci|quindici|trenta) giorni\b|\bgiorno [1-9]\d*\b",
        re.IGNORECASE,
    )
    found = {
        f"{file.name}: {said[0]}"
        for file in FOLDER.glob("*/*.toml")
        for said in typed.finditer(file.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_the_oracle_takes_nothing_from_the_engine() -> None:
    for module in (oracle, case_phrases):
        imported = {
            name
            for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8")))
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        }
        assert not any(name.startswith("playbook_sim") for name in imported)


# --- the files themselves ---------------------------------------------------------------------------------------

SWITCH = "dsers_overdue_switch"

GOOD = """\
[[case]]
name.en = "A case that can be read"
name.it = "Un caso che si può leggere"
today = 2026-03-12
[case.expect]
status = "resolved"
cites  = ["dsers_no_stock"]
"""

OWN = "complaint_first_reply"

COMPLAINT = GOOD.replace("[case.e", "facts = { complaint_received_on = 2026-03-10 }\n[case.e") + (
    "[case.expect.deadlines]\n"
)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        (GOOD + 'gap = ["x"]', "the key 'gap' is not known; write one of status, next_question"),
        (GOOD.replace("today", "Today"), "case[1].Today: the key 'Today' is not known; write one of name, today"),
        (GOOD.replace("today = 2026-03-12\n", ""), "case[1]: 'today' is missing"),
        (GOOD.replace("2026-03-12", "12"), "today is 12; write a date or a str"),
        (GOOD.replace("2026-03-12", '"2026-03-12"'), "found '2026-03-12'; write 'on', 'the day before' or"),
        (GOOD.replace("2026-03-12", '"on a.latest"'), "'a' is not in limits.toml; write one of dsers_overdue_press, "),
        (
            GOOD.replace("2026-03-12", f'"on {SWITCH}.latest"'),
            f"{SWITCH} has no date 'latest'; write strict or literal",
        ),
        (GOOD.replace("2026-03-12", f'"on {SWITCH}.strict"'), "promised_ship_date is not a date of this case"),
        (GOOD.replace("[case.e", 'facts = { day = "next week" }\n[case.e'), "found 'next week'; write 'on', 'the day"),
        (GOOD.replace("[case.e", 'only_if = "it rains"\n[case.e'), "found 'it rains'; write a day, 'is before' and"),
        (GOOD.replace('["dsers_no_stock"]', "[]"), "name at least one citation"),
        (GOOD.replace("A case that can be read", "short"), "write name.en as a sentence"),
        (GOOD.replace("Un caso che si può leggere", "breve"), "write name.it as a sentence"),
        (GOOD.replace("name.it", "name.xx"), "case[1].name.xx: the key 'xx' is not known; write one of en, it"),
        (
            GOOD.replace('name.it = "Un caso che si può leggere"\n', ""),
            "case[1].name: the language 'it' is missing: add name.it, a sentence that says what happens",
        ),
        (GOOD.replace("name.en", "name").replace("name.it", "#"), "the name is in no language; write name.en = … and"),
        (GOOD + GOOD.replace("A case", "Another case"), "two cases are called 'Un caso che si può leggere'"),
        (GOOD + GOOD, "two cases are called 'A case that can be read'"),
        (GOOD + "[case.expect.paths.a]\nstep = []", "paths.a.step: the key 'step' is not known"),
        (GOOD + "[case.expect.paths.a]\nsteps = []", "paths.a: 'outcome' is missing"),
        (GOOD + f'[case.expect.deadlines]\n{SWITCH} = "never"', "found 'never'; write 'dated', 'not started' or 'no"),
        (GOOD + f'[case.expect.deadlines]\n{SWITCH} = "dated, by analogy, provisional"', "in this order and where"),
        (GOOD + f"[case.expect.deadlines]\n{SWITCH} = 2026-03-12", "write 'dated', 'not started' or 'no target'"),
        (GOOD + f'[case.expect.deadlines]\n{SWITCH} = "dated"', "promised_ship_date is not a date of this case"),
        (GOOD + '[case.expect.deadlines]\na = "not started"', "'a' is not in limits.toml"),
        (GOOD + f'[case.expect.deadlines]\n{SWITCH} = "no target"', "by the facts of this case it is 'not started'"),
        (COMPLAINT + f'{OWN} = "not started"', "by the facts of this case it is 'no target'"),
        (COMPLAINT + f'{OWN} = "dated"', "own_reply_target is not a number of this case"),
        (COMPLAINT.replace(" }", ", own_reply_target = 0 }") + f'{OWN} = "no target"', "of this case it is 'dated'"),
        (GOOD + "[[cases]]", "the key 'cases' is not known; write one of case"),
        ("[[case]", "this is not TOML"),
    ],
)
def test_a_mistake_in_a_case_file_is_named(written: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "platform").mkdir()
    (tmp_path / "platform" / "problem.toml").write_text(written, encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        read_cases(tmp_path)
    assert str(raised.value).startswith("platform/problem.toml: ")
    assert complaint in str(raised.value)

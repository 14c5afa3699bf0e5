"""The main journey and the rule lab in a second engine: Firefox, by keyboard alone, under the headers of a host."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from faulty_server import faulty
from lab_book import BOOK, TEXTS, fields, limit_field
from oracle import Oracle

from playbook_sim.lab.edits import change
from playbook_sim.loading import load_rulebook
from playbook_sim.meaning import changed_case
from playbook_sim.model import Problem
from playbook_sim.rendering.words import date_words
from playbook_sim.site.coverage import worked_cases
from playbook_sim.site.places import ROOT, SITE
from playbook_sim.site.programs import FIREFOX
from playbook_sim.site.runtime import image, library
from playbook_sim.site.static_server import served

PROBLEM = "shipment_overdue"
DATES = {"promised_ship_date": "2026-03-10", "today": "2026-03-12"}
KEPT = {"en": "English, Italiano", "it": "Italiano, English"}
SEARCHED = {"en": "refund", "it": "rimborso"}
LAB = BOOK.problems["real_defect"]
LIMIT = BOOK.limits["ae_answer"]
LONGER = str(LIMIT.amount + 2)
WORDS = BOOK.words
LIMITS = ("dsers_overdue_press", "dsers_overdue_switch")


def _expected(lang: str) -> dict[str, object]:
    """What the page says of the case in a language."""
    rulebook, start = load_rulebook(), dt.date.fromisoformat(DATES["promised_ship_date"])
    days = [day for limit in LIMITS for day in Oracle.of().dates(limit, start).values()]
    return {
        "title": rulebook.problems[PROBLEM].title[lang],
        "deadlines": [date_words(rulebook, lang, day) for day in days],
        "copied": rulebook.words["take.copied_link"][lang],
        "kept": rulebook.words["offline.ready"][lang].format(languages=KEPT[lang]),
        "searched": SEARCHED[lang],
    }


def _sum(problem: Problem) -> str:
    """What the lab says of the worked cases once the limit is longer."""
    book = change(TEXTS, fields(problem.id).values(), {limit_field(LIMIT.id, "amount"): LONGER}).rulebook
    assert book is not None
    n = sum(bool(changed_case(BOOK, book, case.request)) for case in worked_cases())
    assert n > 1
    return WORDS["lab.cases.some_many"]["it"].format(n=n, all=len(worked_cases()))


def _lines() -> list[str]:
    """The line of the limit before and after, as it is laid out in its file."""
    limits = ROOT / "playbook_sim" / "rulebook" / "limits.toml"
    ours = limits.read_text(encoding="utf-8").partition(f"\n[{LIMIT.id}]\n")[2]
    key = re.match(r"amount +=", ours[ours.index("\namount ") + 1 :])
    assert key
    return [f"-{key[0]} {LIMIT.amount}", f"+{key[0]} {LONGER}"]


def _programs() -> tuple[str, str]:
    """Firefox, and the node that drives it."""
    program = FIREFOX.find()
    assert program, FIREFOX.what_to_install
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, f"Node is not beside {sys.executable}: run make setup first."
    assert SITE.is_dir(), "The site is not built: run make build first."
    return program, node


def test_a_case_from_opening_to_the_copied_link_by_keyboard() -> None:
    program, node = _programs()
    with served(SITE) as root:
        told = {
            "program": program,
            "root": root,
            "version": load_rulebook().version,
            "order": "N-77",
            "platform": load_rulebook().problems[PROBLEM].platform,
            "problem": PROBLEM,
            "dates": DATES,
            "en": _expected("en"),
            "it": _expected("it") | {"labAnswer": LIMIT.label["it"], "labSum": _sum(LAB)},
            "lab": {
                "page": f"handbook/{LAB.stage}/{LAB.id}".replace("_", "-"),
                "field": limit_field(LIMIT.id, "amount"),
                "typed": LONGER,
                "lines": _lines(),
            },
            "pictures": os.environ.get("PLAYBOOK_PICTURES"),
        }
        run = subprocess.run(
            [node, Path(__file__).parent / "journey.mjs"],
            input=json.dumps(told),
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == []


def test_a_connection_that_breaks_off_is_told_as_that_and_trying_again_mends_it() -> None:
    program, node = _programs()
    said = load_rulebook().words["engine.failed_network"]["it"]
    expected = _expected("it")
    facts = "&".join(f"{key}={day}" for key, day in DATES.items())
    with faulty() as faults:
        faults.always[image.NAME] = "missing"
        faults.of[library.NAME] = "cut"
        told = {
            "program": program,
            "root": faults.url,
            "address": f"{faults.url}it/simulator/#problem={PROBLEM}&{facts}",
            "field": "#sim-promised_ship_date",
            "day": DATES["promised_ship_date"],
            "reason": said,
            "detail": library.NAME,
            "path": expected["title"],
            "deadlines": expected["deadlines"],
        }
        script = Path(__file__).parent / "cut.mjs"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen([node, script], text=True, **pipes) as run:
            assert run.stdin
            assert run.stdout
            run.stdin.write(f"{json.dumps(told)}\n")
            run.stdin.flush()
            if run.stdout.readline() == "told\n":
                faults.of.clear()
            _, complaints = run.communicate("go on\n")
    assert run.returncode == 0, complaints

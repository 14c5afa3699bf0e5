"""What wants to be looked at again: sources after their time, calendars before they end, links that are dead."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from playbook_sim.cli import main
from playbook_sim.editing import freshness
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import ROOT

BOOK = load_rulebook()
CHECKED = min(source.checked_on for source in BOOK.sources.values())
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def places(day: dt.date) -> list[str]:
    return [found.place for found in freshness.stale(day)]


def test_a_source_is_named_the_day_after_its_time_and_not_before() -> None:
    limit = dt.timedelta(days=freshness.LOOK_AGAIN["sources.toml"])
    oldest = {id_ for id_, source in BOOK.sources.items() if source.checked_on == CHECKED}
    assert not oldest & {*places(CHECKED + limit)}
    assert oldest <= {*places(CHECKED + limit + dt.timedelta(days=1))}


def test_every_source_every_notice_and_every_fact_from_outside_has_its_day() -> None:
    late = freshness.stale(dt.date(2040, 1, 1))
    found = {each.place for each in late}
    assert BOOK.sources.keys() <= found
    assert {id_ for id_, note in BOOK.notes.items() if note.checked_on} <= found
    assert any(place.startswith("references.") for place in found)
    assert all((ROOT / each.file).is_file() and each.line >= 1 for each in late)


def test_a_calendar_is_wanted_so_many_days_before_it_ends() -> None:
    end = max(year for year, told in BOOK.calendars["china"].years.items() if told.verified)
    last_quiet = dt.date(end, 12, 31) - dt.timedelta(days=freshness.HORIZON)
    assert f"years.{end}" not in places(last_quiet)
    assert f"years.{end}" in places(last_quiet + dt.timedelta(days=1))


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response({"/there": 200, "/members": 403}.get(self.path, 404))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_dead_link_is_named_and_one_that_only_refuses_robots_is_not() -> None:
    with HTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}"
        links = [("sources.toml: dsers_en", f"{root}/{page}") for page in ("there", "members", "gone")]
        (dead,) = freshness.dead_links(links)
        server.shutdown()
    assert f"{root}/gone leads nowhere (404)" in dead.problem
    assert dead.place == "dsers_en"


def test_links_out_of_pages_and_rulebook_are_followed() -> None:
    found = dict(freshness.outside_links())
    assert any(place.startswith("notes/") for place in found)
    assert any(place.startswith("calendars/") for place in found)
    assert all(url.startswith("http") for url in found.values())


def test_the_command_fails_when_there_is_something_to_look_at() -> None:
    fresh = CliRunner().invoke(main, ["freshness", "--today", CHECKED.replace(month=6).isoformat()])
    assert (fresh.exit_code, fresh.stdout) == (0, "Nothing to look at again\n")
    stale = CliRunner().invoke(main, ["freshness", "--today", "2040-01-01"])
    assert stale.exit_code == 1
    assert "sources.toml" in stale.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_hash_and_nothing_is_allowed_unasked(workflow: Path) -> None:
    told = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert told["permissions"] == {}
    for job in told["jobs"].values():
        assert "permissions" in job
        for step in job.get("steps", ()):
            action = step.get("uses", "")
            assert not action or len(action.partition("@")[2]) == 40, f"{action}: pin it by its full hash"


def test_the_workflows_pass_their_checker() -> None:
    checker = Path(sys.executable).with_name("zizmor")
    command = [checker, "--offline", "--quiet", "--min-severity", "medium", ".github"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

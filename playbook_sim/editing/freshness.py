"""What wants to be looked at again: sources checked long ago, a calendar that ends soon, links that lead nowhere."""

from __future__ import annotations

import datetime as dt
import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from playbook_sim.editing.check import Finding, finding
from playbook_sim.editing.checked import checked, tables, to_come
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import ROOT

LOOK_AGAIN = {"sources.toml": 180, "calendars": 365, "notes": 180}
"""After how many days a source, the notice of a calendar year and a fact from outside are to be looked at again."""

HORIZON = 90
"""How many days before a calendar ends its next year is wanted: claims begun today reach that far."""

_RULEBOOK = ROOT / "playbook_sim" / "rulebook"
_OUTSIDE = re.compile(r"\]\((https?://[^)\s]+)\)")
_SECONDS = 20
_AT_ONCE = 8


def stale(today: dt.date) -> list[Finding]:
    """What was checked longer ago than its limit, and each calendar that is known for fewer days than ``HORIZON``."""
    old = [
        RulebookError(
            place,
            f"last checked on {day}, {(today - day).days} days ago; look at it again after {limit}: compare it "
            "with what the playbook says, mend what has changed, and write today's date in checked_on",
        )
        for place, day, limit in _checked()
        if (today - day).days > limit
    ]
    return [finding(error, grave=False) for error in (*old, *_ending(today))]


def too_early(today: dt.date) -> list[Finding]:
    """Each day of a check that is still to come: what was “checked” on it would never be named."""
    return [*map(finding, to_come(_RULEBOOK, today))]


def dead_links(links: Iterable[tuple[str, str]]) -> list[Finding]:
    """Each (place, address) that no longer leads to a page."""
    links = list(links)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = dict(zip({url for _, url in links}, pool.map(_answer, {url for _, url in links}), strict=True))
    return [
        finding(RulebookError(place, f"{url} leads nowhere ({answers[url]}); mend it or take it out"), grave=False)
        for place, url in links
        if answers[url]
    ]


def outside_links() -> list[tuple[str, str]]:
    """Every link that leads out of the playbook, with the place where it stands."""
    found = [(place, told["link"]) for place, told in tables(_RULEBOOK) if "link" in told]
    for page in sorted((ROOT / "docs").glob("??/**/*.md")):
        name = page.relative_to(ROOT).as_posix()
        found += [(name, url) for url in _OUTSIDE.findall(page.read_text(encoding="utf-8-sig", errors="replace"))]
    return [(place, url) for place, url in found if url.startswith("http")]


def _checked() -> Iterator[tuple[str, dt.date, int]]:
    for place, day in checked(_RULEBOOK):
        yield place, day, LOOK_AGAIN[next(kind for kind in LOOK_AGAIN if place.startswith(kind))]


def _ending(today: dt.date) -> Iterator[RulebookError]:
    for calendar in load_rulebook().calendars.values():
        verified = [year for year, told in calendar.years.items() if told.verified]
        # A city's calendar ends with its country's.
        if calendar.always_known or "-" in calendar.id or not verified:
            continue
        end = dt.date(max(verified), 12, 31)
        if (end - today).days < HORIZON:
            yield RulebookError(
                f"calendars/{calendar.id}.toml: years.{end.year}",
                f"the calendar is known until {end}, for {max((end - today).days, 0)} more days; dates beyond it are "
                f"provisional: enter {end.year + 1} as soon as it is announced: the head of the file says how",
            )


def _answer(url: str) -> str:
    """Why an address leads nowhere; empty where it leads somewhere, or where only a robot is refused."""
    request = urllib.request.Request(url, headers={"User-Agent": "Mozilla/5.0 (link check of a handbook)"})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        return "" if error.code in (401, 403, 405, 429) or error.code >= 500 else str(error.code)
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        return str(getattr(error, "reason", error))

"""Where a step of a future would lie on the calendar: only as far as a chain of the rulebook adds it up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from playbook_sim.deadlines import lay
from playbook_sim.model import Calendar, Deadline, Limit, Resolution, Rulebook, Text
from playbook_sim.remembering import of_the_last


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The days between which a window would begin and end if the one before it keeps its time.

    ``starts_from`` and ``ends_from`` are never before the day of the answer: what is open has not happened by then.
    ``starts_by`` and ``ends_by`` are the last days by the chain ``chain``; ``provisional`` says why they may move.
    """

    chain: str
    starts_from: dt.date
    starts_by: dt.date
    ends_from: dt.date
    ends_by: dt.date
    provisional: Text | None


@of_the_last
def projected(rulebook: Rulebook, resolution: Resolution) -> dict[str, Projection]:
    """Limit → where it would lie, for each limit of the answer that has no start yet but follows, in a chain of the
    answer, a window that is still running. A window that has run out promises nothing about what follows."""
    laid = {deadline.id: deadline for deadline in resolution.deadlines}
    found: dict[str, Projection] = {}
    for whole in resolution.deadlines:
        links = rulebook.limits[whole.id].chain
        for place, link in enumerate(links[1:], 1):
            if link not in laid or laid[link].start is not None or whole.start is None:
                continue
            before = _laid(rulebook, resolution, whole, links[:place])
            through = _laid(rulebook, resolution, whole, links[: place + 1])
            if before.earliest is None or before.latest is None or before.latest < resolution.today:
                continue
            found[link] = Projection(
                chain=whole.id,
                starts_from=max(before.earliest, resolution.today),
                starts_by=before.latest,
                ends_from=max(through.earliest or before.earliest, resolution.today),
                ends_by=through.latest or before.latest,
                provisional=through.provisional,
            )
    return found


def _laid(rulebook: Rulebook, resolution: Resolution, whole: Deadline, links: tuple[str, ...]) -> Deadline:
    """The first ``links`` of the chain that ``whole`` was laid from, on the calendar it was counted by."""

    def calendar_of(limit: Limit) -> Calendar | None:
        return rulebook.calendars[resolution.case.calendar or limit.calendar] if limit.calendar else None

    parts = tuple(resolution.limits[link] for link in links)
    return lay(resolution.limits[whole.id], parts, whole.start, whole.start_event, calendar_of, analogy=whole.analogy)

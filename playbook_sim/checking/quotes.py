"""Each number of a limit is that of the passages it cites: whoever changes one changes the other.

Not among the proofs that the build wants: a changed number is seen in the page at once, and refused until its quote is
there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from playbook_sim.checking.durations import LANGUAGES, Duration, durations
from playbook_sim.errors import RulebookError
from playbook_sim.model import Citation, Limit, Rulebook


@dataclass(frozen=True, slots=True)
class _Named:
    """A duration that a passage names."""

    passage: Citation
    duration: Duration


def misquoted(rulebook: Rulebook) -> Iterator[RulebookError]:
    """Limits whose number of days is not the one of the passages they cite, or is in none of them.

    Not asked of a chain, whose links have passages of their own, nor of a number that the merchant sets. Passages in a
    language that cannot be read count for nothing.
    """
    for limit in rulebook.limits.values():
        if limit.chain or limit.amount_from is not None:
            continue
        versions = limit.versions or (limit,)
        for number, version in enumerate(versions):
            place = f"limits.toml: {limit.id}" + (f".earlier[{number}]" if number else "")
            above = versions[number - 1].cites if number else ()
            fault = _fault(rulebook, version, f"{place}.amount", above)
            if fault is not None:
                yield fault


def _fault(rulebook: Rulebook, limit: Limit, place: str, above: Collection[str]) -> RulebookError | None:
    """``above``: the passages of the version after this one, which it rests on too where it names none of its own."""
    passages = [rulebook.citations[id_] for id_ in limit.cites]
    if any(rulebook.sources[passage.source].language not in LANGUAGES for passage in passages):
        return None
    named = [
        _Named(passage, duration)
        for passage in passages
        for duration in durations(passage.quote, rulebook.sources[passage.source].language)
    ]
    ends = frozenset({limit.amount, limit.least} - {0})
    other = next((each for each in named if not each.duration.fits(ends)), None)
    if other is not None:
        return _another_number(limit, other, place, above)
    told = [end for each in named for end in each.duration.ends]
    for end in sorted(ends, reverse=True):
        if not any(end in days for days in told):
            return _no_number(limit, end, passages, place)
    working = next((each for each in named if each.duration.working), None)
    if working is not None and limit.unit != "working_days":
        return _working_days(limit, working, place)
    return None


def _another_number(limit: Limit, found: _Named, place: str, above: Collection[str]) -> RulebookError:
    passage, said = found.passage, found.duration.said
    advice = _its_own(limit, passage) if passage.id in above else _new_or_back(limit, found)
    return RulebookError(
        place,
        f"this says {length(limit)}, and the passage that it rests on says {said!r}: {passage.id}, “{passage.quote}”. "
        f"{advice}",
        "quote_other",
        **_told(limit, found),
    )


def _new_or_back(limit: Limit, found: _Named) -> str:
    ends = found.duration.ends
    back = f"write amount = {ends[0].start} again" if len(ends) == 1 and not limit.least else "put the numbers back"
    return (
        f"If the source has changed, add its new sentence to citations/{found.passage.source}.toml and name that in "
        f"cites instead; if it has not, {back}. A passage about another time does not belong in cites"
    )


def _its_own(limit: Limit, passage: Citation) -> str:
    """What an earlier version lacks that rests on the words of the next one: with their number it would be false."""
    reasons = {"strict_because": limit.strict_because, "literal_because": limit.literal_because}
    resting = [key for key, reason in reasons.items() if reason and passage.id in reason.cites]
    beside = f", and {' and '.join(resting)} with a text and cites of its own" if resting else ""
    return (
        'These are the words of the version above: give this table cites = ["…"], the passage that held then' + beside
    )


def _no_number(limit: Limit, end: int, passages: Sequence[Citation], place: str) -> RulebookError:
    cited = ", ".join(passage.id for passage in passages)
    return RulebookError(
        place,
        f"this says {length(limit)}, and no passage that it rests on names {end} ({cited}); name in cites the one of "
        f"citations/ that does, with the sentence of the source as its quote, or put the number back",
        "quote_none",
        days=_number(limit),
        end=str(end),
        passages=cited,
    )


def _working_days(limit: Limit, found: _Named, place: str) -> RulebookError:
    passage, said = found.passage, found.duration.said
    return RulebookError(
        place.replace(".amount", ".unit"),
        f"this counts every day, and the passage that it rests on says {said!r}: {passage.id}, “{passage.quote}”. "
        'Write unit = "working_days" with a calendar, or the new sentence of the source as the quote',
        "quote_working",
        **_told(limit, found),
    )


def _told(limit: Limit, found: _Named) -> dict[str, str]:
    passage = found.passage
    return {"days": _number(limit), "said": found.duration.said, "passage": passage.id, "quote": passage.quote}


def _number(limit: Limit) -> str:
    return f"{limit.least}–{limit.amount}" if limit.least else str(limit.amount)


def length(limit: Limit) -> str:
    """How long a limit is, as its messages say it: ``5 days``, ``10–30 working days``."""
    unit = limit.unit.replace("_", " ")
    return f"{_number(limit)} {unit if limit.amount != 1 else unit.removesuffix('s')}"

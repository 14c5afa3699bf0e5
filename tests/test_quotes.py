"""Every quote of the rulebook stands word for word in its source, under the heading that the citation names.

The sources are not part of the project. Where they lie (PLAYBOOK_SOURCES, or ../shared/sources) the quotes are
looked up in them; everywhere the citations must be those that somebody with the sources verified and recorded.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Citation, Rulebook
from playbook_sim.site import quotes
from playbook_sim.site.places import ROOT
from playbook_sim.site.quotes import QuotesError, Registry

RULEBOOK = load_rulebook()
REGISTRY = Registry.read(quotes.REGISTRY.read_text(encoding="utf-8"))
NAMED = os.environ.get("PLAYBOOK_SOURCES")
SOURCES = Path(NAMED) if NAMED else ROOT.parent / "shared" / "sources"

TEXT = """\
- Late parcels
- FAQ
A guide
Late parcels
After four days, act. The clock starts at once, and nobody waits
for a supplier who is silent.
FAQ
Q: And then?
A: Consider another supplier.
"""


def _by_the_registry() -> list[str]:
    return quotes.unrecorded(RULEBOOK, REGISTRY)


def _by_the_texts() -> list[str]:
    return quotes.verify(RULEBOOK, SOURCES)


def _by_recording_again() -> list[str]:
    recorded = quotes.record(RULEBOOK, SOURCES)
    return [] if recorded == REGISTRY else [f"the sources are not those recorded; look, then run {quotes.RECORD}"]


JUDGES: list[Callable[[], list[str]]] = [_by_the_registry]
if NAMED or SOURCES.is_dir():
    JUDGES += [_by_the_texts, _by_recording_again]


@pytest.mark.parametrize("judge", JUDGES)
def test_every_quote_is_vouched_for(judge: Callable[[], list[str]]) -> None:
    assert judge() == []


def _book(*citations: Citation) -> Rulebook:
    return dataclasses.replace(RULEBOOK, citations={citation.id: citation for citation in citations})


def _citation(quote: str, section: str = "Late parcels") -> Citation:
    return Citation(id="late", source="dsers_en", section=section, quote=quote)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A directory with one source of our own making."""
    (tmp_path / RULEBOOK.sources["dsers_en"].file).write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("citation", "complaint"),
    [
        (_citation("After four days, act."), None),
        (_citation("another supplier", section="FAQ"), None),
        (_citation("Late parcels"), None),
        (_citation("After 4 days, act."), "the source does not say 'After 4 days, act.'"),
        (_citation("after four days"), "the source does not say 'after four days'"),
        (_citation("another supplier"), "the quote does not stand under 'Late parcels'"),
        (_citation("four days", section="Late"), "the source has no heading 'Late'"),
        (
            _citation("After four days, act. The clock starts at once, and nobody waits for"),
            "found 13 words; quote at most 12",
        ),
    ],
)
def test_a_quote_that_does_not_stand_there_is_named(citation: Citation, complaint: str | None, sources: Path) -> None:
    found = quotes.verify(_book(citation), sources)
    if complaint is None:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].startswith(f"late: {complaint}")


def test_a_wrong_quote_is_not_recorded(sources: Path) -> None:
    with pytest.raises(QuotesError, match="does not say 'no such words'"):
        quotes.record(_book(_citation("no such words")), sources)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuotesError, match="there is no 000_"):
        quotes.verify(_book(_citation("act")), tmp_path)


@pytest.mark.parametrize(
    "changed",
    [
        _citation("The clock starts at once"),
        _citation("After four days, act.", section="FAQ"),
        dataclasses.replace(_citation("After four days, act."), id="later"),
        dataclasses.replace(_citation("After four days, act."), source="dsers_it"),
    ],
    ids=["quote", "section", "id", "source"],
)
def test_a_citation_changed_after_recording_is_noticed_without_the_sources(changed: Citation, sources: Path) -> None:
    recorded = quotes.record(_book(_citation("After four days, act.")), sources)
    assert quotes.unrecorded(_book(_citation("After four days, act.")), recorded) == []
    assert any(changed.id in complaint for complaint in quotes.unrecorded(_book(changed), recorded))


def test_a_citation_taken_out_leaves_no_record_behind(sources: Path) -> None:
    recorded = quotes.record(_book(_citation("After four days, act.")), sources)
    assert "the rulebook has no such citation" in quotes.unrecorded(_book(), recorded)[0]


def test_the_registry_reads_what_it_writes() -> None:
    assert Registry.read(REGISTRY.written()) == REGISTRY
    assert REGISTRY.written() == quotes.REGISTRY.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ["citation late", "quote late 12", "citation late 1\ncitation late 2"])
def test_a_damaged_registry_is_named(line: str) -> None:
    with pytest.raises(QuotesError, match=r"line \d: found .*; record again"):
        Registry.read(line)

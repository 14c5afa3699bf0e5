"""The registry of verified quotes: proof that every citation stands in its source, without publishing the source.

Whoever has the sources records the quotes; the registry keeps hashes only, so that everybody else's tests notice
a citation that was changed and not verified again. docs/decisions/0050-worked-cases.md says why.

    python -m playbook_sim.site.quotes record --sources DIRECTORY
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click

from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Citation, Rulebook
from playbook_sim.site.places import ROOT

REGISTRY = ROOT / "tests" / "data" / "verified_quotes.txt"
"""Where the recorded hashes lie: one line for each source file and each citation."""

MOST_WORDS = 12
RECORD = "python -m playbook_sim.site.quotes record --sources DIRECTORY"

_HEADING_WORDS = 10
_SENTENCE_END = re.compile(r"[.?!:;,]$")
_LIST_ITEM = re.compile(r"^\s*-\s")
_HEADER = (
    "# The quotes that were found word for word in their sources. Written by:",
    f"#     {RECORD}",
    "# source: file, sha256 of the file. citation: id, sha256 of the file's hash, the section and the quote.",
)


class QuotesError(Exception):
    """Quotes that do not stand in their sources; the message names each with what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What was recorded: source file → its hash, and citation id → the digest of what was verified."""

    files: Mapping[str, str]
    digests: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> Registry:
        """The registry written in ``text``. Raises QuotesError for a line that is not one of its two kinds."""
        found: dict[str, dict[str, str]] = {"source": {}, "citation": {}}
        for number, line in enumerate(text.splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            match line.split():
                case [("source" | "citation") as kind, name, digest] if name not in found[kind]:
                    found[kind][name] = digest
                case _:
                    raise QuotesError(f"{REGISTRY.name}, line {number}: found {line!r}; record again with {RECORD}")
        return cls(files=found["source"], digests=found["citation"])

    def written(self) -> str:
        """The registry as text, sorted, so that a change shows as the lines that changed."""
        lines = [f"source {name} {digest}" for name, digest in sorted(self.files.items())]
        lines += [f"citation {name} {digest}" for name, digest in sorted(self.digests.items())]
        return "\n".join([*_HEADER, *lines]) + "\n"


def digest(file_hash: str, citation: Citation) -> str:
    """The hash that stands for "this quote was found in this section of the file with this hash"."""
    return sha256("\0".join((file_hash, citation.section, citation.quote)).encode()).hexdigest()


def unrecorded(rulebook: Rulebook, registry: Registry) -> list[str]:
    """What the registry does not vouch for: citations new or changed since it was recorded, and its leftovers."""
    problems = []
    for id_, citation in rulebook.citations.items():
        file = rulebook.sources[citation.source].file
        if id_ not in registry.digests or file not in registry.files:
            problems.append(f"{id_}: this quote was never verified; record it with {RECORD}")
        elif registry.digests[id_] != digest(registry.files[file], citation):
            problems.append(f"{id_}: its quote or section changed after it was verified; record it with {RECORD}")
    problems += [
        f"{id_}: recorded, but the rulebook has no such citation; record again with {RECORD}"
        for id_ in registry.digests
        if id_ not in rulebook.citations
    ]
    return problems


def verify(rulebook: Rulebook, sources: Path) -> list[str]:
    """What is wrong with the citations by the texts in ``sources``; empty when every quote stands where it says."""
    problems = []
    texts: dict[str, str] = {}
    for citation in rulebook.citations.values():
        file = rulebook.sources[citation.source].file
        if file not in texts:
            try:
                texts[file] = (sources / file).read_text(encoding="utf-8")
            except FileNotFoundError:
                raise QuotesError(f"{sources}: there is no {file}; give the directory of the sources") from None
        cited = {other.section for other in rulebook.citations.values() if other.source == citation.source}
        if problem := _problem(citation, texts[file], cited):
            problems.append(f"{citation.id}: {problem} ({file})")
    return problems


def record(rulebook: Rulebook, sources: Path) -> Registry:
    """The registry of all citations, each verified in ``sources``. Raises QuotesError when one does not stand there."""
    if problems := verify(rulebook, sources):
        raise QuotesError("\n".join(problems))
    used = {rulebook.sources[citation.source].file for citation in rulebook.citations.values()}
    files = {file: sha256((sources / file).read_bytes()).hexdigest() for file in used}
    return Registry(
        files=files,
        digests={
            id_: digest(files[rulebook.sources[citation.source].file], citation)
            for id_, citation in rulebook.citations.items()
        },
    )


def _problem(citation: Citation, text: str, cited: Iterable[str]) -> str | None:
    words = len(citation.quote.split())
    if words > MOST_WORDS:
        return f"found {words} words; quote at most {MOST_WORDS}"
    if citation.quote not in text:
        return f"the source does not say {citation.quote!r}; copy the words exactly as they stand"
    sections = list(_sections(text, citation.section, cited))
    if not sections:
        return f"the source has no heading {citation.section!r}; copy the heading above the quote"
    if not any(citation.quote in section for section in sections):
        return f"the quote does not stand under {citation.section!r}; name the heading right above it"
    return None


def _sections(text: str, heading: str, cited: Iterable[str]) -> Iterator[str]:
    """The text of each section with this heading, the heading itself included, up to the next heading."""
    headings = set(cited)
    lines = text.splitlines()
    for start, line in enumerate(lines):
        if line.strip() == heading:
            end = start + 1
            while end < len(lines) and lines[end].strip() not in headings and not _looks_like_heading(lines[end]):
                end += 1
            yield "\n".join(lines[start:end])


def _looks_like_heading(line: str) -> bool:
    # The sources are plain text: a heading is a short line of its own that does not end like a sentence.
    words = len(line.split())
    return 0 < words <= _HEADING_WORDS and not _SENTENCE_END.search(line.strip()) and not _LIST_ITEM.match(line)


@click.group()
def main() -> None:
    """Verify the quotes of the rulebook in the texts of the sources."""


@main.command(name="record")
@click.option(
    "--sources",
    envvar="PLAYBOOK_SOURCES",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The directory with the texts of the sources (variable PLAYBOOK_SOURCES).",
)
def record_command(sources: Path) -> None:
    """Verify every quote in its source and write the registry that the tests compare with."""
    try:
        registry = record(load_rulebook(), sources)
    except (QuotesError, RulebookError) as error:
        sys.exit(str(error))
    REGISTRY.parent.mkdir(parents=True, exist_ok=True)
    REGISTRY.write_text(registry.written(), encoding="utf-8")
    click.echo(f"{len(registry.digests)} quotes verified and recorded in {REGISTRY.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

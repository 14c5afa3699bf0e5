"""Which TOML file is written in which form, and the schemas of the forms as files that editors' tools read."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from playbook_sim.editing.forms import around, other, rules
from playbook_sim.editing.forms.parts import Maker, Schema, completed
from playbook_sim.errors import RulebookError
from playbook_sim.model import Rulebook
from playbook_sim.site.places import ROOT

FOLDER = PurePosixPath("playbook_sim", "editing", "schemas")
"""Where the schemas are, below the project's directory."""

TAPLO = PurePosixPath(".vscode", "taplo.toml")
"""The settings of the TOML tool: how files are laid out, and which schema is for which."""

COMMAND = "playbook-sim schemas"

_BOOK = "playbook_sim/rulebook"

# What commands say to editors.
_OF_COMMANDS = ("playbook_sim/editing/words.toml", "playbook_sim/site/serving/words.toml")

# What people open one at a time names its schema in its first line, for editors that are not told by settings.
_NAMING = (f"{_BOOK}/", "tests/cases/")

_SETTINGS = f"""\
# How Taplo lays TOML files out, and which schema it checks each by: for editors and for `make check` alike.
# Written by: {COMMAND}

include = ["**/*.toml"]

# Written by programs, each in its own way; and locks.
exclude = [
    ".cache/**",
    ".venv/**",
    "**/node_modules/**",
    "docs/translations.toml",
    "playbook_sim/rulebook/behind.toml",
    "playbook_sim/rulebook/calendars/*.toml",
    "playbook_sim/site/ledger.toml",
    "site/**",
]

[formatting]
# Nothing that people laid out on several lines is joined, nothing is torn apart, nothing changes its place.
align_comments = false
align_entries = false
allowed_blank_lines = 2
array_auto_collapse = false
array_auto_expand = false
column_width = 120
compact_inline_tables = false
indent_string = "    "
"""

_RULE = """
[[rule]]
include = [{places}]

[rule.schema]
path = "{schema}"
"""

# Where people read texts and numbers side by side, the values of a block stand below each other.
_ALIGNED = """
[[rule]]
include = ["playbook_sim/**/*.toml", "tests/versions/*.toml"]

[rule.formatting]
align_entries = true
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of TOML file: the name of its schema, what makes it, and where such files are (globs below the project's
    directory)."""

    name: str
    make: Callable[[Maker], Schema]
    places: tuple[str, ...]

    @property
    def file(self) -> PurePosixPath:
        """The schema's file, below the project's directory."""
        return FOLDER / f"{self.name}.json"

    def files(self, root: Path) -> Iterator[Path]:
        """The files of this kind."""
        for place in self.places:
            yield from sorted(root.glob(place))


KINDS = (
    Kind("rulebook", around.top, (f"{_BOOK}/rulebook.toml",)),
    Kind("vocabulary", around.vocabulary, (f"{_BOOK}/vocabulary.toml",)),
    Kind("words", around.words, (f"{_BOOK}/words/*.toml", *_OF_COMMANDS)),
    Kind("sources", around.sources, (f"{_BOOK}/sources.toml",)),
    Kind("citations", around.citations, (f"{_BOOK}/citations/*.toml",)),
    Kind("doubts", around.doubts, (f"{_BOOK}/doubts.toml",)),
    Kind("notes", around.notes, (f"{_BOOK}/notes/*.toml",)),
    Kind("evidence", around.evidence, (f"{_BOOK}/evidence.toml",)),
    Kind("metrics", around.metrics, (f"{_BOOK}/metrics.toml",)),
    Kind("glossary", around.glossary, (f"{_BOOK}/glossary.toml",)),
    Kind("triage", around.triage, (f"{_BOOK}/triage.toml",)),
    Kind("history", around.history, (f"{_BOOK}/history.toml", "tests/corrected.toml")),
    Kind("calendar", around.calendar, (f"{_BOOK}/calendars/*.toml",)),
    Kind("facts", rules.facts, (f"{_BOOK}/facts/*.toml",)),
    Kind("limits", rules.limits, (f"{_BOOK}/limits.toml",)),
    Kind("messages", rules.messages, (f"{_BOOK}/messages/*.toml",)),
    Kind("blanks", rules.blanks, (f"{_BOOK}/blanks.toml",)),
    Kind("problem", rules.problem, (f"{_BOOK}/problems/*/*.toml",)),
    Kind("steps", rules.shared_steps, (f"{_BOOK}/steps/*.toml",)),
    Kind("cases", other.cases, ("tests/cases/*/*.toml",)),
    Kind("ask", other.ask, ("playbook_sim/site/ask.toml",)),
    Kind("phrases", other.phrases, ("playbook_sim/site/not_terms.toml",)),
    Kind("ledger", other.ledger, ("playbook_sim/site/ledger.toml",)),
    Kind("translations", other.translations, ("docs/translations.toml",)),
    Kind("form-words", other.form_words, ("playbook_sim/editing/forms/words.toml",)),
    Kind("queries", other.queries, ("tests/data/*_queries.toml",)),
    Kind("mistakes", other.mistakes, ("tests/loading/mistakes/*.toml",)),
    Kind("allowed", other.allowed, ("tests/loading/allowed.toml",)),
    Kind("together", other.together, ("tests/loading/together.toml",)),
    Kind("dated", other.dated, ("tests/dated.toml",)),
    Kind("dated-cases", other.dated_cases, ("tests/versions/cases.toml",)),
    Kind("mutant-groups", other.mutant_groups, ("tests/mutants/groups.toml",)),
    Kind("survivors", other.survivors, ("tests/mutants/survivors.toml",)),
)
"""Every kind of TOML file of the project. pyproject.toml has a schema of its own, which the tools know."""


def write(rulebook: Rulebook, root: Path = ROOT) -> list[PurePosixPath]:
    """Write the schemas and all that names them; return the files that were different before."""
    changed = [place for place, text in _wanted(rulebook, root).items() if _read(root / place) != text]
    for place in changed:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(_wanted(rulebook, root)[place], encoding="utf-8")
    for place in (gone := _unknown(root)):
        (root / place).unlink()
    return changed + gone


def stale(rulebook: Rulebook, root: Path = ROOT) -> list[RulebookError]:
    """A mistake for each file that is not as ``write`` would leave it."""
    wrong = [place for place, text in _wanted(rulebook, root).items() if _read(root / place) != text]
    return [
        RulebookError(place.as_posix(), f"it does not follow the rules’ own types and lists; write it with: {COMMAND}")
        for place in wrong + _unknown(root)
    ]


def schemas(rulebook: Rulebook) -> dict[str, Schema]:
    """The schema of each kind, by its name."""
    make = Maker(rulebook)
    return {kind.name: completed(_headed(kind, kind.make(make))) for kind in KINDS}


def schema_line(file: PurePosixPath, kind: Kind) -> str:
    """The first line of a file of that kind, by which an editor finds its schema."""
    return f"#:schema {posixpath.relpath(kind.file, file.parent)}\n"


def _wanted(rulebook: Rulebook, root: Path) -> dict[PurePosixPath, str]:
    made = schemas(rulebook)
    wanted = {kind.file: json.dumps(made[kind.name], ensure_ascii=False, indent=1) + "\n" for kind in KINDS}
    wanted[TAPLO] = _settings()
    for kind in KINDS:
        for path in kind.files(root):
            place = PurePosixPath(path.relative_to(root).as_posix())
            if place.as_posix().startswith(_NAMING):
                wanted[place] = schema_line(place, kind) + _without_line(path.read_text(encoding="utf-8-sig"))
    return wanted


def _without_line(text: str) -> str:
    """The text below the lines that name its schema; an editor of Windows may have put its mark between two."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    first, _, rest = text.partition("\n")
    return _without_line(rest) if first.startswith("#:schema ") else text


def _settings() -> str:
    places = (", ".join(f'"{place}"' for place in kind.places) for kind in KINDS)
    rules = [_RULE.format(places=at, schema=kind.file.as_posix()) for kind, at in zip(KINDS, places, strict=True)]
    return _SETTINGS + _ALIGNED + "".join(rules)


def _unknown(root: Path) -> list[PurePosixPath]:
    """Schemas that no kind has."""
    known = {kind.file for kind in KINDS}
    return [FOLDER / path.name for path in sorted((root / FOLDER).glob("*.json")) if FOLDER / path.name not in known]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8-sig") if path.is_file() else None


def _headed(kind: Kind, schema: Schema) -> Schema:
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$comment": f"Written by: {COMMAND}"}
    return {**head, "title": kind.name, **schema}

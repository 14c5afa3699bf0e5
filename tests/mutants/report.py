"""What the mutants have shown, against what ``survivors.toml`` explains."""

from __future__ import annotations

import difflib
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One mutant: the function before and after the change, and whether a test noticed.

    ``outcome``: ``killed``, ``timeout``, ``survived``, ``not run`` or ``unclear`` (the run of its tests broke).
    """

    module: str
    function: str
    outcome: str
    before: list[str]
    after: list[str]

    @property
    def change(self) -> str:
        """The lines that differ, ``-`` before and ``+`` after, without their indentation."""
        lines = difflib.ndiff(self.before, self.after)
        return "\n".join(f"{line[0]} {line[2:].strip()}" for line in lines if line[0] in "+-")

    @property
    def identity(self) -> tuple[str, str, str]:
        """What tells it from the other mutants, whatever its number is."""
        return self.module, self.function, self.change


def report(found: Iterable[Found], explanations: Path, least: float, *, every_group: bool) -> int:
    """Print the numbers of each module and what is not as it must be. 0 when all is, else 1.

    ``least``: the share, in per cent, that must be killed. ``every_group``: whether all was run, so that an explanation
    of something that no longer survives can be told from one that was not looked at.
    """
    found = list(found)
    survivors = {one.identity for one in found if one.outcome == "survived"}
    explained = _explained(explanations)
    _print_table(found, explained)
    faults = [
        *(f"survived without an explanation: {_shown(one)}" for one in sorted(survivors - set(explained))),
        *(f"{one.outcome}: {_shown(one.identity)}" for one in found if one.outcome in ("not run", "unclear")),
    ]
    modules = {one.module for one in found}
    gone = sorted(one for one in explained if one not in survivors and (every_group or one[0] in modules))
    faults.extend(f"explained, but no longer there or killed: {_shown(one)}" for one in gone)
    share = _share(Counter(one.outcome for one in found))
    if share < least:
        faults.append(f"{share:.1f} % killed; at least {least} % must be")
    for fault in faults:
        print(f"\n{fault}")
    print(f"\n{len(faults)} to mend." if faults else "\nEvery survivor is explained.")
    return 1 if faults else 0


def _print_table(found: list[Found], explained: Collection[tuple[str, str, str]]) -> None:
    """A line for each module and one for all."""
    print("\n" + _line("module", *("mutants", "killed", "timeout", "survived", "explained", "left", "% killed")))
    for module in [*dict.fromkeys(one.module for one in found), "all"]:
        of_it = [one for one in found if module in ("all", one.module)]
        count = Counter(one.outcome for one in of_it)
        known = sum(one.outcome == "survived" and one.identity in explained for one in of_it)
        left = count["not run"] + count["unclear"]
        numbers = (len(of_it), count["killed"], count["timeout"], count["survived"], known, left)
        print(_line(module, *numbers, f"{_share(count):.1f}"))


def _line(first: str, *cells: object) -> str:
    return f"{first:40}" + "".join(f"{cell:>10}" for cell in cells)


def _share(count: Counter[str]) -> float:
    total = sum(count.values())
    return 100 * (count["killed"] + count["timeout"]) / total if total else 0


def _explained(file: Path) -> dict[tuple[str, str, str], str]:
    """Survivor → why no test can or need notice it."""
    if not file.exists():
        return {}
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", ())
    return {
        (entry["module"], entry["function"], change.strip()): entry["why"]
        for entry in entries
        for change in entry["changes"]
    }


def _shown(identity: tuple[str, str, str]) -> str:
    module, function, change = identity
    return f"{module}: {function}\n{change}"

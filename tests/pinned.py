"""The rulebook with durations and a version that stay, for tests whose numbers and dates were counted by hand.

An editor may change any duration in ``limits.toml``, from a day on or not, and releases a version with it. Tests of how
the engine counts and how the renderer words it need what they know, so they look at a copy of the rulebook that has
these amounts, no dated change, and no release after VERSION; all else in it is as shipped.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from oracle import RULEBOOK

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook

VERSION, RELEASED = "2.0.0", "2026-11-22"
"""The version of the copy, and its day."""

_AMOUNTS = {
    "dsers_overdue_press": {"amount": 2},
    "dsers_overdue_switch": {"amount": 4},
    "dsers_verification": {"least": 10, "amount": 30},
    "dsers_remedy": {"amount": 15},
    "tg_return_from_purchase": {"amount": 15},
    "tg_return_from_receipt": {"amount": 7},
    "tg_exchange": {"amount": 7},
    "tg_refund_after_return": {"amount": 7},
    "ae_answer": {"amount": 5},
    "ae_settle": {"amount": 16},
    "ae_next_update": {"amount": 2},
}


def copy(folder: Path) -> Path:
    """Write the rulebook with the pinned durations to ``folder``, which must not exist, and return it."""
    shutil.copytree(RULEBOOK, folder)
    file = folder / "limits.toml"
    text = file.read_text(encoding="utf-8")
    for limit, amounts in _AMOUNTS.items():
        for key, amount in amounts.items():
            text = with_line(text, limit, key, amount)
    file.write_text(_undated(text), encoding="utf-8")
    take_back(folder)
    return folder


def _undated(limits: str) -> str:
    """The text of ``limits.toml`` without what held earlier."""
    without = re.sub(r"^\[\[\w+\.earlier\]\]\n(?:(?!\[).*\n?)*", "", limits, flags=re.MULTILINE)
    return re.sub(r"^valid_from *=.*\n", "", without, flags=re.MULTILINE)


def take_back(folder: Path) -> None:
    """Make the pinned version the last one of the rulebook in ``folder``, whatever else that holds."""
    top, history = folder / "rulebook.toml", folder / "history.toml"
    text = top.read_text(encoding="utf-8")
    for key, value in (("version", f'"{VERSION}"'), ("released", RELEASED)):
        text = re.sub(rf"^({key} *= ).*$", rf"\g<1>{value}", text, count=1, flags=re.MULTILINE)
    top.write_text(text, encoding="utf-8")
    before, its_own, after = history.read_text(encoding="utf-8").partition(f'version  = "{VERSION}"\n')
    assert its_own, f"history.toml no longer holds the version {VERSION}"
    history.write_text(before + its_own + after.partition("\n[[version]]\n")[0], encoding="utf-8")


def with_line(text: str, limit: str, key: str, amount: int) -> str:
    """The text of ``limits.toml`` with one number of one limit changed."""
    before, header, after = text.partition(f"[{limit}]\n")
    changed, count = re.subn(rf"^({key} *= )\d+$", rf"\g<1>{amount}", after, count=1, flags=re.MULTILINE)
    assert header, f"limits.toml no longer holds [{limit}]"
    assert count, f"limits.toml no longer says {key} of {limit}"
    return before + header + changed


@cache
def rulebook() -> Rulebook:
    """The rulebook with the pinned durations."""
    with tempfile.TemporaryDirectory() as folder:
        return load_rulebook(copy(Path(folder) / "rulebook"))

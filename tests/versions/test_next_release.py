"""Tests that count on the pinned rulebook do not notice the next release of the real one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import corrected
import pinned
import pytest

from playbook_sim.loading import load_rulebook
from playbook_sim.versions import earlier

LIMIT = "ae_answer"
RELEASE = f"""
[[version]]
version  = "99.0.0"
released = 2099-01-01

[[version.change]]
text.en = "Longer."
text.it = "Più lungo."
[version.change.had]
{LIMIT} = {{ amount = 98 }}
"""
EARLIER = f"""
[[{LIMIT}.earlier]]
amount = 97
"""


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """The rulebook after a release that changes a limit, from a day on, and corrects it."""
    root = Path(shutil.copytree(pinned.RULEBOOK, tmp_path / "rulebook"))
    limits, top, history = (root / f"{name}.toml" for name in ("limits", "rulebook", "history"))
    head, start, rest = limits.read_text(encoding="utf-8").partition(f"[{LIMIT}]\n")
    inside, end, others = rest.partition("\n\n")
    inside = re.sub(r"(?m)^(amount *= )\d+$", r"\g<1>99\nvalid_from = 2026-03-01", inside)
    limits.write_text(f"{head}{start}{inside}\n{EARLIER}{end}{others}", encoding="utf-8")
    text = re.sub(r'(?m)^(version *= )".*"$', r'\1"99.0.0"', top.read_text(encoding="utf-8"))
    top.write_text(re.sub(r"(?m)^(released *= ).*$", r"\g<1>2099-01-01", text), encoding="utf-8")
    history.write_text(history.read_text(encoding="utf-8") + RELEASE, encoding="utf-8")
    return root


def test_the_pinned_rulebook_stays(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = load_rulebook(released)
    assert (now.version, now.limits[LIMIT].amount, len(earlier(now.limits[LIMIT]))) == ("99.0.0", 99, 1)
    kept, history = pinned.rulebook(), corrected.rulebook()
    monkeypatch.setattr(pinned, "RULEBOOK", released)
    assert load_rulebook(pinned.copy(tmp_path / "pinned")) == kept
    assert corrected.rulebook.__wrapped__() == history

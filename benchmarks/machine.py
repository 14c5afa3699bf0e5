"""What was measured, and on which machine: without a name or a path of it."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

from playbook_sim.site.places import ROOT


def described(browser: str) -> dict[str, Any]:
    """Processor, memory, systems and versions. ``browser``: name and version of the browser."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": _system(),
        "python": platform.python_version(),
        "browser": browser,
    }


def load() -> float:
    """How many programs wanted to run, on average over the last minute."""
    return round(os.getloadavg()[0], 1)


def today() -> str:
    """The date of the measurement, ISO 8601, in UTC."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def commit() -> str:
    """The commit of the tree, with a "+" when files differ from it. Empty outside of git."""
    try:
        id_ = _git("rev-parse", "--short=12", "HEAD")
        return f"{id_}+" if _git("status", "--porcelain", "--untracked-files=no") else id_
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(*command: str) -> str:
    return subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = (
        re.search(r"^model name\s*: (.+)$", told.read_text(encoding="utf-8"), re.MULTILINE) if told.exists() else None
    )
    return found[1] if found else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"

"""Asks the registries' advisory services whether a locked package has a known vulnerability.

`pip-audit` and `npm audit` do the asking. Where a service cannot be reached, `pip-audit` says that nothing was found;
here that is no answer, and said to be none.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.site.places import ROOT

NPM_LOCKS = ("package-lock.json", "benchmarks/package-lock.json")


@dataclass(frozen=True)
class Findings:
    """What the services said: one line for each vulnerability, one for each question without an answer."""

    vulnerable: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    asked: int = 0

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(
            self.vulnerable + other.vulnerable, self.unanswered + other.unanswered, self.asked + other.asked
        )


def audit() -> Findings:
    """Ask about all that the locks name."""
    found = of_pip_audit(_said([sys.executable, "-m", "pip_audit", *_PIP_AUDIT], ROOT))
    for lock in NPM_LOCKS:
        if (ROOT / lock).is_file():
            found += of_npm_audit(_said(["npm", "audit", "--json"], (ROOT / lock).parent), lock)
    return found


_PIP_AUDIT = (
    "--requirement=requirements.txt",
    "--require-hashes",
    "--disable-pip",
    "--format=json",
    "--progress-spinner=off",
)


def of_pip_audit(said: str) -> Findings:
    """What `pip-audit --format=json` has found."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Findings(unanswered=(f"requirements.txt: pip-audit gave no answer: {said.strip()[-300:]}",))
    skipped = [package for package in packages if "skip_reason" in package]
    unanswered = ()
    if skipped:
        reason = f"{len(skipped)} of {len(packages)} packages could not be looked up ({skipped[0]['skip_reason']})"
        unanswered = (f"requirements.txt: {reason}",)
    vulnerable = tuple(
        f"requirements.txt: {package['name']} {package['version']}: {known['id']}, "
        f"mended in {', '.join(known['fix_versions']) or 'no version yet'}"
        for package in packages
        for known in package.get("vulns", ())
    )
    return Findings(vulnerable, unanswered, len(packages) - len(skipped))


def of_npm_audit(said: str, lock: str) -> Findings:
    """What `npm audit --json` has found for a lock."""
    try:
        answer = json.loads(said)
        asked = answer["metadata"]["dependencies"]["total"]
        packages = answer["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        reason = _message(said)
        return Findings(unanswered=(f"{lock}: npm audit gave no answer: {reason}",))
    vulnerable = tuple(
        f"{lock}: {name} {package['range']}: {cause['title']} ({cause['severity']}), {cause['url']}"
        for name, package in packages.items()
        for cause in package["via"]
        # A name stands for a package that is listed itself.
        if isinstance(cause, dict)
    )
    return Findings(vulnerable, asked=asked)


def _message(said: str) -> str:
    try:
        return str(json.loads(said)["message"])
    except (ValueError, KeyError, TypeError):
        return said.strip()[-300:]


def _said(command: list[str], directory: Path) -> str:
    """What a command writes; both end with an error as soon as they find something, which is not ours to raise."""
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    return done.stdout or done.stderr

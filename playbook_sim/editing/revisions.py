"""The playbook as it was at another revision of the repository, and whether there is one to compare with."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.site.places import ROOT

_RULEBOOK = "playbook_sim/rulebook"
_WANTED = (_RULEBOOK, "docs/??/*", "mkdocs*.yml")
"""Of the pages those of any language that the revision has."""


class RevisionError(Exception):
    """A revision that cannot be compared with; the message says what was found and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The rules, the pages and the navigation of one revision.

    ``commit`` is its short hash; ``docs`` is the folder with those of its languages, beside the configurations;
    ``files`` that of the rulebook.
    """

    name: str
    commit: str
    rulebook: Rulebook
    docs: Path
    files: Path


@contextmanager
def revision(name: str, root: Path = ROOT) -> Iterator[Revision]:
    """The playbook at the revision ``name`` (a branch, a tag, a commit), read by the engine at hand.

    Raises RevisionError when git does not know it, or when its rulebook is not one that this engine can read.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--short", f"{name}^{{commit}}", otherwise=_unknown(name))
    archive = subprocess.run(
        ["git", "archive", "--format=tar", commit, *_WANTED], cwd=root, capture_output=True, check=False
    )
    if archive.returncode != 0:
        raise RevisionError(f"{name}: git gave no files ({archive.stderr.decode().strip()})")
    with tempfile.TemporaryDirectory(prefix="playbook-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
            files.extractall(folder, filter="data")
        try:
            rulebook = load_rulebook(Path(folder) / _RULEBOOK)
        except RulebookError as error:
            first = error.mistakes[0]
            raise RevisionError(
                f"The rules of {name} ({commit}) cannot be read by this engine: {first}. They cannot be compared."
            ) from None
        rules, docs = Path(folder) / _RULEBOOK, Path(folder) / "docs"
        yield Revision(name=name, commit=commit, rulebook=rulebook, docs=docs, files=rules)


def _unknown(name: str) -> str:
    return (
        f"git knows no revision {name!r} here. Write a branch, a tag or a commit, such as main or HEAD~1; in a shallow "
        "clone, fetch it first: git fetch origin main"
    )


def _git(root: Path, *arguments: str, otherwise: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise RevisionError("git is not installed, and an older revision can only be had from it") from None
    if done.returncode != 0:
        raise RevisionError(otherwise)
    return done.stdout.strip()

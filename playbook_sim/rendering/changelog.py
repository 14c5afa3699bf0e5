"""The changelog beside the README, where a forge looks for it: what each version changed, from when, which problems.

It is written from ``history.toml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from playbook_sim.model import Change, Release, Rulebook
from playbook_sim.rendering.versions import version_words
from playbook_sim.rendering.view import View, link_from_simulator

NAME = "CHANGELOG.md"

COMMAND = "playbook-sim changelog"

_HEAD = """# Changelog of the rules

What each version changed for those who use the playbook, in English and Italian, the newest first. Written from
`playbook_sim/rulebook/history.toml` by `{command}`: change it there. The site shows it as “Changes to the rules”.
"""


def changelog(rulebook: Rulebook) -> str:
    """The whole file."""
    parts = [_HEAD.format(command=COMMAND), *(_release(rulebook, release) for release in reversed(rulebook.history))]
    return "\n".join(parts)


def _release(rulebook: Rulebook, release: Release) -> str:
    lines = [f"## {release.version} ({release.released})", ""]
    for change in release.changes:
        lines += _change(rulebook, change)
    return "\n".join([*lines, *([] if release.changes else ["- The first version. / La prima versione."]), ""])


def _change(rulebook: Rulebook, change: Change) -> Iterator[str]:
    english, *others = (change.text[language] for language in rulebook.languages)
    yield f"- {english}"
    yield from (f"  / {text}" for text in others)
    for id_, old in change.had.items():
        yield f"  - `{id_}`: {_moved(rulebook, id_, old)}"
    if change.problems:
        yield f"  - {', '.join(f'`{problem}`' for problem in change.problems)}"
    for id_ in change.limits:
        if from_ := rulebook.limits[id_].valid_from:
            yield f"  - `{id_}`: {_since(from_)}"


def _moved(rulebook: Rulebook, id_: str, old: object) -> str:
    views = [View(rulebook, language, link_from_simulator) for language in rulebook.languages]
    limit = rulebook.limits[id_]
    return " / ".join(f"{version_words(view, old, limit)} → {version_words(view, limit, limit)}" for view in views)


def _since(day: dt.date) -> str:
    return f"from {day} / dal {day}"

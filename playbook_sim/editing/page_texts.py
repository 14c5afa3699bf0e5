"""What the pages say, section by section, by one rulebook: to see which of them a change moves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from mkdocs.structure.files import File, Files
from mkdocs.utils.meta import get_data

from playbook_sim.model import Rulebook
from playbook_sim.site.macros import macros
from playbook_sim.site.page_view import PageView

type Sections = Mapping[tuple[str, str, str], str]
"""(language, page without ``.md``, heading or "" above the first one) → text."""

_HEADING = re.compile(r"^#{1,6}[ ]+(?P<title>.*?)[ ]*(?:\{[ ]*#[\w-]+[ ]*\})?[ ]*$", re.MULTILINE)

# Pictures drawn beforehand, tables of the tests, and the forms of the simulator: they say nothing of their own.
_LEFT_OUT = (
    "flowchart",
    "system_picture",
    "coverage_table",
    "sentence_ledger",
    "simulator",
    "my_cases",
    "drills",
    "triage",
)
# A whole problem page is these, and a flowchart of the same.
_OF_A_PROBLEM = ("path", "deadlines", "evidence", "messages", "doubts", "gaps", "citations")


@dataclass
class _Environment:
    """As much of the environment of mkdocs-macros as the macros look at."""

    conf: dict[str, Any]
    variables: dict[str, Any]
    page: Any = field(default=None)


def sections(rulebook: Rulebook, docs: Path) -> Sections:
    """All pages below ``docs/<language>``, as ``rulebook`` fills them in."""
    return {key: text for lang in rulebook.languages for key, text in _of_language(rulebook, docs, lang).items()}


def moved(before: Sections, after: Sections) -> list[tuple[str, str, str]]:
    """The sections whose text is not the same, those that came and those that went, in the order of the pages."""
    return [key for key in {**after, **before} if before.get(key) != after.get(key)]


def _of_language(rulebook: Rulebook, docs: Path, lang: str) -> Sections:
    tree = docs / lang
    paths = sorted(tree.rglob("*.md"))
    files = {path: File(path.relative_to(tree).as_posix(), str(tree), "site", True) for path in paths}
    env = _Environment(
        conf={"theme": {"language": lang}, "docs_dir": str(tree), "markdown_extensions": [], "extra": {"forge": ""}},
        variables={"files": Files([*files.values()])},
    )
    view = PageView(env, rulebook)
    jinja = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
    jinja.globals.update({macro.__name__: macro for macro in macros(view)})
    jinja.globals.update(dict.fromkeys(_LEFT_OUT, _nothing))
    jinja.globals["problem_page"] = lambda: "\n".join(
        f"## {view.view.say(f'page.{name}')}\n{jinja.globals[name]()}" for name in _OF_A_PROBLEM
    )
    found: dict[tuple[str, str, str], str] = {}
    for path, file in files.items():
        text, meta = get_data(path.read_text(encoding="utf-8"))
        env.page = SimpleNamespace(meta=meta, file=file)
        page = path.relative_to(tree).with_suffix("").as_posix()
        found |= {(lang, page, title): said for title, said in _split(_filled(jinja, text, page)).items()}
    return found


def _filled(jinja: jinja2.Environment, text: str, page: str) -> str:
    try:
        return jinja.from_string(text).render()
    except (jinja2.TemplateError, LookupError, AttributeError) as error:
        # A page of an older revision may call a macro that is no more: that is all there is to say about it.
        return f"{page}: {error}"


def _split(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    title, start = "", 0
    for heading in _HEADING.finditer(text):
        parts[title] = parts.get(title, "") + text[start : heading.start()].strip()
        title, start = heading["title"], heading.end()
    parts[title] = parts.get(title, "") + text[start:].strip()
    return parts


def _nothing(*_: Any, **__: Any) -> str:
    return ""

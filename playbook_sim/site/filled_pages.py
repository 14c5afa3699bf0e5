"""The pages with their macros filled in, without a build: for whoever compares or checks what they say."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import jinja2
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.utils.meta import get_data

from playbook_sim.errors import RulebookError
from playbook_sim.model import Language, Rulebook
from playbook_sim.site.macros import macros
from playbook_sim.site.page_macros.problem import SECTIONS
from playbook_sim.site.page_view import PageView

_UNDEFINED = re.compile(r"'(?P<name>\w+)' is undefined")
_CURLY = re.compile("unexpected char '(?P<sign>[“”„«»‘’])'")
_CALL = re.compile(r"\{\{.*?\}\}")
_TEMPLATE = "<template>"
_DRAWN = ("flowchart", "system_picture")


class PageError(Exception):
    """A page cannot be filled in. ``line``: where, from 1; ``problem``: what is wrong and what to write."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


@dataclass
class _Environment:
    """As much of the environment of mkdocs-macros as the macros look at."""

    conf: dict[str, Any]
    variables: dict[str, Any]
    page: Any = field(default=None)


class FilledPages:
    """The pages of ``lang`` below ``docs``, filled in by ``rulebook``; the pictures that the build draws are left out.

    ``instead``: macros that take the place of those of the same name. ``forge``: the address of the repository.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        docs: Path,
        lang: Language,
        instead: Mapping[str, Callable[..., str]] = MappingProxyType({}),
        *,
        forge: str = "",
    ) -> None:
        self.tree = docs / lang
        paths = sorted(self.tree.rglob("*.md"))
        self._files = {
            name: File(name, str(self.tree), "site", True)
            for name in (path.relative_to(self.tree).as_posix() for path in paths)
        }
        self._env = _Environment(
            conf={
                "theme": {"language": lang},
                "docs_dir": f"docs/{lang}",
                "markdown_extensions": [],
                "extra": {"runtime": "runtime/0", "forge": forge},
            },
            variables={"files": Files([*self._files.values()])},
        )
        self.view = PageView(self._env, rulebook)
        self._jinja = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
        given = {macro.__name__: macro for macro in macros(self.view)}
        self._jinja.globals.update(given)
        self._jinja.globals.update(dict.fromkeys(_DRAWN, _nothing))
        self._jinja.globals["problem_page"] = self._problem_page
        self._jinja.globals.update(instead)

    def __iter__(self) -> Iterator[str]:
        """The pages by their files below the language's folder, sorted: "faq.md"."""
        return iter(self._files)

    def address(self, page: str) -> str:
        """The address of a page below that of its language: "faq/", "./" for the first one."""
        return self._files[page].url

    def fill(self, page: str) -> str:
        """The text of a page, without its front matter. Raises `PageError`."""
        text, above = self._begun(page)
        return self._filled(page, text, above)

    def mistakes(self, page: str) -> list[PageError]:
        """Why a page cannot be filled in: the first mistake of each line."""
        found: list[PageError] = []
        try:
            text, above = self._begun(page)
        except PageError as error:
            return [error]
        lines = text.split("\n")
        while True:
            try:
                self._filled(page, "\n".join(lines), above)
            except PageError as error:
                found.append(error)
                at = error.line - above - 1
                if not _CALL.search(lines[at]):
                    return found
                # Without what is wrong on this line, the next one is reached.
                lines[at] = _CALL.sub("", lines[at])
            else:
                return found

    def _begun(self, page: str) -> tuple[str, int]:
        """The text of a page without its front matter, and how many lines that takes. The macros know the page."""
        written = (self.tree / page).read_text(encoding="utf-8-sig")
        text, meta = get_data(written)
        above = written[: len(written) - len(text)].count("\n") if written.endswith(text) else 0
        self._env.page = SimpleNamespace(meta=meta, file=self._files[page])
        if "lengths" in meta:
            self._filled(page, "{{ lengths() }}", written[: written.index("lengths:")].count("\n"))
        return text, above

    def _filled(self, page: str, text: str, above: int) -> str:
        """``text``, which stands below ``above`` lines of the page."""
        try:
            return self._jinja.from_string(text).render()
        except jinja2.TemplateSyntaxError as error:
            raise PageError(above + error.lineno, _unread(error.message or "")) from error
        except (
            jinja2.TemplateError,
            PluginError,
            RulebookError,
            LookupError,
            AttributeError,
            TypeError,
            ValueError,
        ) as error:
            line = _line(error)
            raise PageError(above + line, self._problem(page, error, text.split("\n")[line - 1])) from error

    def _problem_page(self) -> str:
        say = self.view.view.say
        parts = [f"## {say(f'page.{name}')} {{ #{name} }}\n{self._jinja.globals[name]()}" for name in SECTIONS]
        return "\n".join([*parts, f"## {say('lab.title')} {{ #try }}"])

    def _problem(self, page: str, error: Exception, line: str) -> str:
        said = str(error).removeprefix(f"{self._env.conf['docs_dir']}/{page}: ")
        if isinstance(error, jinja2.UndefinedError) and (found := _UNDEFINED.search(said)):
            name = found["name"]
            if re.search(rf"[(,=]\s*{name}\s*[,)]", line):
                return f'found {name} without quotes; put the id in straight ones: "{name}"'
            near = get_close_matches(name, self._jinja.globals, n=3)
            return f"there is no macro {name!r}; " + (
                f"write {' or '.join(near)}" if near else "correct its name, or take it out"
            )
        if isinstance(error, (PluginError, RulebookError)):
            return said
        return f"a macro is not called as it can be: {said}; see how other pages call it"


def _line(error: Exception) -> int:
    """The line of the template on which it happened."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _TEMPLATE]
    return lines[0] if lines and lines[0] else 1


def _unread(said: str) -> str:
    if curly := _CURLY.search(said):
        return f'found {curly["sign"]}, which is no straight quote; write " in its place, as in {{{{ limit("…") }}}}'
    return f'what stands between braces cannot be read: {said}; write it as in {{{{ limit("…") }}}}'


def _nothing(*_: Any, **__: Any) -> str:
    return ""

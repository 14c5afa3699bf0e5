"""The page that is being built: its language, and how it links to the other pages."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import urlencode

from mkdocs.exceptions import PluginError
from mkdocs.utils import get_relative_url

from playbook_sim.loading.reading import suggestion
from playbook_sim.model import Rulebook
from playbook_sim.rendering.html import Html, el
from playbook_sim.rendering.view import Link, View


class PageView:
    """The rulebook as seen from the current page of ``env``, the environment of mkdocs-macros."""

    def __init__(self, env: Any, rulebook: Rulebook) -> None:
        self._env = env
        self._links: dict[str, Link] = {}
        self.rulebook = rulebook
        self.lang: str = env.conf["theme"]["language"]

    @property
    def view(self) -> View:
        """What renderers need to write into the current page."""
        page = getattr(self._env, "page", None)
        if page is None:
            return View(self.rulebook, self.lang, self.link)
        # What is rendered is remembered by how it links: each page links in its own way, from where it lies.
        link = self._links.setdefault(page.file.src_uri, lambda name, anchor: self._link_from(page.file, name, anchor))
        return View(self.rulebook, self.lang, link)

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter of the current page."""
        return self._env.page.meta

    def fail(self, problem: str) -> PluginError:
        """The error that stops the build; ``problem`` says what was found and what to write."""
        return PluginError(f"{self._env.conf['docs_dir']}/{self.source}: {problem}")

    def _file(self, page: str) -> Any:
        found = self._env.variables["files"].get_file_from_path(f"{page}.md")
        if found is None:
            raise self.fail(f"a macro links to {page}.md, which does not exist; add it or correct the link")
        return found

    def link(self, page: str, anchor: str) -> str:
        """The address of ``page`` relative to the current one, for HTML."""
        return self._link_from(self._env.page.file, page, anchor)

    def _link_from(self, here: Any, page: str, anchor: str) -> str:
        address = self._file(page).url_relative_to(here)
        return f"{address}#{anchor}" if anchor else address

    def asset(self, path: str) -> str:
        """The address of a file of the theme relative to the current page."""
        return get_relative_url(path, self._env.page.file.url)

    @property
    def runtime(self) -> str:
        """The script that starts Python, relative to the current page; it lies beside the languages."""
        return f"{self.root}../{self._env.conf['extra']['runtime']}/worker.js"

    @property
    def root(self) -> str:
        """The way from the current page to the root of its language: "../../"."""
        return f"{self.asset('')}/"

    @property
    def forge(self) -> str:
        """The repository's address on its forge, "" where the build was told of none."""
        return self._env.conf["extra"]["forge"]

    @property
    def address(self) -> str:
        """The address of the current page below that of its language."""
        return self._env.page.file.url

    @property
    def source(self) -> str:
        """The file of the current page, below ``docs/<language>``: "handbook/index.md"."""
        return self._env.page.file.src_uri

    def source_address(self, page: str) -> str:
        """The file of ``page`` relative to the current one, for a link that MkDocs checks and translates."""
        return posixpath.relpath(self._file(page).src_uri, posixpath.dirname(self.source) or ".")

    def markdown_link(self, text: str, page: str) -> str:
        """A Markdown link, which MkDocs checks."""
        return f"[{text}]({self.source_address(page)})"

    def simulator_link(self, problem: str, facts: dict[str, str], class_: str | None = None) -> Html:
        """A link that opens the simulator with ``problem`` and ``facts`` filled in."""
        told = self.rulebook.problems[problem]
        for fact, value in facts.items():
            if fact not in told.asks:
                raise self.fail(f"{problem} does not ask {fact!r}; write one of: {', '.join(told.asks) or 'nothing'}")
            answers = [each.id for each in self.rulebook.facts[fact].values]
            if not answers:
                raise self.fail(f"{fact} is no question with answers to choose from; leave it out of the link")
            if value not in answers:
                raise self.fail(f"{fact} has no answer {value!r}. {suggestion(value, answers)}")
        case = urlencode({"platform": told.platform, "problem": problem} | facts)
        return el("a", self.view.say("page.simulate"), href=f"{self.link('simulator', '')}#{case}", class_=class_)

    def known(self, kind: str, id_: str, ids: Any) -> Any:
        """The thing named ``id_`` in the mapping ``ids``; the build fails when there is none."""
        if id_ not in ids:
            raise self.fail(f"no {kind} is called {id_!r}. {suggestion(id_, ids)}")
        return ids[id_]

"""The pages of one language, each built when it is asked for, by a MkDocs that stays ready.

Only what all pages share is read again after a change: a page that is built afterwards cannot be of before.
"""

from __future__ import annotations

import logging
import os
import tempfile
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.model import Rulebook
from playbook_sim.site import flowcharts, macros, page_calls, pages, policy, translations
from playbook_sim.site.glossary_links import GlossaryLinks
from playbook_sim.site.offline.worker import PLACEHOLDER
from playbook_sim.site.places import CACHE, LANGUAGES, ROOT
from playbook_sim.site.serving.set_aside import SetAside
from playbook_sim.site.translations import Loose


class WarmPages:
    """MkDocs, loaded for ``lang``, of a site whose root page is at ``url``. Raises what MkDocs and the macros raise."""

    def __init__(self, lang: str, url: str) -> None:
        os.environ |= {
            "NO_MKDOCS_2_WARNING": "1",
            "PLAYBOOK_FORGE_URL": pages.forge(),
            "PLAYBOOK_LANGUAGE_URL": f"{url}{lang}/",
            "PLAYBOOK_RUNTIME": "",
        }
        self._lang = lang
        self._said = _Warnings()
        self._site = tempfile.TemporaryDirectory(prefix="pages-", dir=CACHE)
        _mark()
        self._config = load_config(str(LANGUAGES[lang]), site_dir=self._site.name)
        self._config.plugins.on_startup(command="serve", dirty=True)
        self._config = self._config.plugins.on_config(self._config)
        # The search is built with the whole site: to read each page for it would take half of the time of a page.
        self._config.plugins["material/search"].config.enabled = False
        self._config.markdown_extensions.append(SetAside())
        self._rulebook = _rulebook()
        self._files: Files | None = None
        self._read()
        self._load_templates()

    def renew(self, *, texts: bool, templates: bool) -> None:
        """Read again what has changed: ``texts`` (rulebook and pages), ``templates``."""
        if texts:
            self._renew_texts()
        if templates:
            self._load_templates()

    def _renew_texts(self) -> None:
        loose = _mark()
        page_calls.calls.cache_clear()
        page_calls.heading.cache_clear()
        plugin = self._config.plugins["macros"]
        extensions = self._config.markdown_extensions
        known = [*extensions]
        extensions[:] = [each for each in known if not isinstance(each, GlossaryLinks)]
        try:
            rulebook = _rulebook()
            macros.bring(plugin, rulebook, loose)
        except BaseException:
            extensions[:] = known
            raise
        plugin.env.globals.update(plugin.macros)
        self._rulebook = rulebook
        self._read()

    def page(self, address: str, runtime: str) -> tuple[bytes, tuple[str, ...]] | None:
        """A page by its address below the language's root, and what MkDocs warns of. None: there is no such page."""
        file = self._by_address.get(address)
        if file is None or file.page is None:
            return None
        self._config.extra["runtime"] = runtime
        self._said.lines.clear()
        self._draw(file.page)
        self._populate(file)
        documents = self._files.documentation_pages()
        mkdocs_build._build_page(file.page, self._config, documents, self._nav, self._templates)
        place = Path(file.abs_dest_path)
        # Nobody is to keep what is still being written.
        place.write_text(place.read_text(encoding="utf-8").replace(PLACEHOLDER, ""), encoding="utf-8")
        policy.apply_to(place)
        return place.read_bytes(), tuple(self._said.lines)

    def _populate(self, file: File) -> None:
        try:
            mkdocs_build._populate_page(file.page, self._config, self._files)
        except SystemExit as end:
            # So the plugin of the macros ends a build, whatever was the matter.
            said = str(end.__context__ or end).removeprefix(f"{ROOT}/")
            place = f"docs/{self._lang}/{file.src_uri}"
            raise PluginError(said if said.startswith(place) else f"{place}: {said}") from None

    def _read(self) -> None:
        """The list of pages, their titles and the navigation."""
        config = self._config
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        if self._files is None or {*files.src_uris} != self._own:
            self._own = {*files.src_uris}
            files.add_files_from_theme(config.theme.get_env(), config)
            self._files = config.plugins.on_files(files, config=config)
        for file in self._files.documentation_pages():
            file.page = None
        nav = get_navigation(self._files, config)
        self._nav = config.plugins.on_nav(nav, config=config, files=self._files)
        self._by_address: dict[str, File] = {}
        for file in self._files.documentation_pages():
            page = file.page or Page(None, file, config)
            if page.title is None:
                page.read_source(config)
            self._by_address[file.url.removeprefix("./")] = file

    def _load_templates(self) -> None:
        config = self._config
        self._templates = config.plugins.on_env(config.theme.get_env(), config=config, files=self._files)

    def _draw(self, page: Any) -> None:
        """The pictures that the page shows, where they have changed."""
        page.read_source(self._config)
        here = page.file.src_uri.removesuffix(".md")
        called = {call.macro for call in page_calls.calls(self._lang) if call.page == here}
        if called & {"flowchart", "problem_page", "system_picture"}:
            told = self._rulebook.problems.get(page.meta.get("problem", ""))
            flowcharts.build_some(self._rulebook, self._lang, [told] if told else [], CACHE)


class _KeptFiles(RulebookFiles):
    """The files of the rulebook. One of many changes between two times: the others are not parsed again."""

    def _parsed(self, text: str) -> dict[str, Any]:
        return _parsed(text)


@lru_cache(maxsize=512)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _rulebook() -> Rulebook:
    return load_rulebook(_KeptFiles())


def _mark() -> list[Loose]:
    """Name the texts that are behind their twin, so that pages and simulator say so; see `translations.mark`."""
    try:
        return translations.mark()
    except RulebookError:
        # Of a file that cannot be read, whoever loads the rules says more.
        _rulebook()
        raise


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of; on the terminal it would stand without its place."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self)
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.ERROR:
            self.lines.append(record.getMessage())

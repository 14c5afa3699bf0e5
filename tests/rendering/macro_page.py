"""A page as mkdocs-macros shows it to the macros, without a build of MkDocs around it."""

from __future__ import annotations

import posixpath
from types import SimpleNamespace

import pinned
import pytest

from playbook_sim.model import Rulebook
from playbook_sim.site import macros
from playbook_sim.site.places import ROOT


class Page:
    """A page with the macros it may call. ``book``: the rulebook that they show, by default the pinned one."""

    def __init__(self, lang: str, path: str, meta: dict | None = None, book: Rulebook | None = None) -> None:
        docs = ROOT / "docs" / lang
        self.macros: dict = {}
        self.page = SimpleNamespace(meta=meta or {}, file=self._file(path))
        extra = {"runtime": "runtime/0", "forge": ""}
        self.conf = {
            "theme": {"language": lang},
            "docs_dir": "docs/" + lang,
            "markdown_extensions": [],
            "extra": extra,
        }
        files = {file.relative_to(docs).as_posix() for file in docs.rglob("*.md")}
        self.variables = {
            "files": SimpleNamespace(get_file_from_path=lambda path: self._file(path) if path in files else None)
        }
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(macros, "load_rulebook", lambda: book or pinned.rulebook())
            macros.define_env(self)

    def macro(self, function):
        self.macros[function.__name__] = function

    def call(self, name: str, *args, **kwargs) -> str:
        return self.macros[name](*args, **kwargs)

    @staticmethod
    def _file(path: str):
        url = posixpath.join(path.removesuffix(".md"), "")
        return SimpleNamespace(
            src_uri=path, url=url, url_relative_to=lambda other: posixpath.relpath(url, other.url) + "/"
        )

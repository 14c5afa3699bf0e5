"""How long the site takes to build, beside plain MkDocs with the same pages."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin

from playbook_sim.site.places import LANGUAGES, ROOT

_QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
_ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1"}


def measure(rounds: int) -> dict[str, Any]:
    """Seconds of both builds, in turn. "plain": both languages at once, as ours does it, with Material as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        plain = {lang: _plain(config, Path(folder) / lang) for lang, config in LANGUAGES.items()}
        pages = sum(len(list((Path(folder) / lang / "docs").rglob("*.md"))) for lang in LANGUAGES)
        runs: dict[str, list[float]] = {"ours": [], "plain": []}
        for _ in range(rounds):
            runs["ours"].append(_seconds(lambda: _build_ours(Path(folder) / "site")))
            runs["plain"].append(_seconds(lambda: _build_plain(plain)))
    return {
        "pages": pages,
        "seconds": {name: round(statistics.median(times), 2) for name, times in runs.items()},
        "runs": {name: [round(one, 2) for one in times] for name, times in runs.items()},
    }


def _seconds(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _build_ours(out: Path) -> None:
    command = [sys.executable, "-m", "playbook_sim.site", "build", "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, env=_ENVIRONMENT, **_QUIET)


def _build_plain(configs: dict[str, Path]) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file"]
    under_way = [subprocess.Popen([*command, str(config)], env=_ENVIRONMENT, **_QUIET) for config in configs.values()]
    failed = [process.args for process in under_way if process.wait()]
    if failed:
        raise RuntimeError(f"Plain MkDocs did not build: {failed}")


class _Keep(BasePlugin):
    """Writes each page's Markdown down as it is after the macros."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def on_page_markdown(self, markdown: str, page: Any, **_: Any) -> None:
        """Called by MkDocs, after the plugins of the configuration."""
        file = self.out / page.file.src_uri
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(markdown, encoding="utf-8")


def _plain(config_file: Path, folder: Path) -> Path:
    """The configuration of a plain site with the pages of ours, their macros called beforehand."""
    config = load_config(str(config_file), site_dir=str(folder / "thrown-away"))
    config.plugins["keep"] = _Keep(folder / "docs")
    build(config)
    settings = {
        "site_name": config.site_name,
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / "site"),
        "theme": {"name": "material", "language": config.theme["language"], "font": False},
        "plugins": ["search"],
        "markdown_extensions": ["abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"],
    }
    file = folder / "mkdocs.yml"
    # What is JSON is YAML, too.
    file.write_text(json.dumps(settings), encoding="utf-8")
    return file

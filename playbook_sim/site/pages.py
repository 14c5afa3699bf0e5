"""The two MkDocs builds, one for each language, side by side."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from playbook_sim.site.places import LANGUAGES, ROOT

MKDOCS_BUILD = (sys.executable, "-m", "mkdocs", "build", "--strict")


class PagesError(Exception):
    """A language did not build; the message holds what MkDocs said."""


def forge() -> str:
    """The repository's address on its forge, without a slash at its end; "" where the build was told of none."""
    return os.environ.get("PLAYBOOK_FORGE_URL", "").rstrip("/")


def expect_all(languages: Iterable[str]) -> None:
    """Raise `PagesError` when the rulebook's ``languages`` are not those that have a configuration and pages."""
    for language in languages:
        if language not in LANGUAGES:
            raise PagesError(f"rulebook.toml lists {language!r}, and there is no mkdocs.{language}.yml; add it")
        if not (ROOT / "docs" / language).is_dir():
            raise PagesError(f"rulebook.toml lists {language!r}, and there is no folder docs/{language}; add it")
    for language, config in LANGUAGES.items():
        if language not in languages:
            raise PagesError(f"{config.name} is there, and rulebook.toml does not list {language!r}; add it")


def build(out: Path, site_url: str, runtime: str) -> None:
    """Build each language into its directory inside `out`.

    `site_url` is the address of the root page, with a slash at its end. `runtime` is the runtime's directory,
    relative to the root page. Raises `PagesError` when a build fails or warns.
    """
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "PLAYBOOK_RUNTIME": runtime,
        "PLAYBOOK_FORGE_URL": forge(),
    }
    builds = {
        language: subprocess.Popen(
            [*MKDOCS_BUILD, "--config-file", str(config), "--site-dir", str(out / language)],
            cwd=ROOT,
            env=environment | {"PLAYBOOK_LANGUAGE_URL": f"{site_url}{language}/"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for language, config in LANGUAGES.items()
    }
    outputs = {language: process.communicate()[0] for language, process in builds.items()}
    failed = [
        f"The pages in docs/{language} did not build:\n{_complaints(outputs[language])}"
        for language, process in builds.items()
        if process.returncode != 0
    ]
    if failed:
        raise PagesError("\n".join(failed).rstrip())
    for language in LANGUAGES:
        # MkDocs copies all of the theme's files; the runtime's lie once, beside the languages.
        shutil.rmtree(out / language / "runtime")


def _complaints(output: str) -> str:
    """What MkDocs said, without its progress; --quiet would also hide the warnings from --strict."""
    return "\n".join(line for line in output.splitlines() if not line.startswith("INFO"))

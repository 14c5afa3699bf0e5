"""Where things lie in the project's directory."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The project's directory: the one with mkdocs.yml."""

CACHE = ROOT / ".cache"
"""What the build keeps between runs; may be deleted at any time."""

SITE = ROOT / "site"
"""The deployable site that `make build` writes."""

LANGUAGES = {"en": ROOT / "mkdocs.yml"} | {path.suffixes[0][1:]: path for path in sorted(ROOT.glob("mkdocs.??.yml"))}
"""Each language of the site, with the configuration of its build: ``mkdocs.it.yml`` makes Italian one of them."""

PYODIDE = ROOT / "node_modules" / "pyodide"
"""Python for the browser, as npm has installed it."""

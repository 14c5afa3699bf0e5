"""Our scripts and styles as browsers take them quickest: few files, small, and all asked for at once.

In the sources each module and each style sheet is about one thing, and ``make serve`` serves them as they are. On the
way to a reader each costs a request, and a module that another one names is asked for only when that one has come.
esbuild puts together what goes together; what several scripts share is one file, so that there is one of it.
"""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook_sim.site.places import ROOT

STYLE = "assets/stylesheets/site.css"
"""The style sheet, below a language's root, that holds all of ours. No source has its name, or it would be served."""

_SOURCES = ROOT / "overrides"
_SCRIPTS = "assets/javascripts"
# Browsers that can start Python take the sources as they are written: nothing is translated.
_ALWAYS = ("--target=esnext", "--minify", "--legal-comments=none", "--log-level=warning", "--color=false")

_TAG = re.compile(r"\s*<(?:script|link)\b([^>]*)>(?:</script>)?")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
# How esbuild begins what it has to say; node, which starts it, may have warnings of its own.
_TOLD = re.compile(r"^\S+ \[(?:WARNING|ERROR)\]", re.MULTILINE)
_FETCHED_LATER = re.compile(r'\bimport\("\./([^"]+)"\)')

type Needs = Mapping[str, Sequence[str]]
"""A script that pages name → what it needs at once, without itself. All are places below a language's root."""


class BundleError(Exception):
    """Scripts or styles cannot be put together: what esbuild says, or which page does not go with the others."""


@dataclass(frozen=True, slots=True)
class _Tag:
    """An element that names a file of ours: where it begins and ends in its page, and ``up``, the way to the root."""

    start: int
    end: int
    up: str
    place: str
    attributes: Mapping[str, str]

    @property
    def is_style(self) -> bool:
        return self.attributes.get("rel") == "stylesheet"

    @property
    def media(self) -> str:
        """What a style sheet is for; empty where it is for everything."""
        return self.attributes.get("media", "")

    @property
    def is_preload(self) -> bool:
        return self.attributes.get("rel") == "modulepreload"

    @property
    def is_module(self) -> bool:
        return self.attributes.get("type") == "module"

    @property
    def is_plain_script(self) -> bool:
        return "src" in self.attributes and not self.is_module


def bundle(site: Path, languages: Iterable[str]) -> None:
    """Replace our scripts and style sheets in ``site``, and what its pages say of them. Raises BundleError."""
    for language in languages:
        root = site / language
        pages = {page: page.read_text(encoding="utf-8") for page in sorted(root.rglob("*.html"))}
        tags = {page: list(_tags(text)) for page, text in pages.items()}
        _bundle_styles(root, tags)
        needs = _bundle_scripts(root, [tag for found in tags.values() for tag in found])
        for page, text in pages.items():
            page.write_text(_rewritten(text, tags[page], needs), encoding="utf-8")


def _tags(text: str) -> Iterator[_Tag]:
    for match in _TAG.finditer(text):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        up, assets, name = (attributes.get("src") or attributes.get("href") or "").rpartition("assets/")
        if assets and (_SOURCES / assets / name).is_file():
            yield _Tag(match.start(), match.end(), up, assets + name, attributes)


def _bundle_styles(root: Path, tags: Mapping[Path, Sequence[_Tag]]) -> None:
    lists = {page: [(tag.place, tag.media) for tag in found if tag.is_style] for page, found in tags.items()}
    first, wanted = next(iter(lists.items()))
    for page, places in lists.items():
        if places != wanted:
            raise BundleError(
                f"{page} names other style sheets than {first}: all pages must name the same, in one order and "
                "for the same media."
            )
    # Style sheets do not depend on where they lie: none of them names another file.
    imports = "".join(f'@import "./{place}" {media};' for place, media in wanted)
    joined = _esbuild("--bundle", "--loader=css", stdin=imports, cwd=root)
    for place, _ in wanted:
        (root / place).unlink()
    (root / STYLE).write_text(joined, encoding="utf-8")


def _bundle_scripts(root: Path, tags: Sequence[_Tag]) -> Needs:
    plain = sorted({tag.place for tag in tags if tag.is_plain_script})
    modules = {tag.place for tag in tags if tag.is_module}
    for place in plain:
        modules |= {f"{_SCRIPTS}/{name}" for name in _FETCHED_LATER.findall((root / place).read_text(encoding="utf-8"))}
    into = (f"--outbase={_SCRIPTS}", f"--outdir={_SCRIPTS}", "--allow-overwrite")
    # Libraries stay the files that they are, once for all languages. What is shared lies beside the scripts, because
    # from anywhere else esbuild would not find the way to them.
    rules = ("--splitting", "--format=esm", "--chunk-names=shared-[hash]", f"--external:{root.parent}/vendor/*")
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        _esbuild("--bundle", *rules, *into, f"--metafile={told.name}", *sorted(modules), cwd=root)
        known = json.load(told)
    # The bill of materials could not name what has been melted into a script of ours.
    if strangers := [name for name in known["inputs"] if not (_SOURCES / name).is_file()]:
        raise BundleError(f"{strangers[0]} is not ours: a library stays a file of its own, see vendor.py.")
    if plain:
        _esbuild(*into, *plain, cwd=root)
    kept = {root / place for place in (*known["outputs"], *plain)}
    for source in sorted((_SOURCES / _SCRIPTS).rglob("*"), reverse=True):
        copy = root / source.relative_to(_SOURCES)
        if copy.is_dir():
            if not any(copy.iterdir()):
                copy.rmdir()
        elif copy not in kept:
            copy.unlink()
    imports = {
        place: [_place(each) for each in found["imports"] if each["kind"] == "import-statement"]
        for place, found in known["outputs"].items()
    }
    return {place: _all_that_comes(place, imports) for place in modules}


def _place(imported: Mapping[str, str]) -> str:
    """Of what is external esbuild tells the way from where the scripts lie."""
    path = imported["path"]
    return posixpath.normpath(posixpath.join(_SCRIPTS, path)) if imported.get("external") else path


def _all_that_comes(place: str, imports: Mapping[str, Sequence[str]]) -> list[str]:
    found: dict[str, None] = {}
    waiting = list(imports[place])
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += imports.get(name, ())
    return list(found)


def _rewritten(text: str, tags: Sequence[_Tag], needs: Needs) -> str:
    """The page with one style sheet, and with all that its modules need asked for where the first of them stands."""
    styles = [tag for tag in tags if tag.is_style]
    modules = [tag for tag in tags if tag.is_module]
    named = dict.fromkeys(place for tag in modules for place in (tag.place, *needs[tag.place]))
    parts = []
    end = 0
    for tag in tags:
        parts.append(text[end : tag.start])
        end = tag.end
        if tag in styles[:1]:
            parts.append(f'\n    <link rel="stylesheet" href="{tag.up}{STYLE}">')
        elif tag not in styles and not tag.is_preload:
            parts.append(text[tag.start : tag.end])
        if tag in modules[:1]:
            parts += (f'\n<link rel="modulepreload" href="{tag.up}{place}">' for place in named if place != tag.place)
    return "".join([*parts, text[end:]])


def _esbuild(*arguments: str, cwd: Path, stdin: str = "") -> str:
    node = Path(sys.executable).with_name("node")
    program = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    done = subprocess.run(
        [node, program, *_ALWAYS, *arguments], cwd=cwd, input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode or _TOLD.search(done.stderr):
        # After its own words come those of the program that brings it along.
        said = done.stderr.partition("\nnode:")[0].strip()
        raise BundleError(f"Scripts and styles cannot be put together:\n{said}")
    return done.stdout

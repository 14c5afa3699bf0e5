"""A page in every language to be filled in, with its place in the navigations and its queries for the search."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import PurePosixPath
from string import Template

import yaml

from playbook_sim.editing.blanks import blank
from playbook_sim.editing.new.draft import Draft, NewError, toml
from playbook_sim.model import Rulebook
from playbook_sim.site.places import LANGUAGES, ROOT

_PATH = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+")
QUERIES = "tests/data/search_queries.toml"
_ASKED = {
    "en": "what people type when they look for {path}; add more lines like this one",
    "it": "che cosa si scrive per cercare {path}; aggiungi altre righe come questa",
}


def new_page(
    draft: Draft,
    rulebook: Rulebook,
    path: str,
    titles: Mapping[str, str],
    today: dt.date,
    *,
    after: str | None = None,
    problem: str | None = None,
) -> None:
    """The page ``path`` (``handbook/prevention``) with its ``titles`` by language, below ``after`` in the navigations.

    ``problem``: the id of the problem that it is about. Raises NewError.
    """
    path = path.removesuffix(".md")
    if not _PATH.fullmatch(path):
        raise NewError(f"found the page {path!r}; write small letters and hyphens, as in handbook/customs-papers")
    _check_titles(draft, titles)
    neighbour = after or _last_beside(draft, path)
    up = "../" * path.count("/")
    for language in rulebook.languages:
        month = rulebook.words[f"date.month_{today.month}"][language]
        values = {
            "title": titles[language],
            "quoted": yaml_text(titles[language]),
            "problem": problem or "",
            "day": f"{today.day} {month} {today.year}",
            "sources": f"{up}sources.md",
        }
        text = _template("problem" if problem else "page", language).substitute(values)
        draft.add(f"docs/{language}/{path}.md", text)
        config = LANGUAGES[language].relative_to(ROOT).as_posix()
        # The menu takes the name of a problem from its page.
        name = None if problem else titles[language]
        draft.change(config, _with_entry(draft.read(config), config, neighbour, name, path))
        draft.change(QUERIES, with_query(draft.read(QUERIES), language, path))


def _check_titles(draft: Draft, titles: Mapping[str, str]) -> None:
    for language, title in titles.items():
        if not title.strip():
            raise NewError(f"the title in {language!r} is empty; write it")
        for path in (draft.root / "docs" / language).rglob("*.md"):
            if re.search(rf"^title: \"?{re.escape(title)}\"?$", path.read_text(encoding="utf-8-sig"), re.MULTILINE):
                raise NewError(f"{path.relative_to(draft.root)} has the title {title!r} already; choose another one")


def _template(name: str, language: str) -> Template:
    folder = files(__package__) / "templates"
    file = folder / f"{name}.{language}.md"
    return Template((file if file.is_file() else folder / f"{name}.en.md").read_text(encoding="utf-8-sig"))


def _last_beside(draft: Draft, path: str) -> str:
    """The last page of the same folder in the navigation."""
    folder = PurePosixPath(path).parent.as_posix()
    beside = re.findall(r"^ *- (?:.*: )?((?:[\w-]+/)*[\w-]+)\.md$", draft.read("mkdocs.yml"), re.MULTILINE)
    found = [page for page in beside if PurePosixPath(page).parent.as_posix() == folder]
    if not found:
        raise NewError(f"no page of the navigation is in {folder!r}; say below which one it goes: --after faq")
    return found[-1]


def _with_entry(text: str, config: str, after: str, name: str | None, path: str) -> str:
    """The navigation with the page below ``after``, under a ``name`` of its own or under the title of the page."""
    found = re.search(rf"^( *)- (?:.*: )?{re.escape(after.removesuffix('.md'))}\.md\n", text, re.MULTILINE)
    if found is None:
        raise NewError(f"the page {after!r} is not in the navigation of {config}; name one that is, as in --after faq")
    entry = f"{path}.md" if name is None else f"{yaml_text(name)}: {path}.md"
    return f"{text[: found.end()]}{found[1]}- {entry}\n{text[found.end() :]}"


def with_query(text: str, language: str, path: str) -> str:
    """The queries with one more of a language, below those that it has."""
    asked = toml(blank(language, _ASKED.get(language, _ASKED["en"]).format(path=path)))
    if f"[{language}]\n" not in text:
        text = f"{text.rstrip()}\n\n[{language}]\n"
    start = text.index(f"[{language}]\n")
    following = text.find("\n[", start)
    end = len(text) if following < 0 else following + 1
    return f"{text[:end].rstrip()}\n{asked} = [{toml(path)}]\n" + (f"\n{text[end:]}" if following >= 0 else "")


def yaml_text(text: str) -> str:
    """A text as YAML writes it: quoted where it would be read as something else, as a key or as a value."""
    try:
        plain = [{text: text}] == yaml.safe_load(f"- {text}: {text}\n")
    except yaml.YAMLError:
        plain = False
    return text if plain else toml(text)

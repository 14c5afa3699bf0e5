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
from playbook_sim.editing.italian import LANGUAGE as ITALIAN
from playbook_sim.editing.italian import misset
from playbook_sim.editing.new.draft import Draft, NewError, plain, toml
from playbook_sim.loading.reading import suggestion
from playbook_sim.model import Language, Rulebook
from playbook_sim.site.places import LANGUAGES, ROOT

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
    path = checked_path(draft, rulebook, path)
    for language, title in titles.items():
        checked_title(draft, language, title)
    neighbour = checked_neighbour(draft, rulebook, after) if after else last_beside(draft, path)
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
        config = _config(language)
        # The menu takes the name of a problem from its page.
        name = None if problem else titles[language]
        draft.change(config, _with_entry(draft.read(config), neighbour, name, path))
        draft.change(QUERIES, with_query(draft.read(QUERIES), language, path))


def checked_path(draft: Draft, rulebook: Rulebook, path: str) -> str:
    """``path`` without its ending. Raises NewError when it is none below ``docs/<language>``, or its page exists."""
    found = path.removesuffix(".md")
    parts = re.sub(rf"^/?docs/(?:{'|'.join(rulebook.languages)})/", "", found).split("/")
    right = "/".join(filter(None, (plain(part, "-") for part in parts)))
    if found != right or not right:
        form = f": {right}" if right else ", as in handbook/customs-papers"
        raise NewError(f"found the page {path!r}; write its way below docs/en, in small letters and hyphens{form}")
    for language in rulebook.languages:
        draft.absent(f"docs/{language}/{found}.md")
    return found


def checked_title(draft: Draft, language: Language, title: str) -> str:
    """``title`` itself. Raises NewError when it is empty, is not set as its language is, or is that of another
    page."""
    if not title.strip():
        raise NewError(f"the title in {language!r} is empty; write it")
    if language == ITALIAN and (found := next(iter(misset(title)), None)):
        raise NewError(found.advice)
    for path in (draft.root / "docs" / language).rglob("*.md"):
        if re.search(rf"^title: \"?{re.escape(title)}\"?$", path.read_text(encoding="utf-8-sig"), re.MULTILINE):
            raise NewError(f"{path.relative_to(draft.root)} has the title {title!r} already; choose another one")
    return title


def checked_neighbour(draft: Draft, rulebook: Rulebook, page: str) -> str:
    """``page`` without its ending. Raises NewError when it is not in the navigation of each language."""
    found = page.removesuffix(".md")
    for language in rulebook.languages:
        config = _config(language)
        there = _in_navigation(draft.read(config))
        if found not in there:
            raise NewError(f"the page {page!r} is not in the navigation of {config}. {suggestion(found, there)}")
    return found


def _template(name: str, language: str) -> Template:
    folder = files(__package__) / "templates"
    file = folder / f"{name}.{language}.md"
    return Template((file if file.is_file() else folder / f"{name}.en.md").read_text(encoding="utf-8-sig"))


def last_beside(draft: Draft, path: str) -> str:
    """The last page of the same folder in the navigation. Raises NewError when there is none."""
    folder = PurePosixPath(path).parent.as_posix()
    found = [
        page for page in _in_navigation(draft.read("mkdocs.yml")) if PurePosixPath(page).parent.as_posix() == folder
    ]
    if not found:
        raise NewError(f"no page of the navigation is in {folder!r}; say below which one it goes: --after faq")
    return found[-1]


def _in_navigation(text: str) -> list[str]:
    return re.findall(r"^ *- (?:.*: )?((?:[\w-]+/)*[\w-]+)\.md$", text, re.MULTILINE)


def _config(language: Language) -> str:
    return LANGUAGES[language].relative_to(ROOT).as_posix()


def _with_entry(text: str, after: str, name: str | None, path: str) -> str:
    """The navigation with the page below ``after``, under a ``name`` of its own or under the title of the page."""
    found = re.search(rf"^( *)- (?:.*: )?{re.escape(after)}\.md\n", text, re.MULTILINE)
    if found is None:
        raise NewError(f"the page {after!r} is not in each navigation; name one that is, as in --after faq")
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

"""What the box “Describe it in your words” searches: problems, questions of the FAQ and a few pages, as a small file.

Titles, tags and texts come from the search index that MkDocs has just written, so that both searches know the same;
``ask.toml`` adds what people type and no page says. The page's script does the rest; nothing typed leaves the page.
"""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playbook_sim.model import Language, Problem, Rulebook
from playbook_sim.rendering.words import name

NAME = "ask.json"
"""The file's name below the root of a language."""

PAGES = (
    "handbook/dispute/the-two-clocks/",
    "handbook/classifying-a-dispute/",
    "deadlines/",
)
"""The pages for whoever knows that there is a dispute, a date or a wish, and not yet which problem it is."""

FAQ_TEXT = 400
"""Characters of an answer of the FAQ that are searched: its beginning says what it is about."""

_WORDS = Path(__file__).with_suffix(".toml")
_FAQ = "faq/#"
_ABOUT = "faq/#about"
"""What the page says of itself: no question."""
_TAG = re.compile(r"<[^>]*>")


class AskError(Exception):
    """The words in ``ask.toml``, or the pages, are not as they must be; the message names the place."""


def build(site: Path, rulebook: Rulebook) -> None:
    """Write the file of each language into its directory below ``site``. Raises AskError."""
    words = read_words(rulebook.languages)
    indexes = {lang: _index(site / lang) for lang in rulebook.languages}
    for lang in rulebook.languages:
        data = {**words[lang], "entries": list(_entries(rulebook, lang, indexes))}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (site / lang / NAME).write_text(text, encoding="utf-8")


def read_words(languages: tuple[Language, ...], path: Path = _WORDS) -> dict[Language, dict[str, Any]]:
    """Language → ``{"ignored": [words], "means": {word: [words]}}``. Raises AskError for a mistake in the file."""
    found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    if set(found) != set(languages):
        wanted = ", ".join(languages)
        raise AskError(f"{path.name}: found the tables {', '.join(found)}; write one for each of {wanted}")
    read = {}
    for lang, table in found.items():
        ignored = table["ignored"].split()
        for word in (*ignored, *table["means"]):
            if word != word.lower() or not word.isalnum():
                raise AskError(f"{path.name}: {lang}: found {word!r}; write one word, in small letters")
        for word in table["means"]:
            if word in ignored:
                raise AskError(f"{path.name}: {lang}.means.{word}: the word is ignored too; take it out of one of them")
        read[lang] = {"ignored": ignored, "means": {word: text.split() for word, text in table["means"].items()}}
    return read


def _index(directory: Path) -> Mapping[str, Mapping[str, Any]]:
    """Address below the language's root → the section as MkDocs indexed it."""
    docs = json.loads((directory / "search" / "search_index.json").read_text(encoding="utf-8-sig"))["docs"]
    return {doc["location"]: doc for doc in docs}


def _entries(rulebook: Rulebook, lang: Language, indexes: Mapping[Language, Any]) -> Iterator[dict[str, str]]:
    for problem in rulebook.problems.values():
        yield _problem(rulebook, lang, problem, indexes)
    for location in PAGES:
        yield _page(lang, location, indexes)
    for location, doc in indexes[lang].items():
        if location.startswith(_FAQ) and location != _ABOUT and doc["text"]:
            yield {
                "id": location,
                "title": _plain(doc["title"]),
                "named": _plain(doc["title"]),
                "text": _plain(doc["text"])[:FAQ_TEXT],
            }


def _problem(rulebook: Rulebook, lang: Language, problem: Problem, indexes: Mapping[Language, Any]) -> dict[str, str]:
    """One problem: what the reader sees (``title``, ``place``), and what is searched, other languages included."""
    location = f"handbook/{problem.stage}/{problem.id}/".replace("_", "-")
    docs = {language: index[location] for language, index in indexes.items()}
    names = {language: problem.title[language] for language in docs}
    tags = {language: ". ".join(doc.get("tags", ())) for language, doc in docs.items()}
    place = (name(rulebook, lang, "platform", problem.platform), name(rulebook, lang, "stage", problem.stage))
    return {
        "id": problem.id,
        "platform": problem.platform,
        "title": problem.title[lang],
        "place": " · ".join(place),
        "named": names[lang],
        "tags": tags[lang],
        "text": f"{problem.summary[lang]} {_plain(docs[lang]['text'])}",
        "other": " ".join(f"{names[other]} {tags[other]}" for other in docs if other != lang),
    }


def _page(lang: Language, location: str, indexes: Mapping[Language, Any]) -> dict[str, str]:
    """One page, by its title and tags alone: its text speaks of every problem."""
    docs = {language: index[location] for language, index in indexes.items()}
    title = _plain(docs[lang]["title"])
    tags = {language: ". ".join(doc.get("tags", ())) for language, doc in docs.items()}
    other = " ".join(f"{_plain(docs[other]['title'])} {tags[other]}" for other in docs if other != lang)
    return {"id": location, "title": title, "named": title, "tags": tags[lang], "text": "", "other": other}


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())

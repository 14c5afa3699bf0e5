"""A language to be filled in: a line for it at every text, its pages, its configuration and its queries.

Each blank holds the English text, for whoever translates to write over it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from playbook_sim.editing.blanks import blank
from playbook_sim.editing.new.draft import Draft, NewError, toml
from playbook_sim.editing.new.page import QUERIES, with_query, yaml_text
from playbook_sim.editing.untranslated import text_files
from playbook_sim.model import Rulebook

_CODE = re.compile(r"[a-z]{2}")
_BOOK = "playbook_sim/rulebook"
_SAID = re.compile(r'(?P<key>(?:[\w-]+\.)*)(?P<language>[a-z]{2})(?P<is>\s*=\s*)(?P<said>"""|")')
"""The line of a text in one language: ``title.en = "`` or ``en = \"""``."""

_FORMS = ".github/ISSUE_TEMPLATE"
_FORM_WORDS = re.compile(r'(?m)^([- ]*(?:name|description|title|label|value): )"(.+)"$')
_HEAD = """\
# The build in {code!r}. mkdocs.yml is the English one and explains itself: keep the two alike but for words.
"""
_LONG = '"""'
_WORDS = re.compile(
    r"^(\s*(?:site_name|site_description|copyright|name|permalink_title): )(?!material$)(.+)$", re.MULTILINE
)
_PAGES = re.compile(r"^(\s*- )(.+?)(:(?: \S+\.md)?)$", re.MULTILINE)


def new_language(draft: Draft, rulebook: Rulebook, code: str, names: Mapping[str, str]) -> None:
    """The language ``code``, with its name in every language, its own included. Raises NewError."""
    checked_code(rulebook, code)
    for path in text_files(draft.root):
        place = path.relative_to(draft.root).as_posix()
        draft.change(place, _with_lines(draft.read(place), rulebook.message_languages, code))
    top = f"{_BOOK}/rulebook.toml"
    draft.change(top, re.sub(r"(?m)^((?:message_)?languages\s*= \[[^\]]+)\]", rf'\1, "{code}"]', draft.read(top)))
    vocabulary = f"{_BOOK}/vocabulary.toml"
    draft.change(vocabulary, _named(draft.read(vocabulary), code, names))
    _add_pages(draft, code)
    draft.add(f"mkdocs.{code}.yml", _configuration(draft.read("mkdocs.yml"), code))
    _add_words_of_the_search(draft, code)
    _add_forms(draft, code)


def checked_code(rulebook: Rulebook, code: str) -> str:
    """``code`` itself. Raises NewError when it cannot be that of a new language."""
    if not _CODE.fullmatch(code):
        raise NewError(f"found the language {code!r}; write its code of two small letters, as in fr")
    if code in rulebook.languages:
        raise NewError(f"the language {code!r} is there already; choose another one")
    if code in rulebook.message_languages:
        raise NewError(f"messages are in {code!r} already, and pages are not: add it by hand, as the guide says")
    if not (files("material") / "templates" / "partials" / "languages" / f"{code}.html").is_file():
        raise NewError(f"the theme of the site has no words in {code!r}; take the code of a language that it has")
    return code


def _with_lines(text: str, languages: Collection[str], code: str) -> str:
    """A TOML file with a line of the language below the last one of each text."""
    lines = text.splitlines(keepends=True)
    added = dict(_lines_of(lines, languages, code))
    return "".join(line + added.get(number, "") for number, line in enumerate(lines))


def _lines_of(lines: list[str], languages: Collection[str], code: str) -> Iterator[tuple[int, str]]:
    """For each text, the number of the last line it has, and what is to stand below it."""
    end, following = 0, 0
    key, english = "", ""
    for start, text in enumerate(lines):
        if start < following:
            continue
        said = _SAID.match(text)
        said = said if said and said["language"] in languages else None
        following = _end(lines, start) if said else start + 1
        if english and not (said and said["key"] == key):
            yield end - 1, english
            english = ""
        if said:
            key, end = said["key"], following
            if said["language"] == "en":
                before = f"{said['key']}{code}{said['is']}{said['said']}"
                english = before + blank(code, "".join(lines[start:following])[len(said[0]) :].lstrip("\n"))
                # A text of several lines begins on the first of them.
                english = english.replace(before, f"{before}\n", 1) if said["said"] == _LONG else english
    if english:
        yield end - 1, english


def _end(lines: list[str], start: int) -> int:
    """The line after the last one of the text that begins at ``start``."""
    first = lines[start].partition(_LONG)
    if not first[1] or _LONG in first[2]:
        return start + 1
    return next(number for number in range(start + 1, len(lines)) if _LONG in lines[number]) + 1


def _named(text: str, code: str, names: Mapping[str, str]) -> str:
    """The vocabulary with the language and its names."""
    rows = "".join(f"{code}.{language} = {toml(name)}\n" for language, name in names.items())
    head = "[language]\n"
    if head not in text:
        raise NewError("vocabulary.toml: found no table [language]; add the language by hand, as the guide says")
    at = text.index(head) + len(head)
    end = text.find("\n\n", at)
    return f"{text[:end]}\n{rows.rstrip()}{text[end:]}" if end > 0 else f"{text.rstrip()}\n{rows}"


def _add_pages(draft: Draft, code: str) -> None:
    english = draft.root / "docs" / "en"
    for path in sorted(english.rglob("*.md")):
        place = f"docs/{code}/{path.relative_to(english).as_posix()}"
        draft.add(place, _to_translate(path, code))


def _to_translate(path: Path, code: str) -> str:
    """The English page with a blank below its front matter, for the page would else pass for translated."""
    text = path.read_text(encoding="utf-8-sig")
    told = blank(code, "translate this page from English, its title and tags as well, then take this line out")
    head, mark, body = text.partition("\n---\n")
    return f"{head}{mark}\n{told}\n{body}"


def _configuration(text: str, code: str) -> str:
    """mkdocs.yml for the language; each of its words is a blank. The search keeps the English list of words."""
    for old, new in (("/en/", f"/{code}/"), ("docs/en", f"docs/{code}"), ("site/en", f"site/{code}")):
        text = text.replace(old, new)
    text = re.sub(r"(?m)^  language: en$", f"  language: {code}", text)
    text = re.sub(r"\A(?:#.*\n)+", _HEAD.format(code=code), text)
    settings, mark, pages = text.partition("\nnav:\n")
    settings = _WORDS.sub(lambda found: f"{found[1]}{_blank_in_yaml(code, found[2])}", settings)
    pages = _PAGES.sub(lambda found: f"{found[1]}{_blank_in_yaml(code, found[2])}{found[3]}", pages)
    return settings + mark + pages


def _add_forms(draft: Draft, code: str) -> None:
    """The forms by which a reader reports a mistake; each page links to those of its language."""
    for path in sorted((draft.root / _FORMS).glob("*-en.yml")):
        text = _FORM_WORDS.sub(
            lambda found: f"{found[1]}{toml(blank(code, found[2]))}", path.read_text(encoding="utf-8-sig")
        )
        draft.add(f"{_FORMS}/{path.name.replace('-en.', f'-{code}.')}", text)


def _blank_in_yaml(code: str, text: str) -> str:
    return yaml_text(blank(code, text.strip('"')))


def _add_words_of_the_search(draft: Draft, code: str) -> None:
    ask, terms = "playbook_sim/site/ask.toml", "playbook_sim/site/not_terms.toml"
    ignored = toml(blank(code, "words that say nothing about a problem, in small letters with spaces between them"))
    draft.change(ask, f"{draft.read(ask).rstrip()}\n\n[{code}]\nignored = {ignored}\n\n[{code}.means]\n")
    draft.change(terms, f"{draft.read(terms).rstrip()}\n\n{code} = []\n")
    draft.change(QUERIES, with_query(draft.read(QUERIES), code, "faq"))

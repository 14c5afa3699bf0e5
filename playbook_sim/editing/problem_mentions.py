"""Whoever sends the reader to a problem calls it by its name: links of the pages, and notes of the rulebook."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from playbook_sim.editing.new.problem import problem_page
from playbook_sim.editing.written_pages import WrittenPage
from playbook_sim.errors import RulebookError
from playbook_sim.loading.behind import as_written
from playbook_sim.loading.files import RulebookFiles
from playbook_sim.loading.reading import suggestion
from playbook_sim.loading.twins import texts_in
from playbook_sim.model import Language, Rulebook
from playbook_sim.site.page_mistakes import PageMistake

_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<page>[^)#\s]+)\.md\)")
# “…, open “Returned goods””, “«Cambio» mostra …”. Names begin with a capital letter.
_NAMED = {
    "en": re.compile(r"(?:open|or) “(?P<after>[A-Z][^”]+)”|“(?P<before>[^”]+)” shows "),
    "it": re.compile(r"(?:apri|o) «(?P<after>[A-ZÀ-Ý][^»]+)»|«(?P<before>[^»]+)» mostra "),
}
"""How a note sends the reader to a problem, in the languages for which that is known."""


def misnamed_links(pages: Iterable[WrittenPage], rulebook: Rulebook) -> Iterator[PageMistake]:
    """The links to the page of a problem whose words are a name, and not its own. In the middle of a sentence, in small
    letters, a page may say it in other words."""
    stages = {f"{problem_page(each.stage, each.id)}.md": each for each in rulebook.problems.values()}
    for page in pages:
        for link in _LINK.finditer(page.words):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), f"{link['page']}.md"))
            problem = stages.get(there)
            if problem is None or not link["text"][0].isupper():
                continue
            name = as_written(problem.title[page.language], page.language)
            if " ".join(link["text"].split()) != name:
                line = page.words.count("\n", 0, link.start()) + 1
                advice = f'write {{{{ problem_link("{problem.id}") }}}}, or other words in small letters'
                yield page.mistake(line, f"the problem to which {link['text']!r} leads is called {name!r}; {advice}")


def misnamed_in_notes(rulebook: Rulebook, files: RulebookFiles) -> Iterator[RulebookError]:
    """The notes that send to a problem by a name that none has. ``files`` are those of ``rulebook``."""
    names = {language: _names(rulebook, language) for language in rulebook.languages}
    for file in files.names("notes"):
        for place, text in texts_in(files.read(file), rulebook.languages, least=1):
            for language, sends in _NAMED.items():
                for found in sends.finditer(text.get(language, "")):
                    name = found["after"] or found["before"]
                    if name not in names[language]:
                        told = f"no problem is called {name!r}. {suggestion(name, names[language])}"
                        yield RulebookError(f"{file}: {place}.{language}", told)


def _names(rulebook: Rulebook, language: Language) -> list[str]:
    return [as_written(problem.title[language], language) for problem in rulebook.problems.values()]

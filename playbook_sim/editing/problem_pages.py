"""Each problem has one page, in the folder of its stage, that names it at its top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from playbook_sim.editing.new.problem import problem_page
from playbook_sim.editing.written_pages import WrittenPage
from playbook_sim.loading.reading import suggestion
from playbook_sim.model import Problem, Rulebook
from playbook_sim.site.page_mistakes import PageMistake

_HANDBOOK = "handbook/"


def misplaced(pages: Iterable[WrittenPage], rulebook: Rulebook) -> Iterator[PageMistake]:
    """The pages that name another problem than their place does, and those in a folder that is that of no stage."""
    places = {f"{problem_page(each.stage, each.id)}.md": each for each in rulebook.problems.values()}
    stages = [stage.replace("_", "-") for stage in rulebook.vocabulary["stage"]]
    for page in pages:
        if problem := _of_another(page, places, rulebook):
            yield page.mistake(page.line_of("problem"), problem)
        folder = page.name.removeprefix(_HANDBOOK).rpartition("/")[0]
        if page.name.startswith(_HANDBOOK) and folder and folder not in stages:
            yield page.mistake(1, f"no stage of the handbook has the folder {folder!r}. {suggestion(folder, stages)}")


def _of_another(page: WrittenPage, places: Mapping[str, Problem], rulebook: Rulebook) -> str:
    """What is wrong with the problem that a page names; "" where nothing is."""
    wanted, named = places.get(page.name), page.meta.get("problem")
    if wanted and named is None:
        return f"this is the page of a problem; write problem: {wanted.id} at its top"
    if named is None or (wanted and wanted.id == named):
        return ""
    problem = rulebook.problems.get(str(named))
    if wanted:
        # A name that no problem has is told where a macro of the page asks for it.
        return f"this is the page of {wanted.id}, and it names {named}; write problem: {wanted.id}" if problem else ""
    if problem is None:
        return f"no problem is called {named!r}. {suggestion(str(named), rulebook.problems)}"
    there = f"{problem_page(problem.stage, problem.id)}.md"
    return f"the page of the problem {named} is {there}; write that one, or take the line out here"

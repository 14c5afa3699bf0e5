"""Two answers side by side as plain text for a terminal."""

from __future__ import annotations

from playbook_sim.model import Language, Resolution, Rulebook
from playbook_sim.rendering.comparing import Comparison, Row, compared, sum_words
from playbook_sim.rendering.text import wrap
from playbook_sim.rendering.view import View, link_from_simulator


def render_comparison_text(rulebook: Rulebook, before: Resolution, after: Resolution, lang: Language) -> str:
    """What differs between two answers, ending with a newline. Raises RulebookError when a word is missing."""
    view = View(rulebook, lang, link_from_simulator)
    told = compared(rulebook, before, after, lang)
    head = wrap([view.say("whatif.other_facts", facts=told.other or view.say("whatif.absent")), sum_words(view, told)])
    blocks = [head, *(_part(view, told, part) for part in told.parts if told.parts[part])]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _part(view: View, told: Comparison, part: str) -> list[str]:
    said = [view.say(f"whatif.part.{part}").upper()]
    differing = told.differing(part)
    for row in differing:
        said += _row(view, row)
    same = len(told.parts[part]) - len(differing)
    return said + (wrap([view.counted("whatif.same", same)], "= ") if same else [])


def _row(view: View, row: Row) -> list[str]:
    said = wrap([f"{row.title} [{', '.join(row.marks)}]".lstrip()], "* ")
    for key, lines in (("mine", row.before), ("other", row.after)):
        said += wrap([f"{view.say(f'whatif.{key}')}: {' '.join(lines)}"], "  ", "    ")
    return said

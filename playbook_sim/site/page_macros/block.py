"""How a macro writes what is more than a part of a sentence."""

from __future__ import annotations

from playbook_sim.rendering.html import Html, el


def block(html: Html) -> str:
    """HTML on lines of its own, so that Markdown leaves it alone; "" where there is none."""
    return f"\n\n{el('div', html, class_='pb-block')}\n\n" if html else ""

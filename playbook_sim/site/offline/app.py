"""The web app manifest of each language: with it, a browser offers to install the playbook like a program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from playbook_sim.model import Language, Rulebook
from playbook_sim.rendering.words import say
from playbook_sim.site.places import LANGUAGES

NAME = "app.webmanifest"
"""The file's name below the root of a language."""

ICONS: Mapping[str, tuple[int, bool]] = {
    "app-192.png": (192, False),
    "app-512.png": (512, False),
    "app-maskable-512.png": (512, True),
}
"""File among the images → its width in pixels, and whether the system cuts it into a shape of its own."""

# The light palette of playbook.css; the page itself tells the browser when it is dark.
THEME = "#0b4a5c"
BACKGROUND = "#ffffff"


def build(site: Path, rulebook: Rulebook) -> None:
    """Write the file of each language into its directory below ``site``."""
    for lang in rulebook.languages:
        text = json.dumps(manifest(rulebook, lang), ensure_ascii=False, indent=2)
        (site / lang / NAME).write_text(f"{text}\n", encoding="utf-8")


def manifest(rulebook: Rulebook, lang: Language) -> dict[str, Any]:
    """The manifest; its addresses are relative to the root of the language, so that the site may lie anywhere.

    Both languages belong to either app: who switches stays in its window.
    """
    with LANGUAGES[lang].open(encoding="utf-8") as file:
        config = yaml_load(file)
    icons = [
        {
            "src": f"assets/images/{name}",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if is_cut else "any",
        }
        for name, (size, is_cut) in ICONS.items()
    ]
    return {
        "name": config["site_name"],
        "short_name": say(rulebook, lang, "app.short_name"),
        "description": config["site_description"],
        "lang": lang,
        "dir": "ltr",
        "start_url": "./",
        "scope": "../",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": BACKGROUND,
        "categories": ["business", "productivity"],
        "icons": icons,
        "shortcuts": [
            {"name": say(rulebook, lang, "app.simulator"), "url": "simulator/", "icons": icons[:1]},
            {"name": say(rulebook, lang, "app.cases"), "url": "cases/", "icons": icons[:1]},
        ],
    }

"""Gives pages the macros that they may call, and the theme its words. Rules are written into pages by macros alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook
from playbook_sim.site import macros_changes as changes
from playbook_sim.site import macros_editors as editors
from playbook_sim.site import macros_speed as speed
from playbook_sim.site.glossary_links import GlossaryLinks
from playbook_sim.site.macros_architecture import import_map_macro
from playbook_sim.site.macros_drills import drills_macro
from playbook_sim.site.macros_my_cases import my_cases_macro
from playbook_sim.site.macros_records import record_columns_macro
from playbook_sim.site.macros_triage import triage_macro
from playbook_sim.site.macros_twins import banners, twins_macro
from playbook_sim.site.page_macros import guide, lists, problem, sentences
from playbook_sim.site.page_view import PageView
from playbook_sim.site.translations import Loose, loose_texts

_REPORT = ("title", "rule", "translation", "case", "edit", "guide", "public")


def define_env(env: Any) -> None:
    """Give mkdocs-macros the macros of the playbook, in the language of the theme."""
    bring(env, load_rulebook(), loose_texts())


def on_pre_page_macros(env: Any) -> None:
    """Let the search find a page by the lengths of the limits that it names: they are tags like those it writes."""
    meta = env.page.meta
    if "lengths" in meta:
        meta["tags"] = [*meta.get("tags", ()), env.macros["lengths"]()]


def bring(env: Any, rulebook: Rulebook, loose: Iterable[Loose]) -> None:
    """The same for a rulebook that is loaded, with the texts that are not confirmed to say the same."""
    page = PageView(env, rulebook)
    for macro in macros(page):
        env.macro(macro)
    env.conf["extra"]["behind"] = banners(page.view, loose)
    env.conf["extra"]["report"] = {key: page.view.say(f"report.{key}") for key in _REPORT}
    # What the theme says besides Material's own words: templates outside of a page cannot call macros.
    env.conf["extra"]["offline_words"] = {
        key: text[page.lang] for key, text in page.rulebook.words.items() if key.startswith("offline.")
    }
    env.conf["extra"]["missing_words"] = {
        key.removeprefix("missing."): text[page.lang]
        for key, text in page.rulebook.words.items()
        if key.startswith("missing.")
    }
    env.conf["extra"]["search_words"] = {
        key: page.rulebook.words[f"{part}.{key}"][page.lang]
        for part, keys in {"search": ("nearest", "onward", "questions"), "ask": ("label",)}.items()
        for key in keys
    }
    # For the switch, the sitemap and the foot of each page: every language by its own name.
    names = page.rulebook.vocabulary["language"]
    env.conf["extra"]["alternate"] = [{"lang": lang, "name": names[lang][lang]} for lang in page.rulebook.languages]
    # Here and not in the configurations: what is linked, and how, depends on the page that is being built.
    env.conf["markdown_extensions"].append(GlossaryLinks(page))


def macros(page: PageView) -> tuple[Callable[..., str], ...]:
    """All macros, for the page that ``page`` looks at when they are called."""
    parts = (sentences, problem, lists, guide, changes, speed, editors)
    apart = (
        triage_macro(page),
        my_cases_macro(page),
        record_columns_macro(page),
        drills_macro(page),
        twins_macro(page),
        import_map_macro(page),
    )
    return (*(macro for part in parts for macro in part.macros(page)), *apart)

"""TOML → model. Every mistake is named with its file, its place, what was found and what to write instead."""

from playbook_sim.loading.book import load_rulebook, read_rulebook

__all__ = ["load_rulebook", "read_rulebook"]

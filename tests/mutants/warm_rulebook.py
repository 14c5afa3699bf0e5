"""The rulebook, read once for all mutants that have no part in reading it, and the tests that only ask it later.

Nothing here asks the engine for an answer: what was answered before the mutant came to life could not show it.
"""

import importlib
import sys
from functools import cache
from pathlib import Path

import trampoline  # noqa: F401

import playbook_sim.loading
from playbook_sim.loading import load_rulebook

_shipped = cache(load_rulebook)
_TESTS = Path("mutants", "tests").resolve()
_MODULES = {
    "": ["corrected", "dated", "oracle", "pinned", "random_cases", "test_cases", "worked_cases"],
    "engine": ["engine", "test_conditions", "test_derived", "test_evaluation", "test_projections", "test_properties"],
    "checking": ["test_checking", "test_checking_triage"],
    "versions": ["test_changes", "test_dated_limits"],
}


def _load(root=None):
    return _shipped() if root is None else load_rulebook(root)


playbook_sim.loading.load_rulebook = _load
for folder in _MODULES:
    sys.path.insert(0, str(_TESTS / folder))
for module in (name for names in _MODULES.values() for name in names):
    importlib.import_module(module)

"""A parser for the loader that parses each text once: most of the time of a load goes into parsing."""

from __future__ import annotations

import tomllib
from functools import cache
from types import SimpleNamespace

PARSER = SimpleNamespace(loads=cache(tomllib.loads), TOMLDecodeError=tomllib.TOMLDecodeError)
"""To stand in for tomllib in ``playbook_sim.loading.files``, where nothing writes into what was parsed."""

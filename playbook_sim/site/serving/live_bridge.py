"""The bridge in the simulator under ``make serve``: it reads the rules that the server has now, and again when told.

It travels as ``playbook_sim/live.py`` in the runtime of `warm_runtime` alone. What is deployed has nothing of it.
"""

from __future__ import annotations

import gc
import json

from js import XMLHttpRequest  # of the browser's worker in which this runs

from playbook_sim import bridge
from playbook_sim.lab.held import load

RENEW = '"method":"live_rules"'
"""What a request says that wants the rules to be read again."""

_ADDRESS = "rules.json"
"""See ``site.runtime.rules``; beside the script of the worker."""


def handle(request: str) -> str:
    """As `bridge.handle`; besides, the method ``live_rules`` reads the rules again. Raises RulebookError."""
    if RENEW in request:
        renew()
        return '{"result":{}}'
    return bridge.handle(request)


def renew() -> None:
    """Answer by the rules as they are now. Files that are as before are not parsed again. Raises RulebookError."""
    request = XMLHttpRequest.new()
    request.open("GET", _ADDRESS, False)
    request.send()
    # A rulebook is a great many objects that all stay: to look for garbage meanwhile would take longest.
    gc.disable()
    try:
        rulebook = load(json.loads(request.responseText)["files"])
    finally:
        gc.enable()
    bridge._rulebook = lambda: rulebook


renew()

"""Runs in a Python like the one whose memory is saved, after codes.py: notes which code runs while it is asked."""

import json
import sys

from playbook_sim.bridge import handle

ran = set()
_ID = sys.monitoring.PROFILER_ID


def _note(code, _at):
    ran.add(code)
    return sys.monitoring.DISABLE


def ask(requests):
    """Answer the requests of a list in JSON; the marks of the code that has run, in JSON."""
    sys.monitoring.set_events(_ID, sys.monitoring.events.PY_START)
    for request in json.loads(requests):
        try:
            handle(request)
        except Exception:  # the ordinary Python will be asked, and say what it says
            continue
    sys.monitoring.set_events(_ID, 0)
    return json.dumps(sorted(map(mark, ran)))  # noqa: F821


sys.monitoring.use_tool_id(_ID, "training")
sys.monitoring.register_callback(_ID, sys.monitoring.events.PY_START, _note)

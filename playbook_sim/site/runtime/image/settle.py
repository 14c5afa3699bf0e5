"""Runs in the Python whose memory is saved, with NAMES and ON_DEMAND set: imports everything, loads the rulebook,
and then closes the way outside. What is asked for beyond that ends this Python, and the ordinary one answers."""

import importlib
import linecache
import posix
import re
import sys

absent = set()
for name in NAMES:  # noqa: F821
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name in ON_DEMAND:  # noqa: F821
            absent.update((name, error.name))

from playbook_sim.bridge import handle  # noqa: E402

handle('{"method": "version"}')


class Beyond:
    """Refuses what is loaded on demand, as it would be where it has not been loaded yet; ends Python at all else."""

    @staticmethod
    def find_spec(name, path=None, target=None, *, absent=absent, abort=posix.abort):
        """Find nothing."""
        if name not in absent:
            abort()


sys.meta_path[:] = [Beyond]
sys.path.clear()
sys.path_hooks.clear()
sys.path_importer_cache.clear()
linecache.clearcache()
re.purge()

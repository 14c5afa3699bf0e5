"""What every test run imports anyway, imported once before the mutants are made to work."""

import coverage  # noqa: F401
import hypothesis  # noqa: F401
import pytest
import trampoline  # noqa: F401

import playbook_sim.bridge
import playbook_sim.checking
import playbook_sim.loading  # noqa: F401

# pytest imports its parts when it first starts.
pytest.main(["--collect-only", "-qq", "-p", "no:cacheprovider", __file__])

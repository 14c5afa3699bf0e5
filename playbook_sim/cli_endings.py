"""How a command ends when what it was given, or the rulebook, is not sound: with a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn

import click

from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Rulebook


def bad(message: str, code: int = 2) -> NoReturn:
    """End the command with ``message`` on the error output."""
    click.echo(message, err=True)
    sys.exit(code)


def or_bad[Found](act: Callable[[], Found]) -> Found:
    """What ``act`` gives, or the end of the command with what is wrong in the data."""
    try:
        return act()
    except RulebookError as error:
        bad(str(error))


def the_rulebook() -> Rulebook:
    """The rulebook, or the end of the command with its first mistake."""
    return or_bad(load_rulebook)

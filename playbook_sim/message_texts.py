"""The texts of messages: what may stand in braces, and which paragraphs hold for a case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from playbook_sim.conditions import GIVEN, meets
from playbook_sim.model import Message

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""Anything in braces: ``fact:ID``, ``limit:ID``, ``blank:ID``; before a paragraph ``when:ID`` or ``when:ID=VALUE``, and
``with:ID`` before one that stands only if that blank is filled in."""

_STOPS = (".", "。")
_ENDS = (*_STOPS, "!", "?", "…", "！", "？")

_WHEN = re.compile(r"\{when:(\w+)(?:=(\w+))?\}\s*")
_WITH = re.compile(r"\{with:(\w+)\}\s*")


def condition_of(marker: str) -> tuple[str, str]:
    """The fact and its value in ``when:ID=VALUE``; without a value the fact must be given."""
    fact, _, value = marker.partition(":")[2].partition("=")
    return fact, value or GIVEN


def holding(body: str, facts: Mapping[str, Any]) -> str:
    """``body`` with the paragraphs that hold for ``facts``, without their markers."""
    kept = []
    for paragraph in body.split("\n\n"):
        marker = _WHEN.match(paragraph)
        if marker is None:
            kept.append(paragraph)
        elif meets(facts, marker[1], (marker[2] or GIVEN,)):
            kept.append(paragraph[marker.end() :])
    return "\n\n".join(kept)


def optional(paragraph: str) -> tuple[str, str, str] | None:
    """The blank without which ``paragraph`` does not stand, and what stands before and after it; None for any other.

    Conditions on facts must be gone (``holding``).
    """
    marker = _WITH.match(paragraph)
    if marker is None:
        return None
    before, _, after = paragraph[marker.end() :].partition(f"{{blank:{marker[1]}}}")
    return marker[1], before, after


def behind(filled: str, text: str) -> str:
    """What of ``text`` stands behind a blank with ``filled`` in it: a sentence that has ended gets no second stop."""
    return text[1:] if text.startswith(_STOPS) and filled.endswith(_ENDS) else text


def begins_with(paragraph: str) -> tuple[str, ...]:
    """The markers at the beginning of ``paragraph``, as they stand in braces: ``when:…``, then ``with:…``."""
    when = _WHEN.match(paragraph)
    found = [when] if when else []
    if then := _WITH.match(paragraph, when.end() if when else 0):
        found.append(then)
    return tuple(marker[0].strip()[1:-1] for marker in found)


@cache
def facts_of(message: Message) -> tuple[str, ...]:
    """The facts on which it depends whether ``message`` is offered and what it says, in the order they stand."""
    found = list(message.true_when)
    for text in (*message.subject.values(), *message.body.values()):
        for inside in PLACEHOLDER.findall(text):
            kind, _, rest = inside.partition(":")
            if kind in ("fact", "when"):
                found.append(rest.partition("=")[0])
    return tuple(dict.fromkeys(found))

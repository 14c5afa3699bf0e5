"""Texts and conditions: the types that the other nouns share."""

from __future__ import annotations

from collections.abc import Mapping

type Language = str
"""A language code of ``Rulebook.languages`` (``en``, ``it``) or of ``Rulebook.message_languages`` (``zh`` besides)."""

type Text = Mapping[Language, str]
"""The same text in every language of the rulebook."""

type Conditions = Mapping[str, tuple[str, ...]]
"""Fact id → the values with which the condition is met. All of them must be met."""

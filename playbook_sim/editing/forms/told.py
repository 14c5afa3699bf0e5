"""What an editor is told about a key while typing: ``words.toml``, in plain words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_ANY = "any"
_WHOLE = "whole"


def told(form: str, key: str = _WHOLE) -> str:
    """The words about ``key`` of a form, or about the form as a whole, in both languages.

    Editors show one description, whatever language they speak. Raises KeyError when nobody has written it.
    """
    words = spoken()
    # "limit/earlier" says what "limit" does not.
    places = (form, form.partition("/")[0], _ANY)
    text = next((words[place][key] for place in places if key in words.get(place, {})), None)
    if text is None:
        raise KeyError(f"nothing says what {key!r} of {form!r} is: write it in words.toml beside the forms")
    return f"{text['en']}\n\n{text['it']}"


@cache
def spoken() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """All of ``words.toml``: form → key → language → text. ``any`` is about keys that mean the same everywhere."""
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))

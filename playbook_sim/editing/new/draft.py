"""What a scaffold writes: gathered first and refused as a whole, so that nothing is left half done."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from playbook_sim.editing.blanks import blank
from playbook_sim.editing.forms.files import KINDS, Kind
from playbook_sim.editing.forms.told import spoken
from playbook_sim.loading.reading import suggestion

_ID = re.compile(r"[a-z][a-z0-9_]*")


class NewError(Exception):
    """What was asked for cannot be made; the message says why, and what to write instead."""


class Draft:
    """Files to be written below the project's directory, none of them before ``write``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._texts: dict[str, str] = {}

    def read(self, place: str) -> str:
        """The file as it will be; "" where there is none."""
        path = self.root / place
        return self._texts.get(place) or (path.read_text(encoding="utf-8-sig") if path.is_file() else "")

    def absent(self, place: str) -> None:
        """Raises NewError when there is such a file."""
        if self.read(place):
            raise NewError(f"{place} is there already; choose another name, or edit that file")

    def add(self, place: str, text: str) -> None:
        """A new file. Raises NewError when it exists."""
        self.absent(place)
        self._texts[place] = text

    def change(self, place: str, text: str) -> None:
        """A file with another content."""
        self._texts[place] = text

    def write(self) -> list[str]:
        """Write everything; return the files, in the order in which they were drafted."""
        for place, text in self._texts.items():
            path = self.root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return [*self._texts]


def kind(name: str) -> Kind:
    """The kind of TOML file of that name."""
    return next(each for each in KINDS if each.name == name)


def toml(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def hinted(form: str, key: str, language: str) -> str:
    """A blank at a key, in TOML: it says what an editor is told about the key."""
    words = spoken().get(form, {}).get(key) or spoken()["any"][key]
    return toml(blank(language, words.get(language, words["en"])))


def checked_id(id_: str) -> str:
    """``id_`` itself. Raises NewError when it is no id."""
    if not _ID.fullmatch(id_):
        right = plain(id_, "_").lstrip("0123456789_")
        form = f": {right}" if right else ", as in parcel_lost"
        raise NewError(f"found the id {id_!r}; write small letters, digits and underscores{form}")
    return id_


def plain(text: str, joint: str) -> str:
    """``text`` as an id or an address would have it: small letters and digits, with ``joint`` for all between them."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return joint.join(re.findall(r"[a-z0-9]+", bare))


def known(name: str, value: str, accepted: Mapping[str, object]) -> str:
    """``value`` itself. Raises NewError when it is no ``name`` that there is."""
    if value not in accepted:
        raise NewError(f"found the {name} {value!r}, which is not known. {suggestion(value, accepted)}")
    return value

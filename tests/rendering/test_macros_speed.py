"""The page on speed shows the committed measurement as it was measured, in both languages."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from macro_page import Page

from playbook_sim.loading import load_rulebook
from playbook_sim.site import measured
from playbook_sim.site.places import LANGUAGES

BOOK = load_rulebook()
MACROS = ("speed_summary", "speed_measured", "speed_starts", "speed_pages", "speed_rest")


def _shown(lang: str) -> dict[str, str]:
    told = Page(lang, "speed.md", book=BOOK)
    return {name: " ".join(html.unescape(re.sub(r"<[^>]*>", " ", told.call(name))).split()) for name in MACROS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_run_can_be_shown(lang: str) -> None:
    shown = _shown(lang)
    found = measured.read()
    ours = measured.start(found, "ours")
    said = f"{ours['seconds']['empty']:.1f}"
    assert (said.replace(".", ",") if lang == "it" else said) in shown["speed_summary"]
    assert found["machine"]["processor"] in shown["speed_measured"]
    for one in found["starts"]:
        name = BOOK.words.get(f"speed.name_{one['id']}")
        assert name is None or name[lang] in shown["speed_starts"] + shown["speed_pages"]
        assert one["reason"] is None or one["reason"] in html.unescape(shown["speed_starts"] + shown["speed_pages"])


def test_numbers_come_from_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = json.loads(measured.LATEST.read_text(encoding="utf-8"))
    ours = next(one for one in found["starts"] if one["id"] == "ours")
    stock = next(one for one in found["starts"] if one["id"] == "stock")
    ours["seconds"]["empty"], stock["seconds"]["empty"] = 123.4, 617.0
    found["weight"] = {"reason": "TimeoutError: the line was cut"}
    found["cases"] = {"reason": None}
    monkeypatch.setattr(measured.read, "__defaults__", (_written(tmp_path, found),))
    english, italian = _shown("en"), _shown("it")
    assert "123.4 s (0.20×)" in english["speed_starts"]
    assert "123,4 s (0,20×)" in italian["speed_starts"]
    assert "the line was cut" in english["speed_rest"]
    assert BOOK.words["speed.left_out"]["it"] in italian["speed_rest"]


def test_a_run_that_lacks_a_part_stops_the_build(tmp_path: Path) -> None:
    found = json.loads(measured.LATEST.read_text(encoding="utf-8"))
    del found["weight"]
    with pytest.raises(measured.MeasuredError, match=r"lacks weight; write it again with make bench"):
        measured.read(_written(tmp_path, found))
    with pytest.raises(measured.MeasuredError, match="make bench"):
        measured.read(tmp_path / "none.json")


def test_the_committed_run_names_no_path_and_no_address() -> None:
    text = measured.LATEST.read_text(encoding="utf-8")
    assert re.findall(r"127\.0\.0\.1|localhost|/(?:home|root|tmp|work|usr|Users)\b", text) == []


def _written(folder: Path, found: dict) -> Path:
    path = folder / "latest.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path

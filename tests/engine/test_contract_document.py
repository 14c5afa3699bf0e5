"""The document of the answer's contract names every field there is, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dated
from engine import BOOK, ask, request

from playbook_sim.cases import read_case
from playbook_sim.contract import as_data
from playbook_sim.evaluation import evaluate
from playbook_sim.model import Rulebook

DOCUMENT = Path(__file__).parents[2] / "docs" / "decisions" / "0040-answer-contract.md"
# Objects whose keys are ids and not fields; the document describes them in the line of the field.
BY_ID = {"facts", "derived", "when", "outcome", "texts", "readings", "wanted", "then", "now"}


def older(book: Rulebook) -> dict[str, Any]:
    """The answer to a case that was made with the first version of a rulebook, and before a limit changed."""
    asked = request("shipment_overdue", "2026-03-12", promised_ship_date="2026-02-10")
    return as_data(book, evaluate(book, *read_case(book, asked | {"made_with": book.history[0].version})), "en")


ANSWERS = [
    *(
        as_data(BOOK, resolution, "en")
        for resolution in (
            ask("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10"),
            ask("wrong_item", "2026-03-12", evidence_sent_on="2026-03-10"),
            ask("order_cancelled", "2026-03-12", shipped="no", parcel_leg="domestic"),
            ask("order_cancelled", "2026-03-12", shipped="yes", parcel_leg="international"),
            ask("unresponsive_supplier", "2026-03-12"),
            ask("own_reason", "2026-03-12"),
        )
    ),
    older(dated.rulebook()),
]


def documented() -> dict[str, set[str]]:
    """Heading → the fields in its table; the heading of the whole answer is empty."""
    fields: dict[str, set[str]] = {}
    headings = [""]
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            headings = re.findall(r"`([\w.]+)`", line)
        cells = line.split("|")
        if len(cells) == 5:
            for heading in headings:
                fields.setdefault(heading, set()).update(re.findall(r"`(\w+)`", cells[1]))
    return fields


def fields(data: dict[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    """Every field of an answer with the place it stands at."""
    for key, value in data.items():
        yield place, key
        entries = value if isinstance(value, list) else [value]
        for entry in entries if key not in BY_ID else ():
            if isinstance(entry, dict):
                yield from fields(entry, f"{place}.{key}".removeprefix("."))


def test_the_document_names_every_field() -> None:
    found: dict[str, set[str]] = {}
    for answer in ANSWERS:
        for place, key in fields(answer):
            found.setdefault(place, set()).add(key)
    assert found == documented()


def test_every_answer_has_every_field() -> None:
    first, *others = ANSWERS
    for other in others:
        assert list(other) == list(first)


def test_inner_objects_are_as_the_document_says() -> None:
    data = ANSWERS[2]
    assert set(data["paths"][0]["outcome"]) == {"id", "text"}
    assert set(data["doubts"][0]["readings"][0]) == {"text", "citations", "link"}
    assert set(data["findings"][0]["wanted"][0]) == {"id", "label"}
    assert set(ANSWERS[-1]["changes"]["dates"][0]["then"]) == {"strict", "literal", "earliest", "latest"}
    message = ANSWERS[0]["messages"][0]
    assert set(message["texts"]) == set(BOOK.message_languages)
    assert set(message["texts"]["zh"]) == {"subject", "body"}

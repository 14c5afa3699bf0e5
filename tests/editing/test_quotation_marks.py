"""Quotation marks that are not Italian are told with how they are; those that belong to a notation are left alone."""

from __future__ import annotations

import pytest

from playbook_sim.editing.quotation_marks import foreign


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("Scrivi “reso”.", 1, "the quotation marks of “reso” are not the Italian ones; write «reso»"),
        ('Uno.\n\nScrivi "reso".', 3, 'the quotation marks of "reso" are not the Italian ones; write «reso»'),
        ("Scrivi „reso“.", 1, "the quotation marks of „reso“ are not the Italian ones; write «reso»"),
        # Within a quote Italian has “ ” too, and no other.
        ('«Ha detto "no"»', 1, 'the quotation marks of "no" are not the Italian ones; write “no”'),
        ("«Ha detto no» e “sì”", 1, "the quotation marks of “sì” are not the Italian ones; write «sì»"),
        # It may go over a line, and is cut where it is long.
        (
            "Scrivi “il pacco\nnon è arrivato e non si sa dove sia”.",
            1,
            "the quotation marks of “il pacco non è arrivato e non si sa …” are not the Italian ones; "
            "write «il pacco non è arrivato e non si sa …»",
        ),
        ("Finisce qui”.", 1, "found ” alone, which is no Italian quotation mark; a quote is written «so»"),
        ("Uno “due\n\ntre.", 1, "found “ alone, which is no Italian quotation mark; a quote is written «so»"),
        ('!!! tip "Un “reso”"', 1, "the quotation marks of “reso” are not the Italian ones; write «reso»"),
        (
            '---\ntitle: "Un “reso”"\n---\n',
            2,
            "the quotation marks of “reso” are not the Italian ones; write «reso»",
        ),
        (
            '- "Buongiorno", dice.',
            1,
            'the quotation marks of "Buongiorno" are not the Italian ones; write «Buongiorno»',
        ),
    ],
)
def test_foreign_marks_are_told_with_what_to_write(text: str, line: int, told: str) -> None:
    assert [(each.line, each.advice) for each in foreign(text)] == [(line, told)]


@pytest.mark.parametrize(
    "text",
    [
        "«Ha detto “no”», e l’altro «sì».",
        "«Ha detto\n“no”»",
        '---\ntitle: "Un reso: come"\ntags:\n  - "reso"\n---\n\n# Un reso',
        '??? question "Chi paga?"\n\n    Noi.',
        '    !!! tip "Un consiglio"',
        '<div class="a" markdown>',
        'Vedi [fonti](../sources.md "Le fonti") e ## Titolo { #a title="b" }',
        'Scrivi `{ dato = ["risposta"] }`.',
        'Scrivi {{"a": …, "b": {{"c": …}}, "d": …}}.',
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [*foreign(text)] == []

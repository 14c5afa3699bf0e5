"""The line of a TOML file on which something stands."""

from __future__ import annotations

import pytest

from playbook_sim.editing.toml_lines import line_of
from playbook_sim.site.labels import FILE
from playbook_sim.site.places import ROOT
from playbook_sim.site.twins import twins

PROBLEM = """\
title.en = "A"
title.it = "A"
asks     = ["a"]

[[rule]]
id = "first"

[[rule.step]]
id    = "one"
do.en = \"\"\"
id = "not this one"
[[rule]]
\"\"\"
do.it = "B"

[[rule]]
id = "second"

[[rule.step]]
actor = "merchant"
id    = "two"

[words]
a.b.en = "C"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("title", 1),
        ("title.it", 2),
        ("asks", 3),
        ("rule[first]", 6),
        ("rule[first].step[one].do", 10),
        ("rule[first].step[one].do.it", 14),
        ("rule[2]", 16),
        ("rule[second].step[two]", 21),
        ("rule[second].step[1].actor", 20),
        ("words.a.b", 24),
        ("words.unknown", 23),
        ("unknown", 1),
        ("", 1),
    ],
)
def test_the_line_of_a_path(path: str, line: int) -> None:
    """An entry that is named by its id is where the id is written."""
    assert line_of(PROBLEM, path) == line


def test_every_text_of_the_rulebook_is_found_on_the_line_it_is_written_on() -> None:
    missed = []
    for place in twins(ROOT):
        file, _, path = place.partition(": ")
        if path and file != FILE:
            folder = ROOT if file.startswith("tests/") else ROOT / "playbook_sim" / "rulebook"
            lines = (folder / file).read_text(encoding="utf-8").splitlines()
            key = path.rpartition(".")[2]
            if key not in lines[line_of("\n".join(lines), path) - 1]:
                missed.append(place)
    assert missed == []

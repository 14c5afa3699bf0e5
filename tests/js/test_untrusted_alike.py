"""Scripts and Python show and keep a hostile text in the same way."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from hostile import hostile_strings

from playbook_sim.untrusted import clean, shown

MODULE = Path(__file__).parents[2] / "overrides" / "assets" / "javascripts" / "untrusted.js"
SCRIPT = """
import { readFileSync } from "node:fs";
const { cleaned, shown } = await import(process.argv[1]);
const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => [shown(text), cleaned(text)])));
"""


def test_scripts_and_python_show_and_keep_a_text_alike() -> None:
    node = Path(sys.executable).with_name("node")
    texts = [*hostile_strings(), *("😀" * count for count in (59, 60, 61, 200)), "\x00" * 9 + "a", "\x00" * 11]
    done = subprocess.run(
        [node, "--input-type=module", "--eval", SCRIPT, MODULE.as_uri()],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    for text, (seen, kept) in zip(texts, json.loads(done.stdout), strict=True):
        assert (seen, kept) == (shown(text), clean(text)), ascii(text)

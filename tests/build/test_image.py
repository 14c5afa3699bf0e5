"""The start image: one that answers otherwise is not made, and without one the site is built all the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from playbook_sim.site import runtime
from playbook_sim.site.places import PYODIDE, SITE
from playbook_sim.site.runtime import image, library, manifest

# Answers like the real one, but for the language that it is asked for.
LIAR = """
import { start as startHonestly } from "REAL";
export async function start(...parts) {
  const { ask, exports } = await startHonestly(...parts);
  return { exports, ask: (text) => ask(text.replace('"lang": "it"', '"lang": "en"')) };
}
"""
CASE = {"platform": "dsers_tmall", "problem": "no_stock", "facts": {}, "today": "2026-03-12"}
REQUESTS = [json.dumps({"method": "answer", "params": CASE | {"lang": lang}}) for lang in ("en", "it")]
# No request of the training asks for a drill: its code is let go of.
UNTRAINED = json.dumps({"method": "drill", "params": {"seed": 1, "topic": "mixed", "difficulty": 1, "lang": "en"}})
ASK = """
import { readFileSync } from "node:fs";
const [starter, image, core, memory, known, unknown] = process.argv.slice(1);
const { start } = await import(starter);
const [saved, whole] = [image, core].map((file) => new WebAssembly.Module(readFileSync(file)));
const { ask } = await start(saved, [readFileSync(memory)], whole);
const told = { known: JSON.parse(ask(known)).result !== undefined };
try {
  told.unknown = ask(unknown);
} catch (error) {
  told.beyond = error.beyond;
}
console.log(JSON.stringify(told));
"""


def test_python_code_that_no_request_ran_ends_the_image_under_any_core(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "CACHE", tmp_path)
    monkeypatch.setattr(image.training, "requests", lambda: [*REQUESTS, " "])
    (archive,) = SITE.glob(f"runtime/*/{library.NAME}")
    starter = runtime.WORKER_FILES / image.STARTER
    image.write(tmp_path, archive, starter)
    node = Path(sys.executable).with_name("node")
    files = [starter.as_uri(), tmp_path / image.NAME, PYODIDE / "pyodide.asm.wasm", tmp_path / image.MEMORY]
    command = [node, "--input-type=module", "-e", ASK, *files, REQUESTS[0], UNTRAINED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"known": True, "beyond": True}


def test_an_image_that_answers_otherwise_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "CACHE", tmp_path)
    monkeypatch.setattr(image.training, "requests", lambda: REQUESTS)
    starter = tmp_path / "liar.mjs"
    starter.write_text(LIAR.replace("REAL", (runtime.WORKER_FILES / image.STARTER).as_uri()), encoding="utf-8")
    (archive,) = SITE.glob(f"runtime/*/{library.NAME}")
    with pytest.raises(image.ImageError, match="does not answer as the ordinary start does"):
        image.write(tmp_path, archive, starter)
    assert not (tmp_path / image.NAME).exists()
    assert list(tmp_path.glob("image.*")) == []


def test_without_an_image_the_runtime_is_built_and_the_build_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Path) -> None:
        raise image.ImageError("of a reason")

    monkeypatch.setattr(image, "write", fail)
    built = tmp_path / runtime.build(tmp_path)
    assert "No start image" in (said := capsys.readouterr().out)
    assert "of a reason" in said
    assert image.NAME not in manifest.read(built)
    assert library.NAME in manifest.read(built)

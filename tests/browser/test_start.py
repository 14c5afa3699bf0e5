"""The simulator starts from the image; whatever is wrong with that, it starts in another way, and answers the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page
from simulator_page import Simulator, dates_of

from playbook_sim.site.places import ROOT, SITE
from playbook_sim.site.runtime import image, library, manifest
from playbook_sim.site.static_server import served

OVERDUE = "#platform=dsers_tmall&problem=shipment_overdue&promised_ship_date=2026-03-10&today=2026-03-12"
DATES = dates_of("dsers_overdue_switch", "2026-03-10", "en")[0]
CORE = "pyodide.asm.wasm"
# Answers join texts with it, and the question for the version does not.
NEEDED = "PyUnicode_Concat"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the built site whose files may be replaced, but not written to."""
    return shutil.copytree(SITE, tmp_path / "site", copy_function=os.link)


def _runtime(site: Path) -> Path:
    (worker,) = site.glob("runtime/*/worker.js")
    return worker.parent


def _spoil(site: Path, *how: str) -> None:
    """Spoil the image, and let the list of files say that this is how it was built."""
    runtime = _runtime(site)
    node = Path(sys.executable).with_name("node")
    subprocess.run([node, ROOT / "tests/image/spoil.mjs", runtime / image.NAME, runtime / CORE, *how], check=True)
    (runtime / manifest.NAME).unlink()
    manifest.write(runtime)


def _asked_for(page: Page, site: Path) -> set[str]:
    """Which files of the runtime the page fetches until it shows the right dates."""
    names: set[str] = set()
    page.context.on("request", lambda request: names.add(request.url.rpartition("/")[2]))
    with served(site) as url:
        simulator = Simulator(page, url, "en")
        simulator.open(OVERDUE)
        simulator.expect_answer()
        simulator.expect_dates("deadlines", DATES)
    return names


def test_it_starts_from_the_image_alone(page: Page, site: Path) -> None:
    names = _asked_for(page, site)
    assert image.NAME in names
    assert not names & {CORE, library.NAME, "pyodide.asm.mjs"}


@pytest.mark.parametrize("name", [image.NAME, image.MEMORY])
@pytest.mark.parametrize("damage", ["gone", "cut short", "one byte"])
def test_a_damaged_image_is_not_run_and_python_starts_ordinarily(
    page: Page, site: Path, damage: str, name: str
) -> None:
    path = _runtime(site) / name
    good = bytearray(path.read_bytes())
    path.unlink()
    good[len(good) // 2] ^= 1
    if damage != "gone":
        path.write_bytes(good if damage == "one byte" else good[: len(good) // 2])
    assert {name, CORE, library.NAME} <= _asked_for(page, site)


def test_a_function_that_the_image_lacks_is_run_by_the_whole_core(page: Page, site: Path) -> None:
    _spoil(site, "cut", NEEDED)
    names = _asked_for(page, site)
    assert {image.NAME, CORE} <= names
    assert library.NAME not in names


def test_where_no_core_can_run_the_image_python_starts_ordinarily(page: Page, site: Path) -> None:
    _spoil(site, "empty")
    assert {image.NAME, CORE, library.NAME} <= _asked_for(page, site)

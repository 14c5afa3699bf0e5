"""The bill of materials: valid, complete and true to the files that travel with the site."""

import hashlib
import json
import re
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from playbook_sim.site import sbom
from playbook_sim.site.bundling import STYLE
from playbook_sim.site.places import ROOT, SITE
from playbook_sim.site.runtime import manifest

# What the build writes from our own words and rules, or for hosts and robots; never code of others.
WRITTEN = {".csv", ".html", ".json", ".svg", ".toml", ".txt", ".webmanifest", ".xml"}
COMPRESSED = {".br", ".gz"}
THEME = Path(str(distribution("mkdocs-material").locate_file("material/templates")))


@pytest.fixture(scope="module")
def text() -> str:
    assert SITE.is_dir(), "The site is not built: run make build first."
    return (SITE / sbom.NAME).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def travelling(text: str) -> list[dict]:
    """The components of others that the site carries."""
    return [entry for entry in json.loads(text)["components"] if entry["scope"] == "required"]


def _files(components: list[dict]) -> dict[str, str]:
    """The files of components on the site, each with its SHA-256."""
    nested = [part for entry in components for part in entry["components"] if part["type"] == "file"]
    return {part["name"]: part["hashes"][0]["content"] for part in nested}


def test_it_keeps_to_the_schema(text: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert "timestamp" not in json.loads(text)["metadata"]


def test_it_names_what_travels_with_version_and_licence(travelling: list[dict]) -> None:
    named = {entry["name"] for entry in travelling}
    assert {"pyodide", "cpython", "idb", "minisearch", "chartist", "icalendar", "mkdocs-material"} <= named
    for entry in travelling:
        (licence,) = entry["licenses"]
        assert licence.get("expression") or licence["license"].get("id"), entry["name"]
        assert entry["version"] in entry["purl"]
    python = next(entry for entry in travelling if entry["name"] == "cpython")
    assert f":python:{python['version']}:" in python["cpe"]


def test_each_file_is_there_with_these_bytes(travelling: list[dict]) -> None:
    for name, digest in _files(travelling).items():
        assert hashlib.sha256((SITE / name).read_bytes()).hexdigest() == digest, name


def _ours() -> set[str]:
    """The digests of the files that the project keeps."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def test_no_file_of_others_is_left_out(travelling: list[dict]) -> None:
    ours, named = _ours(), set(_files(travelling))
    unexplained = []
    for path in sorted(SITE.rglob("*")):
        plain = path.with_suffix("") if path.suffix in COMPRESSED else path
        place = plain.relative_to(SITE).as_posix()
        if not path.is_file() or plain.suffix in WRITTEN or plain.name == manifest.NAME:
            continue
        if plain.parent == SITE and plain.name.startswith("_"):
            continue
        if place in named or _own_wheel(plain) or _put_together(place):
            continue
        if hashlib.sha256(_as_kept(plain)).hexdigest() not in ours:
            unexplained.append(place)
    assert unexplained == [], "Say in playbook_sim/site/shipped.py whose they are."


def _as_kept(path: Path) -> bytes:
    """Without the names that the build writes into the worker."""
    return re.sub(rb"(?m)^const AT_ONCE = \[.+\];$", b"const AT_ONCE = [];", path.read_bytes())


def _put_together(place: str) -> bool:
    """From our own alone, see ``bundling.py``: nothing of the theme's name and place."""
    _, _, inside = place.partition("/")
    is_ours = inside == STYLE or (inside.startswith("assets/javascripts/") and inside.endswith(".js"))
    return is_ours and not (THEME / inside).exists()


def _own_wheel(path: Path) -> bool:
    return path.name.startswith("playbook_sim-")


def test_what_only_builds_the_site_is_told_apart(text: str) -> None:
    entries = json.loads(text)["components"]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked |= {place.rpartition("node_modules/")[2] for place in lock if place}
    purls = {entry["purl"].split("/", 1)[1].rpartition("@")[0].replace("%40", "@") for entry in entries}
    assert locked - purls == set()
    assert {entry["scope"] for entry in entries if entry["name"] in ("pytest", "mkdocs", "axe-core")} == {"excluded"}

"""What is installed is locked by hash, and no file ties the project to one registry."""

import json
import re
import subprocess

import pytest

from playbook_sim.site.places import ROOT

# Written apart, so that this file does not find itself.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("yarnpkg", "com"))]


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


LOCKS = ["requirements.txt", "tests/mutants/requirements.txt"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_is_pinned_and_hashed(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 15
    loose = [package.splitlines()[0] for package in packages if "==" not in package or "--hash=sha256:" not in package]
    assert loose == []


def test_the_python_lock_holds_what_pyproject_asks_for() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    group = re.search(r"^dev = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert group
    asked = set(re.findall(r'"([a-z0-9-]+)', group[1]))
    assert asked - locked == set()


@pytest.mark.parametrize(
    ("folder", "named"), [("", "pyodide"), ("benchmarks", "@pyscript/core"), ("docs/spelling", "cspell")]
)
def test_every_npm_package_is_hashed_and_names_no_address(folder: str, named: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert f"node_modules/{named}" in packages
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


@pytest.mark.parametrize("folder", ["", "benchmarks", "docs/spelling"])
def test_npm_packages_are_pinned_exactly(folder: str) -> None:
    manifest = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    asked = manifest.get("dependencies", {}) | manifest.get("devDependencies", {})
    exact = r"(?:npm:[a-z]+@)?[\d.]+"
    assert [f"{name} {version}" for name, version in asked.items() if not re.fullmatch(exact, version)] == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_a_registry(host: str) -> None:
    naming = [name for name in _tracked() if host.encode() in (ROOT / name).read_bytes()]
    assert naming == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_does_not_choose_an_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"--(?:extra-)?index-url|--find-links|--trusted-host|://", text) == []

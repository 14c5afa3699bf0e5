"""Two clean builds are identical, whatever machine, place, time, language or umask they are made with."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playbook_sim.site.places import ROOT, SITE

ELSEWHERE = {
    "LANG": "C",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "4242",
    "TZ": "Pacific/Kiritimati",
}
LONG_AGO = 1_000_000_000


def _copy_to(directory: Path) -> None:
    """A working tree as a fresh clone would be, with other times; what is installed is shared."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, directory / name
        if source.is_file() and not source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            os.utime(target, (LONG_AGO, LONG_AGO))
    for name in ("node_modules", ".venv"):
        if (ROOT / name).exists() and not (directory / name).exists():
            (directory / name).symlink_to((ROOT / name).resolve())


def _digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_a_clean_build_elsewhere_gives_the_same_bytes(tmp_path: Path) -> None:
    assert SITE.is_dir(), "The site is not built: run make build first."
    robots = (SITE / "robots.txt").read_text(encoding="utf-8")
    url = robots.partition("Sitemap: ")[2].removesuffix("sitemap.xml\n")
    project = tmp_path / "another place"
    project.mkdir()
    _copy_to(project)
    built = subprocess.run(
        [sys.executable, "-m", "playbook_sim.site", "build", "--site-url", url, "--out", "site"],
        cwd=project,
        env=os.environ | ELSEWHERE,
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    first, second = _digests(SITE), _digests(project / "site")
    assert [name for name in first.keys() | second.keys() if first.get(name) != second.get(name)] == []

"""Programs that the tests drive and that no package of the project brings: how each is found, and what to install."""

import os
import shutil
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """A program under the names and at the places where systems keep it.

    ``variable`` names the environment variable that points to another one, ``package`` what Debian calls it.
    """

    what: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    variable: str
    package: str

    @property
    def what_to_install(self) -> str:
        """One sentence for whoever has not got it."""
        return (
            f"Some tests need {self.what}, and none was found nor could be fetched. Install it (on Debian and Ubuntu: "
            f"apt-get install {self.package}), or name the program in the variable {self.variable}."
        )

    def find(self) -> str | None:
        """Return the path of one that starts, else None."""
        installed = [shutil.which(name) for name in self.names]
        candidates = [os.environ.get(self.variable), *installed, *self.places]
        return next((candidate for candidate in candidates if candidate and starts(candidate)), None)

    def bring(self) -> None:
        """Try Debian's package, where that is possible without asking anybody."""
        if os.geteuid() == 0 and shutil.which("apt-get"):
            subprocess.run(["apt-get", "update", "-qq"], check=False)
            command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", self.package]
            subprocess.run(command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, check=False)


CHROMIUM = Program(
    what="Chrome or Chromium",
    names=("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"),
    places=(
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    variable="PLAYBOOK_BROWSER",
    package="chromium",
)
FIREFOX = Program(
    what="Firefox",
    names=("firefox-esr", "firefox"),
    places=("/Applications/Firefox.app/Contents/MacOS/firefox",),
    variable="PLAYBOOK_FIREFOX",
    package="firefox-esr",
)
NGINX = Program(
    what="nginx",
    names=("nginx",),
    # Not on every user's path.
    places=("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"),
    variable="PLAYBOOK_NGINX",
    package="nginx-light",
)


def starts(path: str) -> bool:
    """Tell whether the program runs: some distributions install a stand-in that only says what to install."""
    # nginx knows no longer form.
    version = "-v" if os.path.basename(path) == "nginx" else "--version"
    try:
        return subprocess.run([path, version], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False

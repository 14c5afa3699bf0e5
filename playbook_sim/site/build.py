"""The build of the whole site: its steps, in their order."""

import shutil
import tomllib
from pathlib import Path

import click

from playbook_sim.site import entrance, flowcharts, pages, policy, runtime
from playbook_sim.site.places import CACHE, LANGUAGES, ROOT


def build(out: Path, site_url: str) -> None:
    """Build the site into `out`, which is replaced only when everything has succeeded.

    `site_url` is the address of the root page. Each step reports itself on standard output. Raises `PagesError`,
    `PolicyError`, `RulebookError` or `CalledProcessError`; `out` is then as it was before.
    """
    site_url = site_url.rstrip("/") + "/"
    staging = CACHE / f"staging-{out.name}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)

    click.echo("Drawing the flowcharts")
    flowcharts.build(CACHE)
    click.echo("Packing the simulator's runtime")
    runtime_name = runtime.build(staging / "runtime")
    click.echo("Building the pages in English and Italian")
    pages.build(staging, site_url, f"runtime/{runtime_name}", _rulebook_version())
    click.echo("Adding the root pages and the content security policy")
    entrance.build(staging, site_url)
    for language in LANGUAGES:
        policy.apply(staging / language)
    policy.apply(staging, "*.html")

    _replace(out, staging)


def _rulebook_version() -> str:
    with (ROOT / "playbook_sim" / "rulebook" / "rulebook.toml").open("rb") as file:
        return tomllib.load(file)["version"]


def _replace(out: Path, staging: Path) -> None:
    """Put `staging` in the place of `out` by two renames, so that a server never sees half a site."""
    old = CACHE / f"old-{out.name}"
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)

"""The build of the whole site: its steps, in their order."""

import shutil
import tempfile
from pathlib import Path

import click

from playbook_sim.checking import check
from playbook_sim.loading import load_rulebook
from playbook_sim.site import (
    ask,
    bundling,
    entrance,
    flowcharts,
    hosting,
    pages,
    policy,
    runtime,
    sbom,
    search_index,
    translations,
    vendor,
)
from playbook_sim.site.offline import app, worker
from playbook_sim.site.page_calls import quoted_on_pages
from playbook_sim.site.places import CACHE, LANGUAGES, ROOT


def build(out: Path, site_url: str, *, offline: bool = True, image: bool = True) -> None:
    """Build the site into `out`, which is replaced only when everything has succeeded.

    `site_url` is the address of the root page; `offline` says whether browsers shall keep the site, `image` whether
    Python shall start from an image. Each step reports itself on standard output. Raises `RulebookError`,
    `CalledProcessError` (a flowchart), `RuntimeBuildError`, `PagesError`, `AskError`, `BundleError`,
    `SearchIndexError`, `PolicyError` or `BillError`;
    `out` is then as it was before.
    """
    site_url = site_url.rstrip("/") + "/"
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="build-", dir=CACHE) as scratch:
        staging = Path(scratch) / "site"
        staging.mkdir()
        click.echo("Proving the rulebook")
        translations.mark()
        rulebook = load_rulebook()
        pages.expect_all(rulebook.languages)
        check(rulebook, quoted_on_pages())
        click.echo("Drawing the flowcharts")
        flowcharts.build(CACHE)
        click.echo("Packing the simulator's runtime")
        runtime_name = runtime.build(staging / "runtime", image=image)
        vendor.build(staging)
        click.echo(f"Building the pages in {' and '.join(LANGUAGES)}")
        pages.build(staging, site_url, f"runtime/{runtime_name}")
        ask.build(staging, rulebook)
        app.build(staging, rulebook)
        # The rule lab writes into it what an editor confirms.
        shutil.copyfile(ROOT / translations.RECORD, staging / translations.RECORD.name)
        click.echo("Putting scripts and styles together")
        bundling.bundle(staging, LANGUAGES)
        search_index.wait(staging, LANGUAGES)
        click.echo("Adding the root pages and the content security policy")
        entrance.build(staging, site_url, rulebook, pages.forge())
        edition = worker.stamp(staging, LANGUAGES, kept=offline)
        hosting.build(staging, site_url, policy.apply(staging))
        for pack, size in worker.build(staging, LANGUAGES, edition).items():
            click.echo(f"To be kept for use without a network: {pack}, {size / 1e6:.1f} MB compressed")
        sbom.build(staging, rulebook)
        # Two renames, so that a server never sees half a site.
        if out.exists():
            out.rename(Path(scratch) / "old")
        staging.rename(out)

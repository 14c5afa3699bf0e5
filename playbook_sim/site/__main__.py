"""The commands that the Makefile calls (build, serve, programs, audit), and the one that writes the ledger."""

import sys
from pathlib import Path
from subprocess import CalledProcessError

import click

from playbook_sim.errors import RulebookError
from playbook_sim.site import browser as browsers
from playbook_sim.site.ask import AskError
from playbook_sim.site.bundling import BundleError
from playbook_sim.site.pages import PagesError
from playbook_sim.site.places import ROOT, SITE
from playbook_sim.site.policy import PolicyError
from playbook_sim.site.programs import FIREFOX, NGINX
from playbook_sim.site.runtime import RuntimeBuildError
from playbook_sim.site.sbom import BillError
from playbook_sim.site.search_index import SearchIndexError

EXAMPLE_URL = "https://after-sales-playbook.example/"

_BUILD_FAILURES = (
    AskError,
    BillError,
    BundleError,
    CalledProcessError,
    PagesError,
    PolicyError,
    RulebookError,
    RuntimeBuildError,
    SearchIndexError,
)


@click.group()
def main() -> None:
    """Build and serve the After-Sales Playbook."""


@main.command()
@click.option("--site-url", envvar="PLAYBOOK_SITE_URL", default=EXAMPLE_URL, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=SITE, show_default=True)
@click.option("--offline/--no-offline", default=True, help="Whether browsers shall keep the site.")
@click.option("--image/--no-image", default=True, help="Whether Python shall start from an image, which is to be made.")
def build(site_url: str, out: Path, offline: bool, image: bool) -> None:
    """Write the site, to be hosted at SITE_URL (variable PLAYBOOK_SITE_URL), into a directory."""
    # Imported here, so that a broken edit of the engine does not keep the other commands from starting.
    from playbook_sim.site.build import build as build_site

    try:
        build_site(out, site_url, offline=offline, image=image)
    except _BUILD_FAILURES as error:
        sys.exit(str(error))
    click.echo(f"Built {out} for {site_url}")
    if site_url == EXAMPLE_URL:
        click.echo("To deploy it, say where it will live: make build PLAYBOOK_SITE_URL=https://… Without its own")
        click.echo("address the pages work, but each link loads a whole page and the simulator starts anew.")


@main.command()
@click.option("--port", type=int, default=8000, show_default=True)
def serve(port: int) -> None:
    """Serve both languages on 127.0.0.1, and reload at each change."""
    from playbook_sim.site.serving import serve as serve_site

    serve_site(port)


@main.command()
def programs() -> None:
    """Find the programs that the tests drive, or install them; what is missing fails its own tests."""
    browser = browsers.find_or_bring()
    if browser is None:
        sys.exit(browsers.WHAT_TO_INSTALL)
    click.echo(f"The tests drive {browser}")
    for program in (FIREFOX, NGINX):
        if program.find() is None:
            program.bring()
        click.echo(found if (found := program.find()) else program.what_to_install)


@main.command()
def audit() -> None:
    """Ask whether a locked package has a known vulnerability; what could not be asked is a failure too."""
    from playbook_sim.site.audit import audit as ask

    found = ask()
    for line in found.vulnerable:
        click.secho(line, fg="red", err=True)
    for line in found.unanswered:
        click.echo(line, err=True)
    if found.vulnerable:
        sys.exit(f"{len(found.vulnerable)} known vulnerabilities")
    if found.unanswered:
        sys.exit("Not every service could be asked, so this says nothing about those packages. Try where it can.")
    click.echo(f"No known vulnerability in {found.asked} locked packages")


@main.group()
def ledger() -> None:
    """Where each row of the rule inventory went."""


@ledger.command()
def write() -> None:
    """Compute the ledger from the rulebook and the pages and keep it; name the rows that went nowhere."""
    from playbook_sim.loading import load_rulebook
    from playbook_sim.site import ledger as ledgers
    from playbook_sim.site.page_calls import calls

    try:
        found = ledgers.ledger(load_rulebook(), calls("en"), ledgers.inventory_rows())
    except RulebookError as error:
        sys.exit(str(error))
    ledgers.LEDGER.write_text(ledgers.written(found), encoding="utf-8")
    click.echo(f"{len(found)} rows written to {ledgers.LEDGER.relative_to(ROOT)}")
    if lost := ledgers.without_place(found):
        sys.exit(f"Without a place: {', '.join(lost)}. Cite them in the rulebook, or quote them on a page.")


if __name__ == "__main__":
    main()

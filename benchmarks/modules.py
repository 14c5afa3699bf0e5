"""Our scripts module by module, for tests and measurements that call one: on the site they are put together."""

from playwright.sync_api import BrowserContext, Route

from playbook_sim.site.places import ROOT

SOURCES = ROOT / "overrides" / "assets" / "javascripts"


def serve_modules(context: BrowserContext, site_url: str) -> str:
    """The address of the modules in the pages of ``context``: as deep as the built scripts, for what they name.

    Until ``context.unroute_all()`` its pages do without the browser's cache.
    """
    address = f"{site_url}en/sources/javascripts"

    def answer(route: Route) -> None:
        path = SOURCES / route.request.url.removeprefix(f"{address}/")
        route.fulfill(body=path.read_text(encoding="utf-8"), content_type="text/javascript")

    context.route(f"{address}/**", answer)
    return address

"""What every browser test needs: a browser that starts, the built site on a free port, its complaints."""

import os
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

from playbook_sim.site import browser as browsers
from playbook_sim.site.places import SITE
from playbook_sim.site.static_server import served

# A browser's own traffic has no place in a test, and fails noisily on a machine without internet.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

# Not all of them reach the console by themselves.
TELL_OF_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  console.error(`blocked by the policy: ${effectiveDirective} ${blockedURI}`);
});
"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Launch the browser that is installed; as root it starts only without its sandbox."""
    found = browsers.find()
    assert found, browsers.WHAT_TO_INSTALL
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    return browser_type_launch_args | {"executable_path": found, "args": flags}


# What Playwright itself says when it keeps a page from registering a service worker.
BLOCKED = "Service Worker registration blocked by Playwright"


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """Contexts without a service worker, which would fetch the whole site for each; a test may allow it in its own."""
    browser.new_context = partial(browser.new_context, service_workers="block")
    return browser


@pytest.fixture(scope="session")
def site_url() -> Iterator[str]:
    """The root address of the built site, served on a free port; it ends with a slash."""
    assert SITE.is_dir(), "The site is not built: run make build first."
    with served(SITE) as url:
        yield url


@pytest.fixture
def complaints(context: BrowserContext, site_url: str) -> list[str]:
    """Whatever the context's pages complain of, as it happens: errors, violations of the policy, foreign requests."""
    found: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != BLOCKED:
            found.append(f"{message.type}: {message.text} ({message.location['url']})")

    def on_request(request: Request) -> None:
        scheme, host, *_ = urlsplit(request.url)
        if scheme not in ("data", "blob") and host != urlsplit(site_url).netloc:
            found.append(f"request to another host: {request.url}")

    def on_page(page: Page) -> None:
        page.on("pageerror", lambda error: found.append(f"uncaught: {error}"))

    context.add_init_script(TELL_OF_VIOLATIONS)
    context.on("console", on_console)
    context.on("request", on_request)
    context.on("page", on_page)
    return found


@pytest.fixture
def instant(page: Page, site_url: str) -> None:
    """Let Material go to other pages without a reload, as it does where the site is built for its address."""

    def answer(route: Route) -> None:
        response = route.fetch()
        where = root_of(response.text())
        route.fulfill(response=response, body=response.text().replace(where, site_url))

    page.context.route("**/sitemap.xml", answer)


def root_of(sitemap: str) -> str:
    """The root address that the sitemap was built for."""
    return sitemap.partition("<loc>")[2].partition("</loc>")[0].removesuffix("en/").removesuffix("it/")

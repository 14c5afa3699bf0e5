"""What a page leaves in the browser."""

from playwright.sync_api import Page

_STORED = """async () => ({
  local: Object.keys(localStorage).filter((key) => !key.endsWith("/.__palette")),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
})"""

KEEPING = ("/cases/", "/drills/")
"""Pages that read what was kept before, for which a browser first makes an empty store."""


def stored(page: Page) -> dict[str, list]:
    """Cookies, and the names of what is stored, but for the theme's note of the colours that it shows."""
    return {"cookies": page.context.cookies()} | page.evaluate(_STORED)


def nothing_stored(path: str) -> dict[str, list]:
    """What `stored` says of a page on which nobody has done anything yet."""
    databases = ["after-sales-playbook"] if path.endswith(KEEPING) else []
    return {"cookies": [], "local": [], "session": [], "databases": databases}

"""What lies above the languages: the root page and 404, which choose one, and files for robots and hosts."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from playbook_sim.site.places import LANGUAGES

_TEMPLATES = Path(__file__).parent / "entrance_files"

HEADERS = {
    "/*": {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    },
    "/runtime/*": {"Cache-Control": "public, max-age=31536000, immutable"},
}
"""The response headers the site should be served with, by path. The README explains them."""


def build(out: Path, site_url: str) -> None:
    """Write the root page, the root 404, robots.txt, the sitemaps' index and the `_headers` file into `out`.

    `site_url` is the address of the root page, with a slash at its end. The root page works wherever it lies;
    the 404 is served at any depth, so it finds its files by the path of `site_url`.
    """
    path = escape(urlsplit(site_url).path)
    for source in sorted(_TEMPLATES.iterdir()):
        text = source.read_text(encoding="utf-8").replace("{{ root }}", path)
        (out / source.name).write_text(text, encoding="utf-8")
    (out / "robots.txt").write_text(
        f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n", encoding="utf-8"
    )
    (out / "sitemap.xml").write_text(_sitemap(site_url), encoding="utf-8")
    (out / "_headers").write_text(_headers(), encoding="utf-8")


def _sitemap(site_url: str) -> str:
    entries = "".join(
        f"  <sitemap><loc>{escape(site_url)}{language}/sitemap.xml</loc></sitemap>\n"
        for language in LANGUAGES
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>\n'
    )


def _headers() -> str:
    """The headers in the form that Netlify and Cloudflare Pages read."""
    blocks = [
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in HEADERS.items()
    ]
    return "\n".join(blocks)

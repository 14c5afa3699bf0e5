"""What lies above the languages: the root page and 404, which choose one, and files for robots."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from playbook_sim.model import Rulebook
from playbook_sim.rendering.words import say
from playbook_sim.site.places import LANGUAGES

_TEMPLATES = Path(__file__).parent / "entrance_files"


def build(out: Path, site_url: str, rulebook: Rulebook, forge: str = "") -> None:
    """Write the root page, the root 404, robots.txt and the sitemaps' index into `out`.

    `site_url` is the address of the root page, with a slash at its end. The root page works wherever it lies;
    the 404 is served at any depth, so it finds its files by the path of `site_url`. `forge` is the address of the
    repository on its forge; where it is known, the 404 leads to the forms that report a mistake.
    """
    said = {
        "root": urlsplit(site_url).path,
        "languages": rulebook.languages,
        "names": {lang: rulebook.vocabulary["language"][lang][lang] for lang in rulebook.languages},
        "title": say(rulebook, rulebook.languages[0], "entrance.title"),
        "say": lambda lang, key: say(rulebook, lang, key),
        "forge": forge,
    }
    templates = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    templates.filters["say"] = said["say"]
    for source in sorted(_TEMPLATES.iterdir()):
        if source.suffix == ".jinja":
            continue
        text = source.read_text(encoding="utf-8")
        if source.suffix == ".html":
            text = f"{templates.get_template(source.name).render(said)}\n"
        (out / source.name).write_text(text, encoding="utf-8")
    (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n", encoding="utf-8")
    (out / "sitemap.xml").write_text(_sitemap(site_url), encoding="utf-8")


def _sitemap(site_url: str) -> str:
    entries = "".join(
        f"  <sitemap><loc>{escape(site_url)}{language}/sitemap.xml</loc></sitemap>\n" for language in LANGUAGES
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>\n'
    )

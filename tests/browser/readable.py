"""What makes a page usable by everyone, asked of the page as it stands: axe, width, size of targets, motion."""

from playwright.sync_api import Page, expect

from playbook_sim.site.places import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

SMALLEST = 24
"""Pixels that a target must measure in both directions (WCAG 2.2, 2.5.8)."""


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds, one line for each element; by all of its rules, or only by ``rules``."""
    page.evaluate(AXE)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} – {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]


def check_light_and_dark(page: Page) -> None:
    """In light by all rules; in dark by those that colours can break, since all else is the same page."""
    for scheme, rules in (("light", ()), ("dark", ("color-contrast", "link-in-text-block"))):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        expected = {"light": "default", "dark": "slate"}[scheme]
        if page.locator("body[data-md-color-scheme]").count():
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
        assert violations(page, *rules) == [], scheme


def overflow(page: Page) -> list[str]:
    """The elements that stick out of the window on the right, when the page can be scrolled sideways."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )


def small_targets(page: Page, inside: str) -> list[str]:
    """What can be clicked below ``inside`` and is smaller than a finger, links inside a sentence apart.

    A control counts with its label, which takes the click too.
    """
    return page.evaluate(
        """([inside, smallest]) => {
            const targets = "a[href], button, input, select, textarea, summary, [role=button]";
            const all = document.querySelectorAll(targets.split(", ").map((one) => `${inside} ${one}`).join(", "));
            const box = (element) => element.getBoundingClientRect();
            const boxes = (element) => [element, ...(element.labels ?? [])].map(box);
            const small = (element) => !boxes(element).some(({width, height}) =>
                width + 0.5 >= smallest && height + 0.5 >= smallest);
            const ownText = (node) => [...node.childNodes].some((child) =>
                child.nodeType === Node.TEXT_NODE && /[\\p{L}\\p{N}]/u.test(child.textContent));
            const inSentence = (element) => element.matches("a")
                && getComputedStyle(element).display === "inline"
                && (ownText(element.parentElement) || element.closest("p, li, dd, td, figcaption, caption") !== null
                    && !element.matches("[class*=badge], [class*=button], [class*=choice]"));
            return [...all]
                .filter((element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
                .filter((element) => small(element) && !inSentence(element))
                .map((element) => `${Math.round(box(element).width)}x${Math.round(box(element).height)} `
                    + element.outerHTML.slice(0, 120));
        }""",
        [inside, SMALLEST],
    )


def moving(page: Page) -> list[str]:
    """What still moves although the reader has asked for less motion."""
    return page.evaluate(
        """() => document.getAnimations()
            .filter(({effect}) => (effect?.getComputedTiming().duration ?? 0) > 1)
            .map(({effect}) => effect.target?.outerHTML.slice(0, 120) ?? "?")"""
    )

"""Search finds what people type: their queries in the search box of the built site."""

import tomllib
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from readable import check_light_and_dark, overflow, small_targets
from simulator_page import LANGUAGES

from playbook_sim.loading import load_rulebook
from playbook_sim.site.places import ROOT

QUERIES = tomllib.loads((ROOT / "tests" / "data" / "search_queries.toml").read_text(encoding="utf-8"))
"""What people type in each language, and the pages that answer it, any of which is right."""

FIRST = 3
"""The results among which a wanted page must stand."""

READY = {"en": "Type to start searching", "it": "Scrivi per iniziare a cercare"}
"""What Material says when its index is loaded."""

NONE = {"en": "No matching documents", "it": "Nessun documento trovato"}
"""What it says when nothing was found."""

SOON = 200
"""Milliseconds after which whoever reads that has stopped looking for more."""

SETTLED = 500
"""Milliseconds after which nothing more comes of a key."""

WORDS = load_rulebook().words
NEAREST = WORDS["search.nearest"]

COUNT_QUERIES = """
window.queries = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...more) {
  if (message?.type === 2) queries.push(message.data);
  return post.call(this, message, ...more);
};
"""
"""Writes down what Material asks its index: its messages of type 2."""


class SearchBox:
    """The search of one language, used from its home page."""

    def __init__(self, page: Page, root_url: str, lang: str) -> None:
        self.page = page
        self.home = f"{root_url}{lang}/"
        self.box = page.locator(".md-search__input")
        self.list = page.locator(".md-search-result__list")
        page.goto(self.home)
        self.box.click()
        expect(page.locator(".md-search-result__meta")).to_have_text(READY[lang])

    def links(self, typed: str) -> list[str]:
        """The addresses of the pages found, best first, each page once as Material groups them."""
        # Material empties the list when an answer comes, so that this goes with the answer before.
        self.list.evaluate("list => list.append(Object.assign(document.createElement('li'), {className: 'before'}))")
        self.box.fill(typed)
        self.box.press("End")
        self.list.locator(".before").wait_for(state="detached")
        return self.list.locator("li > a:first-child").evaluate_all("links => links.map((link) => link.href)")

    def pages(self, typed: str) -> list[str]:
        """The pages found, named as in the list of queries."""
        paths = [urlsplit(link).path for link in self.links(typed)]
        return [path.removeprefix(urlsplit(self.home).path).rstrip("/") for path in paths]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_finds_what_people_type(page: Page, site_url: str, complaints: list[str], lang: str) -> None:
    search = SearchBox(page, site_url, lang)
    misses = []
    for typed, wanted in QUERIES[lang].items():
        found = search.pages(typed)[:FIRST]
        if not set(wanted) & set(found):
            misses.append(f"“{typed}” wants {' or '.join(wanted)}, finds {', '.join(found) or 'nothing'}")
    assert not misses, "\n".join([f"{len(misses)} of {len(QUERIES[lang])} queries:", *misses])
    assert complaints == []


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [("en", "evidance", "evidence"), ("it", "scandenza", "scadenza"), ("it", "controverisa", "controversia")],
)
def test_a_slip_of_the_pen_is_one_key_from_what_was_meant(
    page: Page, site_url: str, complaints: list[str], lang: str, typed: str, meant: str
) -> None:
    search = SearchBox(page, site_url, lang)
    assert search.pages(typed) == []
    said = NEAREST[lang].format(words=meant)
    offer = page.get_by_role("link", name=said)
    expect(offer).to_be_visible()
    expect(page.locator(".pb-nearest")).to_have_role("status")
    page.keyboard.press("Enter")
    expect(search.box).to_have_value(meant)
    expect(search.list.locator("li").first).to_be_visible()
    expect(offer).to_be_hidden()
    # What is like no word of the site is left as it is.
    assert search.pages("qwxzyqq") == []
    page.wait_for_timeout(SETTLED)
    expect(page.locator(".pb-nearest > a")).to_have_count(0)
    assert complaints == []


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [("en", "damged", "damaged"), ("it", "fornitre", "fornitore"), ("it", "spediizone", "spedizione")],
)
def test_the_word_is_offered_before_the_reader_has_looked_away(
    page: Page, site_url: str, lang: str, typed: str, meant: str
) -> None:
    search = SearchBox(page, site_url, lang)
    page.clock.install(time=0)
    page.clock.pause_at(10_000)
    # The words are there, and counted, when they are looked for: they are asked for while the rest is being typed.
    with page.expect_response("**/search_index.json"):
        search.box.press_sequentially(typed)
    expect(page.locator(".md-search-result__meta")).to_have_text(NONE[lang])
    page.clock.run_for(SOON)
    expect(page.get_by_role("link", name=NEAREST[lang].format(words=meant))).to_be_visible()


@pytest.mark.parametrize(("lang", "typed"), [("en", "refund"), ("it", "rimborso")])
def test_words_that_no_key_brings_are_searched_too(page: Page, site_url: str, lang: str, typed: str) -> None:
    """Pasted by the mouse, dictated, or dropped into the box."""
    search = SearchBox(page, site_url, lang)
    page.keyboard.insert_text(typed)
    expect(search.list.locator("li").first).to_be_visible()


def test_each_key_searches_once(page: Page, site_url: str) -> None:
    page.add_init_script(COUNT_QUERIES)
    search = SearchBox(page, site_url, "en")
    search.box.press_sequentially("refund", delay=50)
    expect(search.list.locator("li").first).to_be_visible()
    page.wait_for_timeout(SETTLED)
    assert [query for query in page.evaluate("queries") if query] == ["r", "re", "ref", "refu", "refun", "refund"]


def test_words_being_composed_are_searched_when_they_are_finished(page: Page, site_url: str) -> None:
    """As input methods do: what stands in the box meanwhile is not yet what is meant."""
    page.add_init_script(COUNT_QUERIES)
    search = SearchBox(page, site_url, "en")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "refu", "selectionStart": 4, "selectionEnd": 4})
    expect(search.box).to_have_value("refu")
    page.wait_for_timeout(SETTLED)
    assert [query for query in page.evaluate("queries") if query] == []
    devtools.send("Input.insertText", {"text": "refund"})
    expect(search.list.locator("li").first).to_be_visible()
    assert [query for query in page.evaluate("queries") if query] == ["refund"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_found_the_ways_on_are_named(
    page: Page, site_url: str, complaints: list[str], lang: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site_url}{lang}/handbook/daily-routine/")
    page.locator("label.md-header__button[for=__search]").click()
    expect(page.locator(".md-search-result__meta")).to_have_text(READY[lang])
    box, ways = page.locator(".md-search__input"), page.locator(".pb-onward")
    box.press_sequentially("qwxzyqq")
    expect(ways).to_be_visible()
    expect(ways.get_by_role("link")).to_have_text([WORDS["ask.label"][lang], WORDS["search.questions"][lang]])
    assert overflow(page) == []
    assert small_targets(page, ".md-search__output") == []
    check_light_and_dark(page)
    # The Enter key is pressed out of habit: it leads to a better word, but not away from the page.
    here = page.url
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    assert page.url == here
    # What is found takes its place, and the arrow keys lead to that alone.
    box.fill({"en": "refund", "it": "rimborso"}[lang])
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    expect(ways).to_have_count(0)
    box.fill("qwxzyqq")
    expect(ways).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(ways.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}{lang}/simulator/")
    expect(page.locator("#ask-words")).to_be_visible()
    assert complaints == []


@pytest.mark.usefixtures("instant")
def test_the_ways_on_lead_to_the_same_pages_after_going_to_another(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}en/", wait_until="networkidle")  # until Material knows the pages that it can bring in
    page.evaluate("window.same = true")
    page.locator('.md-tabs a[href*="handbook"]').first.click()
    expect(page).to_have_url(f"{site_url}en/handbook/")
    expect(page.locator("h1")).to_contain_text("Handbook")
    page.wait_for_timeout(2000)  # Material closes an open search once the page has come, and nothing tells when it has
    assert page.evaluate("window.same"), "the page was loaded anew"
    page.locator(".md-search__input").click()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.type("qwxzyqq")
    page.locator(".pb-onward").get_by_role("link").last.click()
    expect(page).to_have_url(f"{site_url}en/faq/")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_wanted_by_a_query(lang: str) -> None:
    """All but the home page, where everyone is who types."""
    tree = ROOT / "docs" / lang
    files = [PurePosixPath(path.relative_to(tree).with_suffix("")) for path in tree.rglob("*.md")]
    pages = {str(file.parent if file.name == "index" else file) for file in files} - {"."}
    assert {page for wanted in QUERIES[lang].values() for page in wanted} == pages


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_query_is_satisfied_with_two_pages_at_most(lang: str) -> None:
    assert {typed: wanted for typed, wanted in QUERIES[lang].items() if not 1 <= len(wanted) <= 2} == {}


@pytest.mark.parametrize(
    ("lang", "typed", "words"),
    [
        ("en", "The supplier does not answer", {"supplier", "answer"}),
        ("it", "L'acquirente non risponde", {"acquirente", "risponde"}),
    ],
)
def test_a_page_that_was_found_marks_the_words_that_count(
    page: Page, site_url: str, lang: str, typed: str, words: set[str]
) -> None:
    page.goto(SearchBox(page, site_url, lang).links(typed)[0])
    marks = page.locator("mark[data-md-highlight]")
    expect(marks.first).to_be_visible()
    marked = {word for text in marks.all_text_contents() for word in text.lower().split()}
    assert marked == words, marked


INDEX = "/search/search_index.json"


def _fetches_of_the_index(page: Page) -> list[str]:
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if request.url.endswith(INDEX) else None)
    return found


def test_the_index_comes_after_the_answer(page: Page, site_url: str) -> None:
    fetched = _fetches_of_the_index(page)
    held: list[Route] = []
    page.context.route("**/memory.wasm", lambda route: held.append(route))
    page.goto(f"{site_url}en/simulator/#platform=dsers_tmall&problem=wrong_item")
    expect(page.locator(".sim-starting")).to_be_visible()
    page.wait_for_timeout(SETTLED)
    assert fetched == []
    held[0].continue_()
    expect(page.locator("#simulator[data-state=answer]")).to_be_attached()
    with page.expect_request(lambda request: request.url.endswith(INDEX)):
        pass


def test_whoever_opens_the_search_before_gets_the_index_at_once(page: Page, site_url: str) -> None:
    page.context.route("**/memory.wasm", lambda _: None)
    page.goto(f"{site_url}en/simulator/#platform=dsers_tmall&problem=wrong_item")
    expect(page.locator(".sim-starting")).to_be_visible()
    page.locator(".md-search__input").click()
    expect(page.locator(".md-search-result__meta")).to_have_text(READY["en"])


def test_a_page_of_the_handbook_fetches_the_index_by_itself(page: Page, site_url: str) -> None:
    with page.expect_response(lambda response: response.url.endswith(INDEX)) as fetched:
        page.goto(f"{site_url}en/handbook/")
    assert fetched.value.ok


@pytest.mark.parametrize("mended", ["typing", "online"])
def test_an_index_that_did_not_come_is_asked_for_again(page: Page, site_url: str, mended: str) -> None:
    pattern = f"**{INDEX}"
    page.route(pattern, lambda route: route.abort())
    page.goto(f"{site_url}en/faq/")
    with page.expect_event("requestfailed", lambda request: request.url.endswith(INDEX)):
        page.locator(".md-search__input").click()
    page.unroute(pattern)
    if mended == "online":
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator(".md-search-result__meta")).to_have_text(READY["en"])
    page.keyboard.type("refund")
    expect(page.locator(".md-search-result__item").first).to_be_visible()

"""The first use of a term on a page is a link to the glossary, and nothing else is touched."""

from __future__ import annotations

import posixpath
import re
from types import SimpleNamespace

import markdown
import pytest

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Term
from playbook_sim.site import glossary_links
from playbook_sim.site.glossary_links import GlossaryLinks, Spellings
from playbook_sim.site.places import LANGUAGES

BOOK = load_rulebook()
PAGE = "handbook/after-shipment/x.md"


def _term(id_: str, en: str, *also: str, it: str = "") -> Term:
    languages = {"en": en, "it": it or en, "zh": en}
    return Term(id=id_, term=languages, meaning=languages, also={"en": also, "it": (), "zh": ()})


TERMS = (
    _term("supplier", "supplier", it="fornitore"),
    _term("customs", "customs"),
    _term("hold", "customs hold", "held at customs"),
    _term("dsr", "DSR", it="DSR"),
    _term("order", "order", it="ordine"),
    _term("claim", "claim", it="reclamo"),
    _term("complaint", "complaint", it="reclamo"),
    _term("agreement", "agreement", it="accordo"),
)


def _linked(text: str, lang: str = "en", source: str = PAGE) -> str:
    page = SimpleNamespace(
        source=source,
        lang=lang,
        rulebook=SimpleNamespace(glossary={term.id: term for term in TERMS}),
        source_address=lambda to: posixpath.relpath(f"{to}.md", posixpath.dirname(source) or "."),
    )
    extensions = ["admonition", "attr_list", "md_in_html", "tables", "pymdownx.details", GlossaryLinks(page)]
    return markdown.markdown(text, extensions=extensions)


def _words(html: str) -> list[str]:
    """The words that are links to the glossary."""
    return re.findall(r'<a class="pb-term"[^>]*>([^<]*)</a>', html)


def test_the_first_use_is_a_link_and_the_second_is_not() -> None:
    html = _linked("Ask the supplier. If the supplier is silent, *wait*.\n\nThe supplier again.")
    assert html == (
        '<p>Ask the <a class="pb-term" href="../../glossary.md#term-supplier">supplier</a>. If the supplier is silent, '
        "<em>wait</em>.</p>\n<p>The supplier again.</p>"
    )


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("A supplier, a customs hold and an order.", ["supplier", "customs hold", "order"]),
        ("**Supplier** first, then *the order*; then customs.", ["Supplier", "order", "customs"]),
        ("Held at\ncustoms: that is a customs hold.", ["Held at\ncustoms"]),
        ("First a customs hold. Later customs, alone.", ["customs hold", "customs"]),
        ("The DSR counts; a dsr does not.", ["DSR"]),
        ("A dsr does not count.", []),
        ("AN ORDER, in capitals.", ["ORDER"]),
        ("Suppliers and reordering, pre-order and order-like.", []),
        ("| Who | What |\n|---|---|\n| supplier | order |", ["supplier", "order"]),
        ('!!! note "The supplier"\n\n    The supplier has it.', ["supplier"]),
        ("- the supplier\n- the order", ["supplier", "order"]),
        ("It arrived in good order. In order to ask, order.", ["order"]),
    ],
)
def test_terms_are_found_as_whole_words_the_longest_first(text: str, linked: list[str]) -> None:
    assert _words(_linked(text)) == linked


@pytest.mark.parametrize(
    "text",
    [
        "# The supplier",
        "Setext supplier\n---",
        "[the supplier](x.md)",
        "[the **supplier**](x.md)",
        "`supplier`",
        "    supplier",
        '??? question "Is the supplier late?"\n\n    Yes.',
        "| supplier |\n|---|\n| x |",
        'He says <span class="pb-quote"><q>ask the supplier</q> (<a href="x">supplier</a>)</span>.',
        '<div class="pb-block"><p>The supplier</p></div>',
        '<div class="pb-door" markdown>\n\nThe supplier\n\n</div>',
        "Going <a href='y'>to the **supplier**</a>.",
        "See ![supplier](x.png).",
    ],
)
def test_headings_links_code_quotes_and_parts_of_the_rulebook_stay_as_they_are(text: str) -> None:
    assert _words(_linked(text)) == []
    assert _words(_linked(f"{text}\n\nAsk the supplier.")) == ["supplier"]


def test_code_in_a_sentence_with_a_term_is_kept() -> None:
    html = _linked("The supplier reads `order *now*` and the order.")
    assert "<code>order *now*</code>" in html
    assert _words(html) == ["supplier", "order"]


def test_italian_finds_its_own_words_also_after_an_apostrophe() -> None:
    assert _words(_linked("L’ordine va al fornitore, non al supplier.", "it")) == ["ordine", "fornitore"]
    assert _words(_linked("Se siete d’accordo, bene. Un accordo.", "it")) == ["accordo"]


def test_of_terms_spelt_alike_the_one_that_the_page_is_about_is_linked() -> None:
    assert "#term-claim" in _linked("Un reclamo.", "it")
    assert "#term-complaint" in _linked("Un reclamo.", "it", source="handbook/complaint-system.md")


@pytest.mark.parametrize(
    ("source", "address"),
    [("faq.md", "glossary.md"), ("handbook/index.md", "../glossary.md"), (PAGE, "../../glossary.md")],
)
def test_the_handbook_and_the_faq_are_linked(source: str, address: str) -> None:
    assert f'href="{address}#term-supplier"' in _linked("The supplier.", source=source)


@pytest.mark.parametrize("source", ["glossary.md", "index.md", "simulator.md", "sources.md"])
def test_other_pages_are_not(source: str) -> None:
    assert _words(_linked("The supplier.", source=source)) == []


# --- the real glossary ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_spelling_of_the_glossary_is_found(lang: str) -> None:
    spellings = Spellings(BOOK.glossary.values(), lang)
    for term in BOOK.glossary.values():
        for spelling in (term.term[lang], *term.also[lang]):
            found = spellings.pattern.fullmatch(spelling)
            assert found, spelling
            other = BOOK.glossary[spellings.id(found["word"]) or ""]
            assert spelling.lower() in {word.lower() for word in (other.term[lang], *other.also[lang])}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_that_is_no_term_holds_one(lang: str) -> None:
    spellings = Spellings(BOOK.glossary.values(), lang)
    phrases = glossary_links._not_terms()[lang]
    assert [phrase for phrase in phrases if not spellings.pattern.search(phrase)] == []
    without = Spellings(BOOK.glossary.values(), lang, but=phrases)
    assert [phrase for phrase in phrases if without.id(without.pattern.search(phrase)["word"])] == []

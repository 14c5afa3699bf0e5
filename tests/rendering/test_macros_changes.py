"""What pages say of rules that change: limits with versions wherever a duration is told, and the page of changes."""

from __future__ import annotations

import html
import re

import corrected
import dated
import pinned
import pytest
from macro_page import Page

from playbook_sim.rendering.static_path import render_static_path
from playbook_sim.rendering.view import View, link_from_simulator
from playbook_sim.site import flowcharts

BOOK = dated.rulebook()
SINCE = {
    "en": "for counts that start on Sun 1 March 2026 or later; before Sun 1 March 2026: 5 days",
    "it": "per i conteggi che partono da dom 1 marzo 2026 in poi; prima di dom 1 marzo 2026: 5 giorni",
}


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def page(lang: str, path: str = "faq.md", **meta: str) -> Page:
    return Page(lang, path, meta, book=BOOK)


def test_a_limit_in_prose_says_from_when_it_holds_and_what_held_before(lang):
    assert (
        page(lang).call("limit", "ae_answer")
        == {
            "en": f"3 days ({SINCE['en']})",
            "it": f"3 giorni ({SINCE['it']})",
        }[lang]
    )


def test_three_versions_in_prose():
    assert page("en").call("limit", "dsers_overdue_switch") == (
        "2 days (for counts that start on Tue 1 September 2026 or later; before Tue 1 September 2026: 3 working days; "
        "before Sun 1 March 2026: 4 days)"
    )


def test_readings_in_prose():
    assert page("en").call("strict", "dsers_overdue_switch") == (
        "day 2 (for counts that start on Tue 1 September 2026 or later; before Tue 1 September 2026: day 3; "
        "before Sun 1 March 2026: day 4)"
    )
    assert page("en").call("literal", "dsers_overdue_press") == "day 2"


def test_a_chain_in_prose_names_the_links_that_change():
    assert page("en").call("limit", "dsers_claim_to_remedy") == (
        "5–25 + up to 10 working days (Verification of the claim: for counts that start on Tue 1 December 2026 or "
        "later; before Tue 1 December 2026: 5–20 working days; before Mon 2 March 2026: 10–30 working days; Refund or "
        "new shipment carried out: for counts that start on Wed 1 April 2026 or later; before Wed 1 April 2026: up to "
        "15 working days)"
    )


def test_a_rule_that_is_known_from_a_day_on_only():
    assert page("en").call("limit", "tg_exchange") == "7 days (for counts that start on Sun 1 March 2026 or later)"


@pytest.mark.parametrize("name", ["ae_settle", "dsers_overdue_press"])
def test_a_limit_without_versions_is_told_as_ever(name, lang):
    usual = Page(lang, "faq.md", book=pinned.rulebook())
    assert page(lang).call("limit", name) == usual.call("limit", name)


def test_tables_paths_and_flowcharts_say_it_too(lang):
    assert SINCE[lang] in plain(page(lang, "deadlines.md").call("deadlines_at_a_glance"))
    own_reason = page(lang, "handbook/dispute/own-reason.md", problem="own_reason")
    assert SINCE[lang] in plain(own_reason.call("deadlines"))
    problem = BOOK.problems["own_reason"]
    assert SINCE[lang] in plain(render_static_path(BOOK, problem, lang, link_from_simulator))
    chart = flowcharts.graph(View(BOOK, lang, link_from_simulator), problem)
    assert SINCE[lang] in " ".join(chart.replace("\\n", " ").split())


def test_the_table_of_limits_that_change(lang):
    markup = page(lang, "rule-changes.md").call("dated_limits")
    rows = [plain(row) for row in markup.partition("<tbody")[2].split("</tr>")[:-1]]
    versions = [version for limit in BOOK.limits.values() for version in limit.versions]
    assert len(rows) == len(versions)
    label = BOOK.limits["ae_answer"].label[lang]
    newest, oldest = [row for row in rows if label in row]
    days = {"en": ("Sun 1 March 2026 3 days", "5 days"), "it": ("dom 1 marzo 2026 3 giorni", "5 giorni")}[lang]
    assert newest == f"{label} {days[0]}"
    assert oldest == f"{label} {BOOK.words['changes.always'][lang]} {days[1]}"


def test_without_such_limits_the_page_says_so(lang):
    usual = Page(lang, "rule-changes.md", book=pinned.rulebook())
    assert plain(usual.call("dated_limits")) == pinned.rulebook().words["changes.no_dated"][lang]


def test_every_version_and_every_change_stands_on_the_page_newest_first(lang):
    book = pinned.rulebook()
    told = Page(lang, "rule-changes.md", book=book).call("rule_changes")
    anchors = re.findall(r"\{ #(v[\d-]+) \}", told)
    assert anchors == [f"v{release.version.replace('.', '-')}" for release in reversed(book.history)]
    for release in book.history:
        for change in release.changes:
            assert change.text[lang] in plain(told)


def test_what_a_limit_had_stands_on_the_page_with_what_is_touched(lang):
    told = plain(Page(lang, "rule-changes.md", book=corrected.rulebook()).call("rule_changes")).replace(" ,", ",")
    label = BOOK.limits["ae_answer"].label[lang]
    amount = {"en": "6 days", "it": "6 giorni"}[lang]
    assert BOOK.words["changes.had"][lang].format(limit=label, duration=amount) in told
    longer = {"en": "7 days (strict target: day 7; literal reading: day 7)", "it": "7 giorni (obiettivo prudente"}[lang]
    assert BOOK.words["changes.had"][lang].format(limit=label, duration=longer) in told
    assert BOOK.problems["returned_goods"].title[lang] in told
    assert BOOK.words["changes.no_date"][lang] not in told

"""What pages call, without a build of MkDocs around it."""

from __future__ import annotations

import re

import pytest
from macro_page import Page
from mkdocs.exceptions import PluginError
from seen import Element

from playbook_sim.site import macros_problem


@pytest.fixture
def page(lang) -> Page:
    return Page(lang, "faq.md")


@pytest.fixture
def english() -> Page:
    return Page("en", "handbook/after-shipment/wrong-item.md", {"problem": "wrong_item"})


def test_limits_and_readings_stand_in_prose(english):
    assert english.call("limit", "dsers_verification") == "10–30 working days"
    assert english.call("limit", "dsers_remedy") == "15 working days"
    assert english.call("limit", "dsers_claim_to_remedy") == "10–30 + up to 15 working days"
    assert english.call("limit_event", "dsers_remedy") == "the day the claim is verified"
    assert english.call("strict", "dsers_overdue_switch") == "day 4"
    assert english.call("literal", "dsers_overdue_switch") == "day 5"


@pytest.mark.parametrize(
    ("macro", "args", "message"),
    [
        ("limit", ["dsers_nonsense"], r"no limit is called 'dsers_nonsense'\. Write 'dsers_"),
        ("limit", ["dsers_remdy"], r"no limit is called 'dsers_remdy'\. Write 'dsers_remedy'\.$"),
        ("limit_event", ["x"], r"no limit is called 'x'"),
        ("strict", ["x"], r"no limit is called 'x'"),
        ("quote", ["ae_dialy_check"], r"no citation is called 'ae_dialy_check'\. Write 'ae_daily_check'\.$"),
        ("problem_link", ["x"], r"no problem is called 'x'"),
        ("problem_list", ["x"], r"no stage is called 'x'\. Write one of: after_delivery, after_ship"),
        ("problems_on", ["x"], r"no platform is called 'x'\. Write one of: aliexpress, any, dsers_tm"),
        ("simulate", ["x"], r"no problem is called 'x'"),
        ("simulate", ["no_stock", {"remedy": "refund"}], r"no_stock does not ask 'remedy'; write one of: nothing"),
        ("count_example", ["mars", "2026-02-10", 10], r"no calendar is called 'mars'"),
        ("path", [], r"docs/en/faq.md: no problem is called ''\. Write one that is, such as "),
    ],
)
def test_an_unknown_name_stops_the_build_and_is_named(macro, args, message):
    with pytest.raises(PluginError, match=message):
        Page("en", "faq.md").call(macro, *args)


def test_a_quote_is_word_for_word_and_linked_to_its_source(page, book, see):
    for id_, citation in book.citations.items():
        seen = see(page.call("quote", id_))
        assert seen.one("q").text == citation.quote
        assert seen.one("a").attributes["href"] == f"../sources/#source-{citation.source}"
        assert seen.one("a").text == citation.section


def test_links_between_pages_are_relative(english):
    assert english.call("problem_link", "missing_item") == "[Missing item](missing-item.md)"
    assert english.call("problem_link", "no_stock") == "[No stock](../before-shipment/no-stock.md)"
    assert "](missing-item.md): " in english.call("problem_list", "after_shipment")


def test_a_case_can_be_opened_in_the_simulator(english, see):
    link = see(english.call("simulate")).one("a")
    assert link.attributes["href"] == "../../../simulator/#platform=dsers_tmall&problem=wrong_item"
    link = see(english.call("simulate", "customs_hold", {"dsers_reminder": "no"})).one("a")
    assert (link.attributes["href"] or "").endswith("#platform=dsers_tmall&problem=customs_hold&dsers_reminder=no")


def test_a_list_of_problems_holds_those_of_its_stage(page, book, lang):
    for stage in book.vocabulary["stage"]:
        listed = page.call("problem_list", stage)
        for problem in book.problems.values():
            assert (f"[{problem.title[lang]}]" in listed) == (problem.stage == stage)


def test_the_problems_of_a_platform_stand_in_one_line(page, book, lang):
    for platform in book.vocabulary["platform"]:
        listed = page.call("problems_on", platform)
        titles = [problem.title[lang] for problem in book.problems.values() if problem.platform == platform]
        assert re.findall(r"\[(.*?)\]\(", listed) == titles
        assert "\n" not in listed


def test_a_problem_page_has_every_section_under_a_heading_of_its_own(book, lang, view, monkeypatch, see):
    monkeypatch.setattr(macros_problem, "flowchart", lambda view, problem, cache: macros_problem.path(view, problem))
    problem = book.problems["wrong_item"]
    page = Page(lang, "handbook/after-shipment/wrong-item.md", {"problem": problem.id})
    told = page.call("problem_page")
    headings = [line for line in told.splitlines() if line.startswith("## ")]
    sections = ["flowchart", "path", "deadlines", "evidence", "messages", "doubts", "gaps", "citations", "try"]
    assert [heading.split("{ #")[1] for heading in headings] == [f"{section} }}" for section in sections]
    html = "\n".join(line for line in told.splitlines() if not line.startswith("## "))
    seen = see(html)
    for limit in ("dsers_verification", "dsers_remedy", "dsers_claim_to_remedy"):
        assert book.limits[limit].label[lang] in seen.text
    for id_ in ("B5", "B6", "B7", "B8", "B9", "B14"):
        assert book.doubts[id_].choice[lang] in seen.text
    for message in ("evidence_request", "open_claim", "refund_on_its_way"):
        assert book.messages[message].title[lang] in seen.text


def test_blocks_stand_clear_of_the_text_around_them(page):
    for name in ("doubt_list", "gap_list", "source_list", "outside_facts", "calendar_list"):
        told = page.call(name)
        assert told.startswith("\n\n<div"), name
        assert told.endswith("</div>\n\n"), name


def _glance(page, see) -> tuple[dict[str, list[str]], dict[str, Element]]:
    """Of the page of deadlines: anchor of each heading → the limits below it, and their rows."""
    _, *parts = re.split(r"^## .*\{ #([\w-]+) \}$", page.call("deadlines_at_a_glance"), flags=re.MULTILINE)
    rows = {
        platform: {row.attributes["id"]: row for row in see(html).all("tr") if "id" in row.attributes}
        for platform, html in zip(parts[::2], parts[1::2], strict=True)
    }
    below = {platform: [id_.removeprefix("limit-") for id_ in found] for platform, found in rows.items()}
    return below, {id_: row for found in rows.values() for id_, row in found.items()}


def test_the_glance_shows_every_limit_once_under_the_platform_whose_problems_use_it(page, book, lang, see):
    below, rows = _glance(page, see)
    assert list(below) == [platform.replace("_", "-") for platform in book.vocabulary["platform"]]
    assert [limit for limits in below.values() for limit in limits] == list(book.limits)
    assert "ae_answer" in below["aliexpress"]
    assert below["any"] == ["complaint_first_reply"]
    told = page.call("deadlines_at_a_glance")
    assert all(f"## {name[lang]} {{ #" in told for name in book.vocabulary["platform"].values())
    for problem in book.problems.values():
        for limit in {step.limit for rule in problem.rules for step in rule.steps} - {None}:
            assert problem.title[lang] in rows[f"limit-{limit}"].text


def test_a_row_of_the_glance_has_unit_start_readings_source_and_use(page, book, lang, see):
    _, rows = _glance(page, see)
    overdue = rows["limit-dsers_overdue_switch"]
    assert book.words["badge.unit_not_stated"][lang] in overdue.text
    assert book.facts["promised_ship_date"].event[lang] in overdue.text
    assert book.problems["shipment_overdue"].title[lang] in overdue.text
    assert {"en": ("day 4", "day 5"), "it": ("giorno 4", "giorno 5")}[lang][0] in overdue.text
    assert {"en": ("day 4", "day 5"), "it": ("giorno 4", "giorno 5")}[lang][1] in overdue.text
    for cite in book.limits["dsers_overdue_switch"].cites:
        assert book.citations[cite].quote in overdue.text
    assert book.words["badge.unit_not_stated"][lang] not in rows["limit-dsers_remedy"].text


def test_the_glance_says_what_happens_when_a_time_runs_out(page, book, lang, see):
    _, rows = _glance(page, see)
    clocks = {f"limit-{id_}": limit.missed[lang] for id_, limit in book.limits.items() if limit.missed}
    assert len(clocks) == 2
    assert all(what in rows[id_].text for id_, what in clocks.items())
    said = book.words["deadline.missed"][lang].partition("{")[0]
    assert {id_ for id_, row in rows.items() if said in row.text} == set(clocks)


def test_the_glance_says_until_when_a_right_is_open(page, book, lang, see):
    _, rows = _glance(page, see)
    until = book.words["reading.told.until"][lang].partition("{")[0]
    rights = {f"limit-{id_}" for id_, limit in book.limits.items() if limit.kind == "right"}
    assert {id_ for id_, row in rows.items() if until in row.text} == rights
    assert {"en": "day 15", "it": "giorno 15"}[lang] in rows["limit-tg_return_from_purchase"].text


def test_the_glance_gives_no_day_for_a_target_that_the_merchant_sets(page, book, lang, see):
    _, rows = _glance(page, see)
    (own,) = [id_ for id_, limit in book.limits.items() if limit.amount_from]
    row = rows[f"limit-{own}"]
    assert book.words["badge.own_target"][lang] in row.text
    assert book.words["reading.told.own"][lang] in row.text
    assert not re.search(r"\d", row.text.partition(book.words["table.behind"][lang])[0])


def test_every_doubt_has_its_anchor_readings_and_choice(page, book, lang, see):
    seen = see(page.call("doubt_list"))
    anchors = [h3.attributes["id"] for h3 in seen.all("h3")]
    assert anchors == [id_.lower() for id_ in book.doubts]
    for doubt in book.doubts.values():
        assert doubt.choice[lang] in seen.text
        for reading in doubt.readings:
            assert reading.text[lang] in seen.text


def test_every_source_gap_and_outside_fact_is_listed(page, book, lang):
    sources, gaps, outside = page.call("source_list"), page.call("gap_list"), page.call("outside_facts")
    for source in book.sources.values():
        assert f'id="source-{source.id}"' in sources
        assert source.file in sources
    for note in book.notes.values():
        assert (note.text[lang] in gaps) == (note.kind == "gap")
        assert (note.text[lang] in outside) == (note.kind == "footnote")


def test_calendars_say_what_they_know_and_until_when(page, book, lang, see):
    text = see(page.call("calendar_list")).text
    china = book.calendars["china"]
    assert {"en": "Thu 31 December 2026", "it": "gio 31 dicembre 2026"}[lang] in text
    assert all(year.reference[lang] in text for year in china.years.values() if year.reference)
    for calendar in book.calendars.values():
        assert calendar.name[lang] in text


def test_a_worked_count_gives_its_result_and_its_ledger(english, see):
    seen = see(english.call("count_example", "china", "2026-02-10", 10))
    assert "10 working days after Tue 10 February 2026 end on Mon 2 March 2026." in seen.text
    assert "Spring Festival" in seen.one("table", "pb-ledger").text
    assert not seen.all("span", "pb-badge--provisional")
    late = see(english.call("count_example", "china", "2026-11-20", 30))
    assert late.all("span", "pb-badge--provisional")


def test_the_simulator_gets_the_path_of_every_problem(book, lang):
    told = Page(lang, "simulator.md").call("simulator")
    for problem in book.problems.values():
        assert f'data-problem="{problem.id}"' in told
        for rule in problem.rules:
            for step in rule.steps:
                assert step.do[lang] in told

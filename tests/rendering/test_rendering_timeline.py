"""The picture of the dates: where things stand, and that all of it can be read."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from playbook_sim.rendering.answer import render_answer
from playbook_sim.rendering.deadlines import dates_of
from playbook_sim.rendering.scale import LINE_HEIGHT, scale_for, text_width, wrapped

WIDTHS = {"narrow": 320, "wide": 720}
BOLD = ("pb-tl-text--label", "pb-tl-text--future", "pb-tl-text--today")


def _pictures(see, html):
    """Each picture with the elements inside, by variant."""
    seen = see(html)
    return {
        variant: (svg, [element for element in seen.elements if svg in element.inside])
        for variant in WIDTHS
        for svg in seen.all("svg", f"pb-timeline__picture--{variant}")
    }


def _box(text):
    """Left, right, top, bottom of a text, at its widest."""
    width = text_width(text.text, bold=bool(set(BOLD) & set(text.classes)))
    x, y = text.number("x"), text.number("y")
    left = {"start": x, "middle": x - width / 2, "end": x - width}[text.attributes["text-anchor"]]
    return left, left + width, y - 13, y + 4


def test_texts_stay_inside_and_clear_of_each_other(book, answers, lang, see):
    drawn = 0
    for answer in answers:
        for variant, (svg, inside) in _pictures(see, render_answer(book, answer, lang)["timeline"]).items():
            drawn += 1
            _, _, width, height = map(float, (svg.attributes["viewbox"] or "").split())
            assert width == WIDTHS[variant]
            boxes = [_box(element) for element in inside if element.tag == "text"]
            for left, right, top, bottom in boxes:
                assert left >= 0, answer.case
                assert right <= width, answer.case
                assert top >= 0
                assert bottom <= height
            for one, other in pairwise(sorted(boxes, key=lambda box: (box[2], box[0]))):
                apart = one[3] <= other[2] or one[1] <= other[0] or other[1] <= one[0]
                assert apart, (answer.case, lang, variant)
    assert drawn > 100


def test_shapes_stay_inside_the_picture(book, answers, see):
    for answer in answers:
        for variant, (_, inside) in _pictures(see, render_answer(book, answer, "en")["timeline"]).items():
            for element in inside:
                if element.tag in ("line", "rect", "circle") and "pattern" not in [e.tag for e in element.inside]:
                    for name in ("x", "x1", "x2", "cx"):
                        if name in element.attributes:
                            assert 0 <= element.number(name) <= WIDTHS[variant]
                if element.tag == "rect":
                    assert element.number("x") + element.number("width") <= WIDTHS[variant]


def test_marks_stand_in_the_order_of_their_dates(book, resolve, see):
    resolution = resolve("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    for svg, inside in _pictures(see, render_answer(book, resolution, "en")["timeline"]).values():
        today = next(element.number("cx") for element in inside if "pb-tl-now" in element.classes)
        strict = [
            float((element.attributes["points"] or "").split(",")[0])
            for element in inside
            if "pb-tl-mark--strict" in element.classes
        ]
        literal = [element.number("x") + 5 for element in inside if "pb-tl-mark--literal" in element.classes]
        start = min(element.number("cx") for element in inside if "pb-tl-start" in element.classes)
        # 10 March, 11 (press), 12 (press, by the letter; today), 14 (switch), 15 (switch, by the letter)
        assert start < strict[0] < literal[0] < strict[1] < literal[1]
        assert today == pytest.approx(literal[0])
        assert literal[1] == pytest.approx(float((svg.attributes["viewbox"] or "").split()[2]) - 12)
        assert strict[0] - start == pytest.approx((literal[1] - start) / 5, abs=0.2)


def test_a_window_is_a_bar_whose_unsure_part_is_hatched(book, resolve, see):
    resolution = resolve("wrong_item", "2026-11-22", evidence_sent_on="2026-11-20")
    chain = next(deadline for deadline in resolution.deadlines if deadline.id == "dsers_claim_to_remedy")
    scale = scale_for([chain.start, chain.latest], resolution.today, 12, 308)
    _, inside = _pictures(see, render_answer(book, resolution, "en")["timeline"])["narrow"]
    bars = [element for element in inside if "pb-tl-window" in element.classes]
    hatched = [element for element in inside if "pb-tl-provisional" in element.classes]
    expected = [element for element in inside if "pb-tl-projected" in element.classes]
    decision = [element for element in inside if "pb-tl-decision" in element.classes]
    assert len(bars) == 3, "the verification, and the whole in both futures"
    assert len(expected) == 2, "the remedy, in both futures"
    assert len(decision) == 1, "the time of the decision"
    assert len(hatched) == 6, "each of them has an unsure part"
    for bar in bars[1:] + expected:
        assert bar.number("x") == scale.x(chain.earliest)
        assert bar.number("x") + bar.number("width") == pytest.approx(scale.x(chain.latest), abs=0.1)
    for part in hatched:
        assert part.number("x") == scale.x(dt.date(2026, 12, 31)), "China's calendar is known until then"
        assert part.attributes["fill"] == "url(#pb-hatch-narrow)"


def test_a_date_that_is_sure_is_not_hatched(book, resolve, see):
    resolution = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    _, inside = _pictures(see, render_answer(book, resolution, "en")["timeline"])["wide"]
    assert [element for element in inside if "pb-tl-window" in element.classes]
    assert not [element for element in inside if "pb-tl-provisional" in element.classes]


def test_each_future_has_its_part_of_the_picture(book, resolve, see, lang):
    resolution = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")
    _, inside = _pictures(see, render_answer(book, resolution, lang)["timeline"])["wide"]
    written = " ".join(element.text for element in inside if element.tag == "text")
    for path in resolution.paths:
        assert path.title[lang] in written
        assert book.vocabulary["outcome"][path.outcome][lang] in written


def test_the_same_dates_stand_beside_the_picture_in_words(book, answers, lang, see):
    for answer in answers:
        seen = see(render_answer(book, answer, lang)["timeline"])
        if not answer.deadlines:
            assert not seen.all("svg")
            assert book.words["timeline.none" if answer.paths else "timeline.pending"][lang] in seen.text
            continue
        listed = seen.one("ul", "pb-timeline__list")
        days = {element.attributes["datetime"] for element in seen.all("time") if listed in element.inside}
        assert answer.today.isoformat() in days
        for deadline in answer.deadlines:
            assert deadline.label[lang] in listed.text
            assert {day.isoformat() for _, day in dates_of(deadline)} <= days


def test_without_any_date_there_are_words_and_no_picture(book, resolve, see, lang):
    seen = see(render_answer(book, resolve("wrong_item", "2026-03-12"), lang)["timeline"])
    assert not seen.all("svg")
    assert book.words["timeline.waiting"][lang] in seen.text
    assert book.facts["evidence_sent_on"].event[lang] in seen.text


def test_the_picture_has_a_name_and_a_description(book, resolve, see):
    resolution = resolve("shipment_overdue", "2026-03-12", promised_ship_date="2026-03-10")
    for variant, (svg, inside) in _pictures(see, render_answer(book, resolution, "en")["timeline"]).items():
        assert svg.attributes["role"] == "img"
        described = {element.attributes.get("id"): element.text for element in inside}
        assert described[f"pb-timeline-{variant}-title"] == "The dates of this case on a line"
        assert "Treat the order as out of stock: Sat 14 Mar (target)" in described[f"pb-timeline-{variant}-desc"]


# --- the scale --------------------------------------------------------------------------------------------------


def test_today_is_on_the_line_unless_it_would_squeeze_the_rest():
    days = [dt.date(2026, 3, 10), dt.date(2026, 3, 30)]
    near = scale_for(days, dt.date(2026, 4, 15), 0, 100)
    assert near.last == dt.date(2026, 4, 15)
    far = scale_for(days, dt.date(2026, 11, 22), 0, 100)
    assert far.last == dt.date(2026, 3, 30)
    assert far.beyond(dt.date(2026, 11, 22))
    assert far.x(dt.date(2026, 11, 22)) == 100


def test_days_are_spread_evenly():
    scale = scale_for([dt.date(2026, 3, 10), dt.date(2026, 3, 20)], dt.date(2026, 3, 15), 10, 110)
    assert [scale.x(dt.date(2026, 3, day)) for day in (10, 12, 15, 20)] == [10, 30, 60, 110]


def test_text_is_broken_between_words_and_loses_none():
    text = "Esecuzione del rimborso o della rispedizione"
    lines = wrapped(text, 160)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(text_width(line) <= 160 for line in lines)
    assert LINE_HEIGHT > 13

"""Two answers side by side: all that differs is marked by sign and word, and nothing that does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from test_rendering_escaping import HOSTILE, _hostile

from playbook_sim.evaluation import evaluate
from playbook_sim.rendering.comparing import compared, comparison_words, render_comparison
from playbook_sim.rendering.comparing_text import render_comparison_text
from playbook_sim.rendering.words import counted, date_words, fact_value


def _flat(text):
    return " ".join(text.split())


@pytest.fixture
def case(resolve):
    return resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10")


def _marks(see, html):
    """The mark of each row that differs, by its title."""
    seen = see(html)
    rows = [row for row in seen.all("li", "pb-compare__row") if "pb-compare__row--same" not in row.classes]
    return {
        "".join(e.text for e in seen.within(row, "strong")): [e.text for e in seen.within(row, "span", "pb-mark")]
        for row in rows
    }


def test_an_answer_beside_itself_has_nothing_marked(book, answers, lang, see):
    for answer in answers[::5]:
        html = render_comparison(book, answer, answer, lang)
        assert _marks(see, html) == {}
        assert book.words["whatif.nothing"][lang] in html
        assert book.words["whatif.nothing"][lang] in comparison_words(book, answer, answer, lang)
        assert book.words["whatif.nothing"][lang] in _flat(render_comparison_text(book, answer, answer, lang))


def test_a_date_that_moves_stands_beside_the_old_one_with_its_days(book, case, resolve, see, lang):
    later = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-11")
    html = render_comparison(book, case, later, lang)
    one, other = (next(d for d in a.deadlines if d.id == "dsers_verification") for a in (case, later))
    (row,) = [row for row in see(html).all("li", "pb-compare__row--moved") if row.text.startswith(one.label[lang])]
    for day in (one.earliest, one.latest, other.earliest, other.latest):
        assert date_words(book, lang, day) in row.text
    assert other.latest > one.latest
    days = (other.latest - one.latest).days
    assert counted(book, lang, "whatif.mark.later", days) in row.text
    back = _marks(see, render_comparison(book, later, case, lang))[one.label[lang]]
    assert counted(book, lang, "whatif.mark.earlier", days) in back


def test_a_date_that_is_only_surer_says_so(book, case, see, lang):
    sure = replace(case, deadlines=tuple(replace(each, provisional=None) for each in case.deadlines))
    unsure = replace(case, deadlines=tuple(replace(each, provisional={lang: "x"}) for each in case.deadlines))
    for before, after, key in ((sure, unsure, "provisional"), (unsure, sure, "official")):
        marks = _marks(see, render_comparison(book, before, after, lang))
        for deadline in case.deadlines:
            assert marks[deadline.label[lang]] == [book.words[f"whatif.mark.{key}"][lang]]


def test_what_comes_and_what_goes_is_told_by_sign_and_word(book, case, resolve, see, lang):
    rejected = resolve("wrong_item", "2026-03-12", evidence_sent_on="2026-02-10", claim_result="rejected")
    gone, added = (book.words[f"whatif.mark.{kind}"][lang] for kind in ("gone", "appeared"))
    assert gone.startswith("−")
    assert added.startswith("+")
    label, message = book.limits["dsers_remedy"].label[lang], book.messages["claim_under_way"].title[lang]
    forth = _marks(see, render_comparison(book, case, rejected, lang))
    back = _marks(see, render_comparison(book, rejected, case, lang))
    for title in (label, message):
        assert forth[title] == [gone]
        assert back[title] == [added]
    text = _flat(render_comparison_text(book, case, rejected, lang))
    assert f"{label} [{gone}]" in text


@pytest.mark.parametrize("fact", ["evidence_sent_on", "claim_result", "today", "calendar"])
def test_what_is_compared_is_named(book, case, lang, fact):
    if fact == "today":
        other, value = evaluate(book, case.case, dt.date(2026, 3, 16)), date_words(book, lang, dt.date(2026, 3, 16))
    elif fact == "calendar":
        other, value = (
            evaluate(book, replace(case.case, calendar="italy"), case.today),
            book.calendars["italy"].name[lang],
        )
    elif fact == "claim_result":
        facts = {**case.case.facts, "claim_result": "rejected"}
        other = evaluate(book, replace(case.case, facts=facts), case.today)
        value = fact_value(book, lang, "claim_result", "rejected")
    else:
        other = evaluate(book, replace(case.case, facts={}), case.today)
        value = book.words["whatif.not_given"][lang]
    told = compared(book, case, other, lang)
    assert told.other.endswith(value)
    assert value in comparison_words(book, case, other, lang)
    assert value in render_comparison(book, case, other, lang)
    assert value in _flat(render_comparison_text(book, case, other, lang))


def test_what_the_head_of_both_answers_has_in_common_is_set_back(book, case, see):
    later = evaluate(book, case.case, case.today + dt.timedelta(days=1))
    seen = see(render_comparison(book, case, later, "en"))
    (row,) = [row for row in seen.all("li", "pb-compare__row") if not seen.within(row, "strong")]
    lines = seen.within(row, "dd")
    both = [line.text for line in lines if "pb-compare__both" in line.classes]
    assert sorted(both) == sorted(2 * [*dict.fromkeys(both)])
    assert 0 < len(both) < len(lines)


def test_every_thing_of_both_answers_is_there_even_if_folded(book, case, resolve, lang):
    other = resolve("wrong_item", "2026-03-12", claim_result="verified", remedy="refund")
    html = render_comparison(book, case, other, lang)
    for answer in (case, other):
        for deadline in answer.deadlines:
            assert deadline.label[lang] in html
        for path in answer.paths:
            assert path.title[lang] in html
            assert all(step.step.do[lang] in html for step in path.steps)


def test_hostile_words_stay_text(book, answers, lang, see):
    hostile = _hostile(book)
    for one, other in list(pairwise(answers))[::29]:
        pair = [evaluate(hostile, answer.case, answer.today) for answer in (one, other)]
        html = render_comparison(hostile, *pair, lang)
        assert not see(html).all("img")
        assert "onerror" in see(html).text
    changed = replace(answers[0].case, facts={"claim_result": HOSTILE})
    answer = evaluate(book, replace(changed, problem="wrong_item", platform="dsers_tmall"), dt.date(2026, 3, 12))
    empty = evaluate(book, replace(answer.case, facts={}), dt.date(2026, 3, 12))
    assert not see(render_comparison(book, empty, answer, lang)).all("img")

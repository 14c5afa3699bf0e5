"""The proofs about the whole rulebook: the real one passes, and each way to break it is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from playbook_sim.checking import check, coverage, problems_beside, problems_found, problems_within
from playbook_sim.checking.completeness import incomplete
from playbook_sim.checking.effects import without_effect
from playbook_sim.checking.rules import faults_of_rules
from playbook_sim.checking.space import open_sets
from playbook_sim.checking.unused import unused
from playbook_sim.errors import RulebookError
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Blank, Fact, Problem, Rule, Rulebook

BOOK = load_rulebook()
PAGES = Path(__file__).parents[2] / "docs"
QUOTED = {
    quoted
    for page in PAGES.rglob("*.md")
    for quoted in re.findall(r"""quote\(["'](\w+)["']""", page.read_text(encoding="utf-8"))
}
EN_IT = {"en": "Text", "it": "Testo"}
ORDER_EN_IT = Blank(id="order", kind="text", label=EN_IT)


def found(book: Rulebook) -> list[str]:
    """What is wrong with ``book``, as an editor reads it."""
    return [str(problem) for problem in problems_found(book, QUOTED)]


def faults(book: Rulebook, *problems: str) -> list[str]:
    """What is wrong with the rules of some problems; the others are left out, which is quicker."""
    few = replace(book, problems={id_: problem for id_, problem in book.problems.items() if id_ in problems})
    return [str(fault) for fault in faults_of_rules(few)]


def idle(book: Rulebook, *problems: str) -> list[str]:
    """What some problems ask in vain."""
    few = replace(book, problems={id_: problem for id_, problem in book.problems.items() if id_ in problems})
    return [str(fault) for fault in without_effect(few)]


def left(book: Rulebook) -> list[str]:
    """What nothing uses."""
    return [str(fault) for fault in unused(book, QUOTED)]


def lacking(book: Rulebook) -> list[str]:
    """The texts and names that are not there."""
    return [str(fault) for fault in incomplete(book)]


def with_entry(kind: str, id_: str, entry: Any) -> Rulebook:
    """The rulebook with one more fact, limit, note, …"""
    return replace(BOOK, **{kind: {**getattr(BOOK, kind), id_: entry}})


def with_problem(id_: str, **changes: Any) -> Rulebook:
    """The rulebook with other fields in one of its problems."""
    return with_entry("problems", id_, replace(BOOK.problems[id_], **changes))


def with_rules(id_: str, change: Callable[[Rule], Rule | None]) -> Rulebook:
    """The rulebook with each rule of a problem changed, or left out where ``change`` gives None."""
    changed = (change(rule) for rule in BOOK.problems[id_].rules)
    return with_problem(id_, rules=tuple(rule for rule in changed if rule))


def with_when(problem: str, rule: str, **when: tuple[str, ...]) -> Rulebook:
    """The rulebook with other conditions of one rule."""
    return with_rules(problem, lambda old: replace(old, when=when) if old.id == rule else old)


def test_the_rulebook_has_no_mistake() -> None:
    assert found(BOOK) == []


def test_check_raises_the_first_mistake() -> None:
    check(BOOK, QUOTED)
    book = with_rules("customs_hold", lambda rule: None)
    with pytest.raises(RulebookError) as raised:
        check(book, QUOTED)
    assert str(raised.value) == found(book)[0]


def test_check_asks_what_the_pages_quote_when_it_is_told() -> None:
    """A citation that only a page could use is no mistake as long as nobody says what the pages quote."""
    book = with_entry("citations", "extra", replace(BOOK.citations["faq_delay"], id="extra"))
    check(book)
    check(book, {*QUOTED, "extra"})
    with pytest.raises(RulebookError, match="extra"):
        check(book, QUOTED)


def test_what_is_looked_for_problem_by_problem_is_what_is_found_in_the_whole() -> None:
    """One fault of each kind: two problems that each lack a rule and ask in vain, a text, a question, a limit."""
    book, broken = BOOK, ("customs_hold", "oversized")
    for id_ in broken:
        problem = book.problems[id_]
        less = replace(problem, rules=problem.rules[1:], asks=(*problem.asks, "supplier_pressed_on"))
        book = replace(book, problems={**book.problems, id_: less})
    book = replace(
        book,
        words={**book.words, "part.now": {}},
        triage={**book.triage, "lonely": replace(book.triage["dsers_change"], id="lonely")},
        limits={**book.limits, "extra": replace(book.limits["dsers_remedy"], id="extra")},
    )
    within = {id_: [str(fault) for fault in problems_within(book, one)] for id_, one in book.problems.items()}
    beside = [str(fault) for fault in problems_beside(book)]
    assert {id_ for id_, faults_ in within.items() if faults_} == set(broken)
    for id_ in broken:
        assert all(f"/{id_}.toml" in fault for fault in within[id_])
        for words in ("no rule applies", "changes no answer"):
            assert any(words in fault for fault in within[id_])
    for words in ("part.now", "lonely", "extra"):
        assert any(words in fault for fault in beside)
    together = [fault for faults_ in (*within.values(), beside) for fault in faults_]
    assert sorted(together) == sorted(str(fault) for fault in problems_found(book))


# --- exactly one rule -------------------------------------------------------------------------------------------


def test_a_gap() -> None:
    book = with_rules("customs_hold", lambda rule: rule if rule.id == "reminder" else None)
    assert found(book) == [
        "problems/dsers_tmall/customs_hold.toml: no rule applies to dsers_reminder = no; "
        'add a [[rule]] with when = { dsers_reminder = ["no"] }',
        "notes/: customs_no_reminder: this is shown with no rule and no problem; use it, or take it out",
    ]


def test_a_gap_among_facts_that_presume_each_other() -> None:
    book = with_rules("incorrect_address", lambda rule: rule if rule.id != "not_intercepted" else None)
    assert faults(book, "incorrect_address")[0] == (
        "problems/dsers_tmall/incorrect_address.toml: no rule applies to shipped = yes, parcel_leg = domestic, "
        'interception = failed; add a [[rule]] with when = { shipped = ["yes"], parcel_leg = ["domestic"], '
        'interception = ["failed"] }'
    )


def test_an_overlap() -> None:
    assert faults(with_when("customs_hold", "no_reminder", dsers_reminder=("yes", "no")), "customs_hold") == [
        "problems/dsers_tmall/customs_hold.toml: the rules 'reminder' and 'no_reminder' apply at once to "
        "dsers_reminder = yes; narrow the when of all but one of them"
    ]


def test_two_rules_without_conditions() -> None:
    twice = replace(BOOK.problems["no_stock"].rules[0], id="again")
    book = with_problem("no_stock", rules=(*BOOK.problems["no_stock"].rules, twice))
    assert faults(book, "no_stock")[0] == (
        "problems/dsers_tmall/no_stock.toml: the rules 'no_stock' and 'again' apply at once to whatever the facts; "
        "narrow the when of all but one of them"
    )


def test_a_rule_that_is_never_reached() -> None:
    more = replace(BOOK.problems["customs_hold"].rules[0], id="never", when={"dsers_reminder": ("maybe",)})
    book = with_problem("customs_hold", rules=(*BOOK.problems["customs_hold"].rules, more))
    assert faults(book, "customs_hold") == [
        "problems/dsers_tmall/customs_hold.toml: rule[3]: no set of facts leads to this rule; "
        "correct its when, or take the rule out"
    ]


def test_a_future_without_a_path() -> None:
    book = with_rules("wrong_item", lambda rule: rule if rule.id == "rejected" else None)
    assert (
        "problems/dsers_tmall/wrong_item.toml: with claim_result = verified, remedy = undecided, the rest still open, "
        "no rule can follow; add a [[rule]]"
    ) in faults(book, "wrong_item")


def test_an_ambiguous_future() -> None:
    book = with_rules("order_cancelled", lambda rule: rule if rule.id != "not_intercepted" else None)
    intercepted = next(rule for rule in book.problems["order_cancelled"].rules if rule.id == "intercepted")
    both = replace(intercepted, when={**intercepted.when, "interception": ("succeeded", "failed")})
    rules = tuple(both if rule.id == "intercepted" else rule for rule in book.problems["order_cancelled"].rules)
    assert faults(with_problem("order_cancelled", rules=rules), "order_cancelled")[0] == (
        "problems/dsers_tmall/order_cancelled.toml: rule[3].when.interception: found succeeded and failed; while "
        "'interception' is open this rule is a future, which can have only one of them: write a rule for each"
    )


def test_a_condition_without_what_it_presumes() -> None:
    book = with_when("order_cancelled", "international", parcel_leg=("international",))
    assert faults(book, "order_cancelled") == [
        "problems/dsers_tmall/order_cancelled.toml: rule[2].when: 'parcel_leg' makes sense only with 'shipped'; "
        "add shipped = ['yes']"
    ]


def test_two_steps_of_one_id_on_a_path() -> None:
    def rename(rule: Rule) -> Rule:
        first, *others = rule.steps
        return replace(rule, steps=(replace(first, id="request_refund"), *others))

    book = with_rules("unresponsive_supplier", rename)
    assert faults(book, "unresponsive_supplier", "no_stock") == [
        "problems/dsers_tmall/unresponsive_supplier.toml: rule[1]: its path has two steps 'request_refund', one of "
        "'unresponsive_supplier' and one of 'no_stock', which it follows; give one of them another id"
    ]


def test_a_fact_that_changes_nothing_is_named_for_the_lab_with_the_problem_that_asks_it() -> None:
    book = with_problem("unresponsive_supplier", asks=("remedy",))
    (fault,) = without_effect(book, [book.problems["unresponsive_supplier"]])
    assert (fault.code, fault.details) == ("no_effect", {"fact": "remedy", "asked_by": "unresponsive_supplier"})
    assert f"lab.finding.{fault.code}" in BOOK.words


def test_a_mirror_is_not_blamed_for_the_rules_of_another_problem() -> None:
    rules = tuple(rule for rule in BOOK.problems["wrong_item"].rules if rule.id != "rejected")
    problems = {
        id_: replace(problem, rules=rules) if "wrong_item" in (id_, problem.mirrors) else problem
        for id_, problem in BOOK.problems.items()
    }
    gaps = [message for message in faults(replace(BOOK, problems=problems), *problems) if "no rule applies" in message]
    assert gaps
    assert all("wrong_item.toml" in message for message in gaps)


# --- effects ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", ["dsers_reminder", "remedy", "supplier_pressed_on", "promised_ship_date"])
def test_a_fact_that_changes_nothing(fact: str) -> None:
    book = with_problem("unresponsive_supplier", asks=(fact,))
    assert idle(book, "unresponsive_supplier", "no_stock") == [
        f"problems/dsers_tmall/unresponsive_supplier.toml: asks: '{fact}' changes no answer; "
        "use it in a rule, or do not ask it"
    ]


def test_a_mirror_is_not_blamed_for_what_another_problem_asks() -> None:
    asks = (*BOOK.problems["missing_item"].asks, "dsers_reminder")
    assert BOOK.problems["missing_item"].mirrors == "wrong_item"
    assert idle(with_problem("missing_item", asks=asks), "missing_item") == []
    assert len(idle(with_problem("wrong_item", asks=asks), "wrong_item")) == 1


def test_a_number_that_changes_nothing() -> None:
    pieces = replace(
        BOOK.facts["supplier_pressed_on"], id="pieces", kind="integer", event=None, past=False, least=1, most=9
    )
    problem: Problem = replace(BOOK.problems["no_stock"], asks=("pieces",))
    book = replace(with_entry("facts", "pieces", pieces), problems={**BOOK.problems, "no_stock": problem})
    assert idle(book, "no_stock") == [
        "problems/dsers_tmall/no_stock.toml: asks: 'pieces' changes no answer; use it in a rule, or do not ask it"
    ]


# --- unused -----------------------------------------------------------------------------------------------------

UNUSED = [
    ("facts", "facts/", "asked by no problem", replace(BOOK.facts["shipped"], id="extra")),
    ("limits", "limits.toml", "used by no step and no rule", replace(BOOK.limits["dsers_remedy"], id="extra")),
    ("evidence", "evidence.toml", "used by no step", replace(BOOK.evidence["photo"], id="extra")),
    ("messages", "messages/", "sent in no step", replace(BOOK.messages["open_claim"], id="extra")),
    ("notes", "notes/", "shown with no rule and no problem", replace(BOOK.notes["size_limits"], id="extra")),
    (
        "doubts",
        "doubts.toml",
        "shown in no answer, although rules cite its passages",
        replace(BOOK.doubts["B1"], id="extra"),
    ),
    ("sources", "sources.toml", "cited by nothing", replace(BOOK.sources["dsers_en"], id="extra")),
    (
        "citations",
        "citations/dsers_en.toml",
        "cited by nothing and quoted on no page",
        replace(BOOK.citations["faq_delay"], id="extra"),
    ),
]


@pytest.mark.parametrize(("kind", "place", "state", "entry"), UNUSED, ids=[unused[0] for unused in UNUSED])
def test_something_unused(kind: str, place: str, state: str, entry: Any) -> None:
    assert left(with_entry(kind, "extra", entry)) == [f"{place}: extra: this is {state}; use it, or take it out"]


@pytest.mark.parametrize("name", ["platform", "stage", "actor", "outcome", "language"])
def test_a_word_that_nothing_uses(name: str) -> None:
    vocabulary = {**BOOK.vocabulary, name: {**BOOK.vocabulary[name], "extra": EN_IT}}
    assert left(replace(BOOK, vocabulary=vocabulary)) == [
        f"vocabulary.toml: {name}.extra: this is used by nothing; use it, or take it out"
    ]


def test_a_chain_uses_its_links() -> None:
    """The links need no step of their own; a chain that no rule shows uses nothing."""
    without_chain = with_rules("wrong_item", lambda rule: replace(rule, limits=()))
    problems = {
        id_: replace(problem, rules=without_chain.problems["wrong_item"].rules) if problem.mirrors else problem
        for id_, problem in without_chain.problems.items()
    }
    assert left(replace(BOOK, problems=problems)) == [
        "limits.toml: dsers_claim_to_remedy: this is used by no step and no rule; use it, or take it out"
    ]


def test_only_a_chain_that_is_used_uses_its_links() -> None:
    chain = BOOK.limits["dsers_claim_to_remedy"]
    link = replace(BOOK.limits["dsers_remedy"], id="extra")
    longer = replace(chain, chain=(*chain.chain, link.id))
    assert left(replace(BOOK, limits={**BOOK.limits, link.id: link, chain.id: longer})) == []
    idle_chain = replace(longer, id="idle")
    assert left(replace(BOOK, limits={**BOOK.limits, link.id: link, idle_chain.id: idle_chain})) == [
        f"limits.toml: {id_}: this is used by no step and no rule; use it, or take it out" for id_ in ("extra", "idle")
    ]


def test_a_doubt_about_passages_that_no_rule_relies_on_may_stand_apart() -> None:
    doubt = BOOK.doubts["B20"]
    nowhere_cited = replace(BOOK.citations["tg_international_name"], id="extra")
    reading = replace(doubt.readings[0], cites=("extra",))
    apart = replace(doubt, id="extra", readings=(reading,))
    book = replace(with_entry("doubts", "extra", apart), citations={**BOOK.citations, "extra": nowhere_cited})
    assert left(book) == []


def test_a_citation_may_serve_a_page_only() -> None:
    unquoted = [str(problem) for problem in problems_found(BOOK, ())]
    assert unquoted
    assert all(message.startswith("citations/") for message in unquoted)
    assert problems_found(BOOK) == []


# --- completeness -----------------------------------------------------------------------------------------------


def test_a_step_with_an_unknown_actor() -> None:
    def hand_over(rule: Rule) -> Rule:
        return replace(rule, steps=tuple(replace(step, actor="nobody") for step in rule.steps))

    assert lacking(with_rules("unresponsive_supplier", hand_over)) == [
        "problems/dsers_tmall/unresponsive_supplier.toml: rule[1]: the step 'stop_waiting' has the unknown actor "
        "'nobody'; name it in vocabulary.toml"
    ]


def _without_value_label(fact: Fact) -> Fact:
    first, *others = fact.values
    return replace(fact, values=(replace(first, label={"en": "Only English"}), *others))


UNTRANSLATED = [
    (with_problem("no_stock", title={"en": "No stock"}), "rulebook.problems.no_stock.title", "it"),
    (with_problem("no_stock", summary={"it": "Testo", "en": " "}), "rulebook.problems.no_stock.summary", "en"),
    (
        with_rules("no_stock", lambda rule: replace(rule, title={"en": "No stock"})),
        "rulebook.problems.no_stock.rules.1.title",
        "it",
    ),
    (
        with_entry("facts", "remedy", _without_value_label(BOOK.facts["remedy"])),
        "rulebook.facts.remedy.values.1.label",
        "it",
    ),
    (
        with_entry("messages", "open_claim", replace(BOOK.messages["open_claim"], subject=EN_IT)),
        "rulebook.messages.open_claim.subject",
        "zh",
    ),
    (
        with_entry("messages", "open_claim", replace(BOOK.messages["open_claim"], blanks={"order": ORDER_EN_IT})),
        "rulebook.messages.open_claim.blanks.order.label",
        "zh",
    ),
    (with_entry("words", "part.now", {"it": "Adesso"}), "rulebook.words.part.now", "en"),
    (
        with_entry("vocabulary", "state", {**BOOK.vocabulary["state"], "done": {"en": "Done"}}),
        "rulebook.vocabulary.state.done",
        "it",
    ),
    (
        with_entry("calendars", "china", replace(BOOK.calendars["china"], unverified_reason={})),
        "rulebook.calendars.china.unverified_reason",
        "en",
    ),
]


@pytest.mark.parametrize(("book", "place", "language"), UNTRANSLATED, ids=[place for _, place, _ in UNTRANSLATED])
def test_a_missing_language(book: Rulebook, place: str, language: str) -> None:
    message = f"{place}: the language {language!r} is missing or empty; write the text"
    assert lacking(book)[0] == message


def test_the_place_of_a_text_is_counted_from_one() -> None:
    """As the loader counts: rule[1] is the first."""
    first, *others = BOOK.problems["customs_hold"].rules
    unknown = replace(others[0], steps=(replace(others[0].steps[0], through=("nobody",)), *others[0].steps[1:]))
    assert lacking(with_problem("customs_hold", rules=(first, unknown, *others[1:]))) == [
        f"problems/dsers_tmall/customs_hold.toml: rule[2]: the step '{others[0].steps[0].id}' has the unknown actor "
        "'nobody'; name it in vocabulary.toml"
    ]


def test_every_missing_text_is_named() -> None:
    """The first one hides none of those after it."""
    book = with_problem("no_stock", title={}, summary={"en": "Text"})
    book = replace(book, words={**book.words, "part.now": {}})
    place = "rulebook.problems.no_stock"
    assert lacking(book) == [
        f"rulebook.words.part.now: the language {language!r} is missing or empty; write the text"
        for language in ("en", "it")
    ] + [
        f"{place}.{part}: the language {language!r} is missing or empty; write the text"
        for part, language in (("title", "en"), ("title", "it"), ("summary", "it"))
    ]


def test_a_calendar_that_is_always_known_need_not_say_why_it_is_not() -> None:
    calendar = BOOK.calendars["mon_fri"]
    assert (calendar.always_known, calendar.unverified_reason) == (True, {})
    assert lacking(with_entry("calendars", "mon_fri", replace(calendar, name={"en": "Mon"}))) == [
        "rulebook.calendars.mon_fri.name: the language 'it' is missing or empty; write the text"
    ]


# --- the enumeration as data ------------------------------------------------------------------------------------


def test_coverage_gives_every_complete_set_with_its_rule() -> None:
    covered = coverage(BOOK)
    assert list(covered) == list(BOOK.problems)
    assert covered["no_stock"] == [({}, "no_stock")]
    assert covered["wrong_item"] == covered["missing_item"] == covered["damaged_goods"]
    assert covered["wrong_item"] == [
        ({"claim_result": "verified", "remedy": "reissue"}, "reissue"),
        ({"claim_result": "verified", "remedy": "refund"}, "refund"),
        ({"claim_result": "rejected", "remedy": "reissue"}, "rejected"),
        ({"claim_result": "rejected", "remedy": "refund"}, "rejected"),
    ]
    assert covered["incorrect_address"] == [
        ({"shipped": "yes", "parcel_leg": "domestic", "interception": "succeeded"}, "intercepted"),
        ({"shipped": "yes", "parcel_leg": "domestic", "interception": "failed"}, "not_intercepted"),
        ({"shipped": "yes", "parcel_leg": "international"}, "international"),
        ({"shipped": "no"}, "not_shipped"),
    ]


def test_open_sets_hold_what_is_open_and_what_is_not_answered() -> None:
    assert list(open_sets(BOOK, BOOK.problems["oversized"])) == [{"oversize_fix": "undecided"}, {}]
    assert list(open_sets(BOOK, BOOK.problems["customs_hold"])) == []


@pytest.mark.parametrize("problem", BOOK.problems.values(), ids=lambda problem: problem.id)
def test_open_sets_are_all_that_can_be_told_less_what_is_complete(problem: Problem) -> None:
    """Picked from the whole table of answers: every value of each fact, or none, with every value of the others."""
    facts = [BOOK.facts[id_] for id_ in problem.asks if BOOK.facts[id_].values]
    expected = []
    for row in product(*([None, *(value.id for value in fact.values)] for fact in facts)):
        told = {fact.id: value for fact, value in zip(facts, row, strict=True) if value is not None}
        sensible = [fact for fact in facts if all(told.get(id_) in values for id_, values in fact.presumes.items())]
        lacking = [fact for fact in sensible if fact.id not in told]
        undecided = [fact for fact in sensible for value in fact.values if value.open and told.get(fact.id) == value.id]
        excluded = len(told) + len(lacking) > len(sensible) or any(fact.required for fact in lacking)
        if (lacking or undecided) and not excluded:
            expected.append(told)
    assert sorted(map(repr, open_sets(BOOK, problem))) == sorted(map(repr, expected))

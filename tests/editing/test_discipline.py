"""A change of meaning needs a higher version and a line in the history; a change of words needs neither."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from playbook_sim.editing import changelog
from playbook_sim.editing.discipline import missing_beside
from playbook_sim.editing.impact import Impact, impact
from playbook_sim.editing.impact_report import Report, as_markdown, report_data
from playbook_sim.editing.revisions import RevisionError, revision
from playbook_sim.editing.touched import misnamed
from playbook_sim.loading import load_rulebook
from playbook_sim.model import Change, Limit, Release, Rulebook
from playbook_sim.site.places import ROOT

BOOK = load_rulebook()
SOME = ("no_stock", "shipment_overdue", "unresponsive_supplier")
BEFORE = replace(BOOK, problems={id_: BOOK.problems[id_] for id_ in SOME})
SWITCH = "dsers_overdue_switch"
QUESTION = "dsers_before"
SAME = impact(BEFORE, BEFORE)
TWO = [option for option in BOOK.triage[QUESTION].options if option.problem in SOME][:2]
UNTOLD = (
    f"no change since {BOOK.version} says what {SWITCH} was, whose dates have moved since main. Write it: "
    f"[version.change.had] {SWITCH} = {{ amount = {BEFORE.limits[SWITCH].amount} }}"
)
UNTOUCHED = next(problem for problem in SOME if problem not in [option.problem for option in TWO])


def after(
    version: str = BOOK.version, problems: tuple[str, ...] = (), limits: tuple[str, ...] = (), had: bool = True
) -> Rulebook:
    """One limit longer; and, where the version is another one, a history that names problems and limits, and says what
    it was if it ``had`` to be told."""
    limit = BEFORE.limits[SWITCH]
    book = replace(BEFORE, version=version, limits={**BEFORE.limits, SWITCH: replace(limit, amount=limit.amount + 1)})
    if version == BOOK.version:
        return book
    text = {"en": "Longer.", "it": "Più lungo."}
    change = Change(
        text=text, problems=problems, limits=limits, had={SWITCH: limit} if had and SWITCH in limits else {}
    )
    release = Release(version=version, released=dt.date(2026, 12, 1), changes=(change,))
    return replace(book, history=(*book.history, release))


def lacking(book: Rulebook) -> list[str]:
    return [str(mistake) for mistake in missing_beside(impact(BEFORE, book), "main")]


def test_the_same_version_is_refused_with_what_to_write() -> None:
    (said,) = lacking(after())
    assert said.startswith("rulebook.toml: version: ")
    for wanted in ("shipment_overdue", f'"{BOOK.version[:-1]}', "[[version.change]]", "history.toml"):
        assert wanted in said


def test_a_lower_version_is_refused() -> None:
    (said,) = lacking(after("0.9.0", ("shipment_overdue",)))
    assert "higher version" in said


def test_a_version_that_names_another_problem_is_refused() -> None:
    said, *others = lacking(after("99.0.0", ("unresponsive_supplier",)))
    assert said.startswith("history.toml: no change since ")
    assert "shipment_overdue" in said
    assert len(others) == 2


@pytest.mark.parametrize("problems", [(), ("shipment_overdue",)])
def test_a_version_that_names_the_limit_will_do(problems: tuple[str, ...]) -> None:
    assert lacking(after("99.0.0", problems, (SWITCH,))) == []


def test_a_version_that_names_only_the_problem_leaves_out_the_limit() -> None:
    (said,) = lacking(after("99.0.0", ("shipment_overdue",)))
    assert said == f"history.toml: {UNTOLD}"


def test_a_version_that_names_the_limit_says_what_it_was() -> None:
    (said,) = lacking(after("99.0.0", (), (SWITCH,), had=False))
    assert said == f"history.toml: version[{len(BOOK.history) + 1}].change[1]: {UNTOLD}"


def telling(then: Limit, *later: Limit) -> list[str]:
    """What is said where new versions tell that a limit was ``then``, and after that each of ``later``."""
    book = after("99.0.0", (), (SWITCH,))
    release = book.history[-1]
    had = [replace(release.changes[0], had={SWITCH: limit}) for limit in (then, *later)]
    return lacking(replace(book, history=(*BOOK.history, replace(release, changes=tuple(had)))))


def test_what_a_limit_had_is_what_the_revision_has() -> None:
    limit = BEFORE.limits[SWITCH]
    other = replace(limit, amount=limit.amount + 2)
    assert telling(limit) == telling(limit, other) == []
    false = (
        f"history.toml: version[{len(BOOK.history) + 1}].change[1].had.{SWITCH}: this is not what {SWITCH} was in "
        f"main: {SWITCH} = {{ amount = {limit.amount} }}. Write that"
    )
    assert telling(other) == telling(other, limit) == [false]


def test_all_of_what_it_had_is_told() -> None:
    limit = BEFORE.limits[SWITCH]
    then = replace(limit, unit="working_days", calendar="mon_fri", valid_from=dt.date(2026, 3, 1))
    before = replace(BEFORE, limits={**BEFORE.limits, SWITCH: then})
    book = after("99.0.0", (), (SWITCH,))
    (said,) = [str(each) for each in misnamed(replace(SAME, before=before, after=book), "main", set())]
    days = f'amount = {limit.amount}, unit = "working_days", calendar = "mon_fri"'
    assert f"{SWITCH} = {{ valid_from = 2026-03-01, {days} }}. " in said
    dated = replace(then, versions=(then, replace(limit, amount=limit.amount + 1)))
    before = replace(BEFORE, limits={**BEFORE.limits, SWITCH: dated})
    (said,) = [str(each) for each in misnamed(replace(SAME, before=before, after=book), "main", set())]
    assert "`earlier` as in limits.toml of main" in said


def test_what_no_history_can_tell_of_a_limit_is_not_asked_for() -> None:
    """That it was of another kind."""
    before = replace(
        BEFORE, limits={**BEFORE.limits, SWITCH: replace(BEFORE.limits[SWITCH], kind="window", strict=None)}
    )
    for named, wanted in (((SWITCH,), []), ((), [SWITCH])):
        found = impact(before, after("99.0.0", ("shipment_overdue",), named, had=False))
        told = [str(each) for each in misnamed(found, "main", set())]
        assert [("name it in `limits`" in each, SWITCH in each) for each in told] == [(True, True) for _ in wanted]


def test_a_version_that_names_what_has_not_changed_is_refused() -> None:
    named = ("shipment_overdue", "no_stock", "unresponsive_supplier")
    place = f"history.toml: version[{len(BOOK.history) + 1}].change[1]"
    nothing, lists = "nothing of", "out, or name what did: playbook-sim impact --base main lists it"
    assert lacking(after("99.0.0", named, (SWITCH, "dsers_overdue_press"))) == [
        f"{place}.problems: {nothing} no_stock and unresponsive_supplier has changed since main; take them {lists}",
        f"{place}.limits: {nothing} dsers_overdue_press has changed since main; take it {lists}",
    ]


def test_a_version_may_tell_of_words() -> None:
    """A message of the problem, a footnote of the limit: the answers mean what they meant, and read differently."""
    message = next(step.message for rule in BEFORE.problems["no_stock"].rules for step in rule.steps if step.message)
    worded = replace(BOOK.messages[message], title={"en": "a", "it": "b"})
    book = after("99.0.0", ("no_stock",), ())
    book = replace(book, limits=BEFORE.limits, messages={**BEFORE.messages, message: worded})
    assert lacking(book) == []
    (said,) = lacking(replace(book, messages=BEFORE.messages))
    assert "nothing of no_stock has changed" in said


def test_what_is_new_may_be_named() -> None:
    named = after("99.0.0", ("shipment_overdue",), (SWITCH,))
    less = {id_: BEFORE.problems[id_] for id_ in SOME if id_ != "shipment_overdue"}
    limits = {id_: limit for id_, limit in BEFORE.limits.items() if id_ != SWITCH}
    found = impact(replace(BEFORE, problems=less), named)
    assert missing_beside(replace(found, before=replace(found.before, limits=limits)), "main") == []
    assert missing_beside(found, "main") == []


def test_a_problem_is_named_by_the_one_that_its_path_goes_on_with() -> None:
    """What no_stock says stands in the path of an overdue shipment too."""
    told = BEFORE.problems["no_stock"]
    rules = tuple(replace(rule, steps=rule.steps[:-1]) for rule in told.rules)
    book = after("99.0.0", ("no_stock",))
    problems = {**BEFORE.problems, "no_stock": replace(told, rules=rules)}
    changed = replace(book, limits=BEFORE.limits, problems=problems)
    assert {each.problem for each in impact(BEFORE, changed).changed} >= {"shipment_overdue", "no_stock"}
    assert lacking(changed) == []


def test_a_change_of_words_needs_nothing() -> None:
    told = BEFORE.problems["no_stock"]
    worded = replace(BEFORE, problems={**BEFORE.problems, "no_stock": replace(told, summary={"en": "a", "it": "b"})})
    found: Impact = impact(BEFORE, worded)
    assert missing_beside(found, "main") == []


def test_the_changelog_says_what_the_history_says() -> None:
    assert changelog.stale(BOOK) == []
    text = changelog.CHANGELOG.read_text(encoding="utf-8")
    for release in BOOK.history:
        assert f"## {release.version} ({release.released})" in text
        for change in release.changes:
            assert all(said in text for said in change.text.values())


def test_a_changelog_that_is_behind_is_named_and_written(tmp_path: Path) -> None:
    place = tmp_path / "CHANGELOG.md"
    (missing,) = changelog.stale(BOOK, place)
    assert "missing" in str(missing)
    assert changelog.write(BOOK, place)
    assert changelog.stale(BOOK, place) == []
    assert not changelog.write(BOOK, place)
    newer = after("99.0.0", ("shipment_overdue",), (SWITCH,))
    (behind,) = changelog.stale(newer, place)
    assert changelog.COMMAND in str(behind)
    assert "- Longer.\n  / Più lungo.\n" in changelog.changelog(newer)


def repository(folder: Path) -> Path:
    """A repository with one commit of a rulebook that the engine cannot read."""
    for sub in ("playbook_sim/rulebook", "docs/en", "docs/it"):
        (folder / sub).mkdir(parents=True)
        (folder / sub / "rulebook.toml").write_text('version = "0"\n', encoding="utf-8")
    (folder / "mkdocs.yml").write_text("nav: []\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit all that lies in the repository ``folder``."""
    name = ("-c", "user.name=Editor", "-c", "user.email=editor@example.com")
    for command in (("add", "."), (*name, "commit", "-q", "-m", "All")):
        subprocess.run(["git", *command], cwd=folder, check=True)


def test_a_revision_that_git_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match=r"no revision 'mian'.*main"), revision("mian", repository(tmp_path)):
        pass


def test_a_rulebook_that_this_engine_cannot_read_is_said_to_be_one(tmp_path: Path) -> None:
    cannot = pytest.raises(RevisionError, match=r"The rules of HEAD .*cannot be read.*rulebook\.toml")
    with cannot, revision("HEAD", repository(tmp_path)):
        pass


def test_the_revision_at_hand_is_read_from_git() -> None:
    with revision("HEAD") as found:
        assert (found.docs.parent / "mkdocs.yml").is_file()
        assert found.rulebook.problems.keys() == BOOK.problems.keys()
        assert (found.docs / "it" / "faq.md").is_file()


def test_the_pages_of_any_language_are_read(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    (folder / "docs" / "fr").mkdir()
    (folder / "docs" / "fr" / "faq.md").write_text("# Questions\n", encoding="utf-8")
    rules = folder / "playbook_sim" / "rulebook"
    shutil.rmtree(rules)
    shutil.copytree(ROOT / "playbook_sim" / "rulebook", rules)
    commit(folder)
    with revision("HEAD", folder) as found:
        assert (found.docs / "fr" / "faq.md").is_file()


def rerouted(book: Rulebook, question: str, **problems: str) -> Rulebook:
    """Options of a plain question that lead to other problems."""
    told = book.triage[question]
    options = tuple(replace(each, problem=problems.get(each.id, each.problem)) for each in told.options)
    return replace(book, triage={**book.triage, question: replace(told, options=options)})


def swapped(version: str = BOOK.version, *named: str) -> Rulebook:
    """Two options that lead where the other one led; and a history that names problems."""
    one, other = TWO
    book = rerouted(
        after(version, named) if named else BEFORE, QUESTION, **{one.id: other.problem, other.id: one.problem}
    )
    return replace(book, limits=BEFORE.limits)


def test_questions_that_lead_elsewhere_need_a_version() -> None:
    (said,) = lacking(swapped())
    assert said.startswith("rulebook.toml: version: ")
    assert all(f"{QUESTION}/{each.id}" in said for each in TWO)
    assert "higher version" in said


def test_questions_that_lead_elsewhere_need_a_line_that_names_a_problem_they_lead_to() -> None:
    said, *others = lacking(swapped("99.0.0", UNTOUCHED))
    assert said.startswith("history.toml: no change since ")
    assert all(f"{QUESTION}/{each.id}" in said for each in TWO)
    assert [f"nothing of {UNTOUCHED} has changed" in other for other in others] == [True]
    assert lacking(swapped("99.0.0", TWO[0].problem)) == []


def test_a_question_in_other_words_needs_nothing() -> None:
    told = BEFORE.triage[QUESTION]
    worded = replace(told, text={"en": "Which?", "it": "Quale?"}, options=told.options[::-1])
    assert lacking(replace(BEFORE, triage={**BEFORE.triage, QUESTION: worded})) == []


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_report_says_which_option_leads_where_now(lang: str) -> None:
    found = impact(BEFORE, swapped())
    assert not found.changed
    report = Report(base="main", impact=found, moved=())
    assert not report.is_empty
    said = as_markdown(report, lang)
    one, other = (BOOK.problems[each.problem].title[lang] for each in TWO)
    (line,) = [line for line in said.splitlines() if TWO[0].label[lang] in line]
    assert BOOK.triage[QUESTION].text[lang] in line
    assert line.index(one) < line.index(other)
    routes = report_data(report)["questions"]
    assert {(each["question"], each["option"]) for each in routes} == {(QUESTION, each.id) for each in TWO}


def test_an_option_that_came_or_went_is_a_change_too() -> None:
    told = BEFORE.triage[QUESTION]
    fewer = replace(BEFORE, triage={**BEFORE.triage, QUESTION: replace(told, options=told.options[1:])})
    for pair in ((BEFORE, fewer), (fewer, BEFORE)):
        (route,) = impact(*pair).routes
        assert None in (route.before, route.after)
        for lang in BOOK.languages:
            assert told.options[0].label[lang] in as_markdown(Report(base="main", impact=impact(*pair), moved=()), lang)


def test_options_that_exchange_their_ids_lead_elsewhere_for_whoever_reads_them() -> None:
    told = BEFORE.triage[QUESTION]
    one, other = TWO
    exchanged = {
        one.id: replace(one, id=other.id, problem=other.problem),
        other.id: replace(other, id=one.id, problem=one.problem),
    }
    options = tuple(exchanged.get(option.id, option) for option in told.options)
    after = replace(BEFORE, triage={**BEFORE.triage, QUESTION: replace(told, options=options)})
    assert {(each.question, each.option) for each in impact(BEFORE, after).routes} == {
        (QUESTION, each.id) for each in TWO
    }


def opened_by(version: str = BOOK.version, *named: str) -> Rulebook:
    """Another question is the first one; nothing else is another."""
    book = after(version, named) if named else BEFORE
    first = BEFORE.triage[QUESTION]
    return replace(book, triage={QUESTION: first, **BEFORE.triage}, limits=BEFORE.limits)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_another_first_question_leads_readers_elsewhere(lang: str) -> None:
    found = impact(BEFORE, opened_by())
    (route,) = found.routes
    then = next(iter(BEFORE.triage.values()))
    assert then.id != QUESTION
    said = as_markdown(Report(base="main", impact=found, moved=()), lang)
    (line,) = [line for line in said.splitlines() if BEFORE.triage[QUESTION].text[lang] in line]
    assert line.index(then.text[lang]) < line.index(BEFORE.triage[QUESTION].text[lang])
    (told,) = report_data(Report(base="main", impact=found, moved=()))["questions"]
    assert (told["question"], told["before"]["question"], told["after"]["question"]) == (None, then.id, QUESTION)
    assert route.question is None
    # As any other way through the questions it needs a version, and a line that names a problem it leads to.
    (version,) = lacking(opened_by())
    assert "plain questions lead elsewhere: the first question" in version
    assert lacking(opened_by("99.0.0", TWO[0].problem)) == []


def test_the_order_of_the_questions_below_the_first_means_nothing() -> None:
    first, *rest = BEFORE.triage.items()
    assert impact(BEFORE, replace(BEFORE, triage=dict([first, *rest[::-1]]))).routes == ()

"""The answer for a terminal."""

from __future__ import annotations

from playbook_sim.rendering.deadlines import dates_of
from playbook_sim.rendering.text import WIDTH, render_text
from playbook_sim.rendering.words import date_words


def _flat(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


def test_it_says_all_that_the_page_says_in_lines_that_fit(book, answers, lang):
    for answer in answers:
        text = render_text(book, answer, lang)
        links = [note.link for note in book.notes.values() if note.link]
        assert [
            line for line in text.splitlines() if len(line) > WIDTH and not any(link in line for link in links)
        ] == []
        assert text.endswith("\n")
        flat = _flat(text)
        for path in answer.paths:
            for step in path.steps:
                assert step.step.do[lang] in flat
            assert book.vocabulary["outcome"][path.outcome][lang] in flat
        for deadline in answer.deadlines:
            assert deadline.label[lang] in flat
            for _, day in dates_of(deadline):
                assert date_words(book, lang, day) in flat
        for note in (*answer.warnings, *answer.gaps, *answer.left_out, *answer.advice, *answer.footnotes):
            assert _flat(book.notes[note].text[lang]) in flat
        for citation in answer.citations:
            quote = book.citations[citation].quote
            assert (f"«{quote}»" if lang == "it" else f"“{quote}”") in flat
        for message in answer.messages:
            assert book.messages[message].title[lang] in flat


def test_it_names_the_holidays_that_a_count_skipped(book, resolve):
    text = _flat(render_text(book, resolve("wrong_item", "2026-02-12", evidence_sent_on="2026-02-10"), "en"))
    assert "Mon 16 Feb – Fri 20 February 2026: Spring Festival (Chinese New Year), not counted" in text
    assert "Sat 14 February 2026: Make-up working day for the Spring Festival, counted" in text


def test_the_address_of_the_answer_stays_whole(book, resolve):
    answer = resolve("wrong_item", "2026-02-12", evidence_sent_on="2026-02-10")
    link = f"https://example.com/en/simulator/#{'&'.join(f'fact_{n}=value-{n}' for n in range(20))}"
    assert len(link) > WIDTH
    assert link in render_text(book, answer, "en", link=link).splitlines()


def test_the_question_comes_first_when_a_fact_is_missing(book, resolve):
    lines = render_text(book, resolve("order_cancelled", "2026-03-12"), "it").splitlines()
    assert lines[0] == "DSers su Tmall · Ordine annullato dal cliente · Oggi: gio 12 marzo 2026"
    assert lines[2:4] == ["ADESSO", "Indica: L’ordine è già stato spedito?"]

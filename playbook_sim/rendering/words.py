"""What the reader sees in words: sentences of the rulebook's word list, dates, durations, days left."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from string import Formatter

from playbook_sim.deadlines import reading_days
from playbook_sim.errors import RulebookError
from playbook_sim.model import Language, Limit, Rulebook
from playbook_sim.remembering import memory_of
from playbook_sim.rendering.html import Html, el, joined

_CHINESE_UNITS = {"days": "天", "working_days": "个工作日"}


def _template(rulebook: Rulebook, lang: Language, key: str) -> str:
    try:
        return rulebook.words[key][lang]
    except KeyError:
        raise RulebookError(f"words: {key}", f'has no text in {lang!r}; add {key}.{lang} = "…"') from None


def _filled(template: str, values: dict[str, str | int]) -> list[str]:
    parts: list[str] = []
    for literal, field in _parsed(template):
        parts.append(literal)
        if field is not None:
            value = values[field]
            parts.append(value if isinstance(value, str) else str(value))
    return parts


@lru_cache(maxsize=4096)
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, field) for literal, field, _, _ in Formatter().parse(template))


def say(rulebook: Rulebook, lang: Language, key: str, **values: str | int) -> str:
    """The sentence ``key`` in ``lang``, as plain text, with its ``{names}`` filled in.

    Raises RulebookError when the word list lacks the sentence, KeyError when a name is not given.
    """
    return "".join(_filled(_template(rulebook, lang, key), values))


def say_html(rulebook: Rulebook, lang: Language, key: str, **values: str | int) -> Html:
    """Like ``say``, as markup: values that are ``Html`` go in as they are, all else is escaped."""
    return joined(_filled(_template(rulebook, lang, key), values))


def counted(rulebook: Rulebook, lang: Language, key: str, n: int, **values: str) -> str:
    """The singular (``key_one``) or plural (``key_many``) sentence for ``n`` things."""
    return say(rulebook, lang, f"{key}_{'one' if n == 1 else 'many'}", n=n, **values)


# --- dates ------------------------------------------------------------------------------------------------------


def date_words(rulebook: Rulebook, lang: Language, day: dt.date) -> str:
    """A date as a person writes it: "Tue 10 March 2026", "mar 10 marzo 2026", "2026年3月10日"."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    memory = memory_of(rulebook)
    key = (date_words, lang, day)
    if key not in memory:
        weekday = say(rulebook, lang, f"date.weekday_{day.isoweekday()}")
        memory[key] = f"{weekday} {day.day} {say(rulebook, lang, f'date.month_{day.month}')} {day.year}"
    return memory[key]


def full_date(rulebook: Rulebook, lang: Language, day: dt.date) -> str:
    """A date as a letter has it, where nothing may be misread: "Tuesday 10 March 2026", "martedì 10 marzo 2026"."""
    if lang == "zh":
        return date_words(rulebook, lang, day)
    weekday = say(rulebook, lang, f"date.full_weekday_{day.isoweekday()}")
    return f"{weekday} {day.day} {say(rulebook, lang, f'date.month_{day.month}')} {day.year}"


def short_date(rulebook: Rulebook, lang: Language, day: dt.date) -> str:
    """A date for a narrow place: "Tue 10 Mar", "mar 10 mar"."""
    weekday = say(rulebook, lang, f"date.weekday_{day.isoweekday()}")
    return f"{weekday} {day.day} {say(rulebook, lang, f'date.short_month_{day.month}')}"


def time(rulebook: Rulebook, lang: Language, day: dt.date) -> Html:
    """The date in words, inside a ``time`` element that machines can read."""
    memory = memory_of(rulebook)
    key = (time, lang, day)
    if key not in memory:
        memory[key] = el("time", date_words(rulebook, lang, day), datetime=day.isoformat())
    return memory[key]


def left(rulebook: Rulebook, lang: Language, day: dt.date, today: dt.date) -> str:
    """How far ``day`` is from ``today``: "yesterday", "today", "tomorrow", "in 3 days", "2 days ago"."""
    days = (day - today).days
    if days < 0:
        return counted(rulebook, lang, "left.overdue", -days)
    if days < 2:
        return say(rulebook, lang, ("left.today", "left.tomorrow")[days])
    return say(rulebook, lang, "left.days", n=days)


# --- limits -----------------------------------------------------------------------------------------------------


def _amount(limit: Limit) -> str:
    return f"{limit.least}–{limit.amount}" if 0 < limit.least < limit.amount else str(limit.amount)


def amount_words(rulebook: Rulebook, lang: Language, limit: Limit, *, longest: bool = False) -> str:
    """The bare amount of a limit, for a sentence that says "within" itself: "4 days", "10–30 working days".

    Of a limit whose length the merchant sets it says so. ``longest``: of a window only its end, "30 working days".
    """
    if limit.amount_from is not None:
        return say(rulebook, lang, "duration.own")
    amount = str(limit.amount) if longest else _amount(limit)
    if lang == "zh":
        return amount + _CHINESE_UNITS[limit.unit]
    number = "one" if limit.amount == 1 else "many"
    return say(rulebook, lang, f"duration.{limit.unit}_{number}", n=amount)


def _up_to(rulebook: Rulebook, lang: Language, limit: Limit, words: str) -> str:
    if limit.kind != "window" or limit.least:
        return words
    return f"最多{words}" if lang == "zh" else say(rulebook, lang, "duration.up_to", duration=words)


def duration(rulebook: Rulebook, lang: Language, limit: Limit) -> str:
    """How long a limit is: "4 days", "10–30 working days", "up to 15 working days"; a chain adds up."""
    if not limit.chain:
        return _up_to(rulebook, lang, limit, amount_words(rulebook, lang, limit))
    links = [rulebook.limits[link] for link in limit.chain]
    same_unit = len({link.unit for link in links}) == 1
    words = []
    for link in links:
        bare = same_unit and link is not links[-1]
        words.append(_up_to(rulebook, lang, link, _amount(link) if bare else amount_words(rulebook, lang, link)))
    return " + ".join(words)


def start_event(rulebook: Rulebook, lang: Language, limit: Limit) -> str:
    """The event that starts the count, in words that fit inside a sentence: "the promised ship date"."""
    first = rulebook.limits[limit.chain[0]] if limit.chain else limit
    event = rulebook.facts[first.counted_from].event
    if event is None:
        raise RulebookError(f"facts/: {first.counted_from}", "starts a limit; add event.en and event.it")
    return event[lang]


def reading_day(limit: Limit, reading: str) -> int | None:
    """The day number on which a duty falls by the ``strict`` or ``literal`` reading; None for other kinds."""
    place = getattr(limit, reading)
    return None if place is None else reading_days(limit, place)


def reading_words(rulebook: Rulebook, lang: Language, limit: Limit, reading: str) -> str:
    """ "day 4": where a reading puts a duty. Raises RulebookError when the limit has no such reading."""
    day = reading_day(limit, reading)
    if day is None:
        raise RulebookError(f"limits.toml: {limit.id}", f"is a {limit.kind}: only a duty has a {reading} reading")
    return say(rulebook, lang, "reading.day", n=day)


def name(rulebook: Rulebook, lang: Language, closed_list: str, id_: str) -> str:
    """The reader's name for a word of a closed list: ``name(…, "actor", "dsers")``."""
    return rulebook.vocabulary[closed_list][id_][lang]


def fact_value(rulebook: Rulebook, lang: Language, fact: str, value: str | int | dt.date) -> str:
    """The answer to a question as the reader would say it: the label of a choice, a date, a number."""
    if isinstance(value, dt.date):
        return date_words(rulebook, lang, value)
    labels = {choice.id: choice.label for choice in rulebook.facts[fact].values}
    if value in labels:
        return labels[value][lang]
    return say(rulebook, lang, "fact.given") if value == "given" else str(value)

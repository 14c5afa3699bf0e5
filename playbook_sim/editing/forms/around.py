"""The other files of the rulebook: where it comes from, what it is called, what goes with the rules."""

from __future__ import annotations

from playbook_sim.editing.forms.parts import (
    DATE,
    DATES,
    FLAG,
    NAMED,
    STRING,
    STRINGS,
    Form,
    Maker,
    Schema,
    but,
    each,
    says,
    several,
    there,
    when,
)
from playbook_sim.editing.forms.rules import had_table
from playbook_sim.editing.forms.told import told
from playbook_sim.loading.book import VOCABULARY
from playbook_sim.loading.parts import NOTE_KINDS, QUOTE_WORDS, REASONS
from playbook_sim.model import (
    Calendar,
    CalendarYear,
    Change,
    Citation,
    Doubt,
    Evidence,
    Metric,
    Note,
    Option,
    Question,
    Reading,
    Release,
    Rulebook,
    Source,
    Term,
)

_VERSION: Schema = {"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9]{1,6}){0,3}$"}
_YEAR = r"^[0-9]{4}$"


def top(make: Maker) -> Schema:
    """``rulebook.toml``."""
    lists = ("languages", "message_languages", "calendars", "problems")
    scalars = ("version", "released", "default_calendar", "first_date", "last_date")
    return make.table(
        Form(
            name="rulebook",
            model=Rulebook,
            left_out=tuple(key for key in Rulebook.__dataclass_fields__ if key not in (*lists, *scalars)),
            also={
                "version": _VERSION,
                "languages": NAMED,
                "message_languages": NAMED,
                "calendars": NAMED,
                "problems": {**STRINGS, "items": {"type": "string", "pattern": "^[^/]+/.+$"}},
            },
            needs=("languages", "message_languages", "calendars"),
        )
    )


def vocabulary(make: Maker) -> Schema:
    """``vocabulary.toml``: the lists, with just the words that the engine knows where it decides them."""

    def names(words: tuple[str, ...] | None) -> Schema:
        if words is None:
            return each(make.text())
        return {
            "type": "object",
            "properties": {word: make.text() for word in words},
            "required": [*words],
            "additionalProperties": False,
        }

    return make.table(
        Form(name="vocabulary", also={key: names(words) for key, words in VOCABULARY.items()}, needs=(*VOCABULARY,))
    )


def words(make: Maker) -> Schema:
    """``words/*.toml``: groups of sentences inside groups, as deep as one likes."""
    languages = make.rulebook.languages
    text = {key: value for key, value in make.text().items() if key != "type"}
    group = {"additionalProperties": {"$ref": "#/definitions/words"}}
    either = when({"anyOf": [there(language) for language in languages]}, text, group)
    return {
        "type": "object",
        "description": told("words"),
        "additionalProperties": {"$ref": "#/definitions/words"},
        "definitions": {"words": {"type": "object", "description": told("words", "sentence"), **either}},
    }


def sources(make: Maker) -> Schema:
    """``sources.toml``."""
    return each(
        make.table(Form(name="source", model=Source, left_out=("id",), also={"language": make.listed("language")}))
    )


def citations(make: Maker) -> Schema:
    """``citations/*.toml``."""
    short = {"type": "string", "pattern": rf"^\s*\S+(\s+\S+){{0,{QUOTE_WORDS - 1}}}\s*$"}
    return each(make.table(Form(name="citation", model=Citation, left_out=("id",), also={"quote": short})))


def doubts(make: Maker) -> Schema:
    """``doubts.toml``."""
    reading = make.table(
        Form(
            name="reading",
            model=Reading,
            also={"cites": STRINGS},
            spares=("cites",),
            rules=(when(there("link"), {}, but(needs=("cites",), cites={"minItems": 1})),),
        )
    )
    return each(
        make.table(
            Form(
                name="doubt",
                model=Doubt,
                left_out=("id", "readings"),
                also={"reading": several(reading, 1)},
                needs=("reading",),
            )
        )
    )


def notes(make: Maker) -> Schema:
    """``notes/*.toml``."""
    cited = {"anyOf": [says(kind=kind) for kind in ("gap", "left_out")]}
    return each(
        make.table(
            Form(
                name="note",
                model=Note,
                left_out=("id",),
                words={"kind": NOTE_KINDS, "reason": REASONS},
                also={"cites": STRINGS},
                spares=("cites",),
                rules=(
                    when(cited, but(needs=("cites",), cites={"minItems": 1})),
                    when(says(kind="left_out"), but(needs=("reason",)), but(without=("reason",))),
                    when(says(kind="footnote"), but(needs=("link", "checked_on"))),
                ),
            )
        )
    )


def evidence(make: Maker) -> Schema:
    """``evidence.toml``."""
    return each(make.table(Form(name="evidence", model=Evidence, left_out=("id",))))


def metrics(make: Maker) -> Schema:
    """``metrics.toml``."""
    return each(
        make.table(Form(name="metric", model=Metric, left_out=("id",), also={"where": make.listed("platform")}))
    )


def glossary(make: Maker) -> Schema:
    """``glossary.toml``."""
    also = {
        "type": "object",
        "properties": dict.fromkeys(make.rulebook.message_languages, STRINGS),
        "additionalProperties": False,
    }
    return each(
        make.table(Form(name="term", model=Term, left_out=("id",), also={"also": also}, for_messages=("term",)))
    )


def triage(make: Maker) -> Schema:
    """``triage.toml``."""
    option = make.table(
        Form(
            name="option",
            model=Option,
            rules=(when(there("question"), but(without=("problem",)), but(needs=("problem",))),),
        )
    )
    return each(
        make.table(
            Form(
                name="question",
                model=Question,
                left_out=("id", "options"),
                also={"option": several(option, 2)},
                needs=("option",),
            )
        )
    )


def history(make: Maker) -> Schema:
    """``history.toml``."""
    touches = ("problems", "limits", "had")
    change = make.table(
        Form(
            name="change",
            model=Change,
            also={"had": each(had_table(make))},
            rules=({"anyOf": [there(key) for key in touches]},),
        )
    )
    release = make.table(
        Form(
            name="release",
            model=Release,
            left_out=("changes",),
            also={"version": _VERSION, "change": several(change)},
        )
    )
    return {
        **make.table(Form(name="history", also={"version": several(release, 1)}, needs=("version",))),
    }


def calendar(make: Maker) -> Schema:
    """``calendars/*.toml``: those of a country and its cities, or one whose working days are always known."""
    named = {"type": "object", "additionalProperties": make.text()}
    dated = {"type": "object", "additionalProperties": DATES}
    year = make.table(
        Form(
            name="calendar_year",
            model=CalendarYear,
            left_out=("year", "link", "workdays"),
            also={"holidays": dated, "makeup_days": dated, "by_hand": FLAG, "reference": STRING},
            rules=(when(says(verified=True), but(needs=("reference",)), but(without=("reference",))),),
        )
    )
    reference = make.table(
        Form(
            name="reference",
            also={"title": make.text(), "link": STRING, "checked_on": DATE},
            needs=("title", "link", "checked_on"),
        )
    )
    names = make.table(Form(name="names", also={"holidays": named, "makeup_days": named}))
    city = make.table(Form(name="city", also={"name": make.text(), "dates": dated}, needs=("name", "dates")))
    years = {"type": "object", "additionalProperties": year, "propertyNames": {"pattern": _YEAR}, "minProperties": 1}
    own = ("unverified_reason", "names", "references", "years", "patron_rule", "patrons", "cities")
    of_cities = ("patron_rule", "patrons")
    return make.table(
        Form(
            name="calendar",
            model=Calendar,
            left_out=("id", "holidays", "workdays"),
            also={
                "names": names,
                "references": each(reference),
                "years": years,
                "patron_rule": make.text(),
                "patrons": named,
                "cities": each(city),
            },
            spares=("unverified_reason",),
            rules=(
                when(
                    says(always_known=True),
                    but(without=own),
                    but(needs=("unverified_reason", "names", "years"))
                    | {"allOf": [when(there("cities"), but(needs=of_cities), but(without=of_cities))]},
                ),
            ),
        )
    )

"""The files that say what is asked, how long things take and what to do: facts, limits, messages, problems, steps."""

from __future__ import annotations

from playbook_sim.derived import OUTCOMES
from playbook_sim.editing.forms.parts import (
    CONDITIONS,
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
from playbook_sim.loading.facts import FACT_KINDS
from playbook_sim.loading.history import HAD
from playbook_sim.loading.limits import LIMIT_KINDS, READINGS, RESTATED, TIMINGS, UNITS
from playbook_sim.loading.messages import BLANK_KINDS
from playbook_sim.loading.readings import because
from playbook_sim.model import Blank, Derivation, Fact, Limit, Message, Outside, Problem, Reason, Rule, Step, Value

_OF_A_DATE = ("event", "past", "not_before")
_OF_AN_INTEGER = ("least", "most")
_OF_A_DERIVED = tuple(Derivation.__dataclass_fields__)
_BECAUSE = tuple(because(reading) for reading in ("strict", "literal"))


def facts(make: Maker) -> Schema:
    """``facts/*.toml``."""
    value = make.table(Form(name="value", model=Value))

    def kind(kind: str, *, needs: tuple[str, ...] = (), may: tuple[str, ...] = (), **more: Schema) -> Schema:
        special = ("value", "required", *_OF_A_DATE, *_OF_AN_INTEGER, *_OF_A_DERIVED)
        without = [key for key in special if key not in (*needs, *may, *more)]
        return when(says(kind=kind), but(needs=(*needs, *more), without=without, **more))

    return each(
        make.table(
            Form(
                name="fact",
                model=Fact,
                left_out=("id", "values", "derivation"),
                words={"kind": FACT_KINDS},
                also={
                    "value": several(value),
                    "function": {"type": "string", "enum": [*OUTCOMES]},
                    "limits": STRINGS,
                    "on": STRING,
                },
                spares=("required",),
                rules=(
                    kind("choice", value={"minItems": 2}),
                    kind("yes_no"),
                    kind("date", needs=("event",), may=("required", *_OF_A_DATE)),
                    kind("integer", needs=_OF_AN_INTEGER, may=("required",)),
                    kind("derived", needs=("function", "on"), value={"minItems": 1}, limits={"minItems": 1}),
                ),
            )
        )
    )


def limits(make: Maker) -> Schema:
    """``limits.toml``."""
    return each(_limit(make))


def _limit(make: Maker) -> Schema:
    """One limit: a plain one, or a chain of them."""
    words = _words_of_limits(make)
    same = {"anyOf": [says(strict=reading, literal=reading) for reading in READINGS]}
    plain = but(
        needs=("timing", "counted_from", "unit", "cites"),
        without=("chain",),
    ) | {
        "allOf": [
            when(
                says(kind="duty"),
                but(needs=("strict", "literal"), without=("least",)),
            ),
            when(
                {"anyOf": [says(kind=kind) for kind in LIMIT_KINDS if kind != "duty"]},
                but(without=("strict", "literal", "outside", *_BECAUSE)),
            ),
            when(says(unit="working_days"), but(needs=("calendar",))),
            when(says(unit="days"), but(without=("calendar",))),
            when(
                there("amount_from"),
                but(
                    needs=("strict",),
                    without=("amount", "unit_stated", "earlier"),
                    kind={"const": "duty"},
                    strict={"const": "that_day"},
                ),
                but(needs=("amount", "unit_stated")),
            ),
            when({"required": ["strict", "literal"]}, when(same, but(without=_BECAUSE), but(needs=_BECAUSE))),
            when({"properties": {"earlier": {"minItems": 1}}, "required": ["earlier"]}, there("valid_from")),
        ]
    }
    chain_keys = ("label", "kind", "chain")
    table = make.table(
        Form(
            name="limit",
            model=Limit,
            left_out=("id", "versions"),
            words=words,
            also=_written_anew(make) | {"chain": {**NAMED, "minItems": 2}, "earlier": several(_earlier(make))},
            spares=("timing", "counted_from", "unit", "amount", "least"),
        )
    )
    table["required"] = ["label", "kind"]
    only = but(without=[key for key in table["properties"] if key not in chain_keys], kind={"const": "window"})
    return {**table, "allOf": [when(there("chain"), only, plain)]}


def _earlier(make: Maker, *, keys: tuple[str, ...] = (*RESTATED, "valid_from"), name: str = "limit/earlier") -> Schema:
    """What was different in an older version of a limit: any of ``keys``."""
    form = Form(
        name=name,
        model=Limit,
        left_out=tuple(key for key in Limit.__dataclass_fields__ if key not in keys),
        words={key: words for key, words in _words_of_limits(make).items() if key in keys},
        also={key: schema for key, schema in _written_anew(make).items() if key in keys}
        | ({"earlier": several(_earlier(make))} if "earlier" in keys else {}),
    )
    return {**make.table(form), "required": []}


def had_table(make: Maker) -> Schema:
    """What a limit had before a change of the rulebook: what its dates followed from."""
    return _earlier(make, keys=HAD, name="limit/had")


def _words_of_limits(make: Maker) -> dict[str, tuple[str, ...]]:
    return {
        "kind": LIMIT_KINDS,
        "timing": TIMINGS,
        "unit": UNITS,
        "strict": READINGS,
        "literal": READINGS,
        "calendar": tuple(make.rulebook.calendars),
    }


def _written_anew(make: Maker) -> dict[str, Schema]:
    reason = make.table(Form(name="reason", model=Reason))
    return {
        "least": {"type": "integer", "minimum": 0},
        "amount": {"type": "integer", "minimum": 1},
        "strict_because": reason,
        "literal_because": reason,
        "outside": make.table(Form(name="outside", model=Outside, also={"amount": {"type": "integer", "minimum": 1}})),
    }


def messages(make: Maker) -> Schema:
    """``messages/*.toml``."""
    return each(
        make.table(
            Form(
                name="message",
                model=Message,
                left_out=("id", "blanks"),
                also={"to": make.listed("actor")},
                for_messages=("subject", "body"),
            )
        )
    )


def problem(make: Maker) -> Schema:
    """``problems/<platform>/<problem>.toml``."""
    return make.table(
        Form(
            name="problem",
            model=Problem,
            left_out=("id", "platform", "rules"),
            also={
                "stage": make.listed("stage"),
                "step": several(_step(make)),
                "rule": several(_rule(make), 1),
                "analogy": STRINGS,
            },
            needs=("cites",),
            rules=(
                when(
                    there("mirrors"),
                    but(without=("asks", "step", "rule")),
                    but(needs=("rule",), without=("analogy",)),
                ),
            ),
        )
    )


def _rule(make: Maker) -> Schema:
    silent = {"properties": {"silent": {"const": True}}, "required": ["silent"]}
    return make.table(
        Form(
            name="rule",
            model=Rule,
            left_out=("steps",),
            also={
                "outcome": make.listed("outcome"),
                "step": several(_step(make)),
            },
            rules=(
                when(
                    silent,
                    but(needs=("nearest", "ask", "notes"), nearest={"minItems": 1}, notes={"minItems": 1}),
                    but(without=("ask",), nearest={"maxItems": 0}),
                ),
            ),
        )
    )


def _step(make: Maker) -> Schema:
    """A step as it stands in a problem: its own, or ``use`` of a shared one, which may send another ``message``."""
    step = _own_step(make, also={"use": STRING})
    needed = step["required"]
    others = [key for key in step["properties"] if key not in ("use", "message")]
    return {
        **step,
        "required": [],
        "allOf": [when(there("use"), but(without=others), but(needs=needed)), *step["allOf"]],
    }


def _own_step(make: Maker, *, also: dict[str, Schema] | None = None, left_out: tuple[str, ...] = ()) -> Schema:
    actor = make.listed("actor")
    return make.table(
        Form(
            name="step",
            model=Step,
            left_out=left_out,
            also={
                "actor": actor,
                "through": {**STRINGS, "items": actor},
                "done_when": CONDITIONS,
                **(also or {}),
            },
            rules=(
                when({"properties": {"by_message": {"const": True}}, "required": ["by_message"]}, there("message")),
                when(there("done_on"), there("done_when")),
            ),
        )
    )


def shared_steps(make: Maker) -> Schema:
    """``steps/*.toml``."""
    return each(_own_step(make, left_out=("id", "follow")))


def blanks(make: Maker) -> Schema:
    """``blanks.toml``."""
    form = Form(name="blank", model=Blank, left_out=("id",), words={"kind": BLANK_KINDS}, for_messages=("label",))
    return each(make.table(form))

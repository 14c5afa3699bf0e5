"""The schemas follow the loader: they refuse nothing that it takes, and what it refuses as far as a schema can tell."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from toml_files import RULEBOOK, at, complaints, kind_of, loading, places, read, tracked

from playbook_sim.editing.forms import told
from playbook_sim.editing.forms.files import KINDS, schemas, stale, write
from playbook_sim.loading import load_rulebook
from playbook_sim.loading.reading import Table
from playbook_sim.site.places import ROOT

# Written for tools that have schemas of their own for them.
FOREIGN = {ROOT / "pyproject.toml", ROOT / ".vscode" / "taplo.toml"}
FILES = [file for file in tracked() if file not in FOREIGN]
OF_THE_RULEBOOK = [file for file in FILES if file.is_relative_to(RULEBOOK)]
LIMITS, NOTES, HISTORY = (RULEBOOK / f"{name}.toml" for name in ("limits", "notes/left_out", "history"))
PROBLEM = RULEBOOK / "problems/dsers_tmall/wrong_item.toml"
FACTS = RULEBOOK / "facts/dsers_tmall.toml"
CASES = ROOT / "tests/cases/dsers_tmall/wrong_item.toml"


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


# --- what is committed


def test_the_schemas_are_what_the_generator_writes() -> None:
    assert stale(load_rulebook()) == []


def test_writing_heals_what_is_not_as_it_must_be(tmp_path: Path) -> None:
    rulebook = load_rulebook()
    written = write(rulebook, tmp_path)
    assert stale(rulebook, tmp_path) == []
    schema = tmp_path / "playbook_sim/editing/schemas/limits.json"
    schema.write_text("{}", encoding="utf-8")
    schema.with_name("gone.json").write_text("{}", encoding="utf-8")
    book = tmp_path / "playbook_sim/rulebook"
    book.mkdir()
    (book / "limits.toml").write_text("#:schema elsewhere.json\n# How long.\n", encoding="utf-8")
    wrong = [error.place for error in stale(rulebook, tmp_path)]
    assert sorted(wrong) == [
        "playbook_sim/editing/schemas/gone.json",
        "playbook_sim/editing/schemas/limits.json",
        "playbook_sim/rulebook/limits.toml",
    ]
    assert len(write(rulebook, tmp_path)) == 3 < len(written)
    assert stale(rulebook, tmp_path) == []
    first, second = (book / "limits.toml").read_text(encoding="utf-8").splitlines()
    assert (book / first.removeprefix("#:schema ")).resolve() == schema
    assert second == "# How long."


def test_the_mark_that_an_editor_of_windows_puts_first_is_read_over(tmp_path: Path) -> None:
    rulebook = load_rulebook()
    write(rulebook, tmp_path)
    limits = tmp_path / "playbook_sim/rulebook/limits.toml"
    limits.parent.mkdir()
    limits.write_text("# How long.\n", encoding="utf-8")
    write(rulebook, tmp_path)
    good = limits.read_text(encoding="utf-8")
    limits.write_text(good, encoding="utf-8-sig")
    assert stale(rulebook, tmp_path) == []
    limits.write_text(good.partition("\n")[0] + "\n\N{ZERO WIDTH NO-BREAK SPACE}" + good, encoding="utf-8")
    write(rulebook, tmp_path)
    assert limits.read_text(encoding="utf-8") == good


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_schema_is_one(kind: Any) -> None:
    Draft7Validator.check_schema(schemas(load_rulebook())[kind.name])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_keys_of_every_table_can_be_offered(kind: Any) -> None:
    # Taplo's language server offers no key of a table that has conditions in allOf.
    made = schemas(load_rulebook())[kind.name]
    tables = [made, *(at(made, path) for path in places(made) if isinstance(at(made, path), dict))]
    assert [table for table in tables if "allOf" in table and "additionalProperties" in table] == []


@pytest.mark.parametrize("file", FILES, ids=named)
def test_each_file_is_as_its_schema_says(file: Path) -> None:
    assert complaints(file, read(file)) == []


def test_nobody_explains_what_no_file_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[tuple[str, str]] = set()
    words = told.spoken()

    class Watched(dict):
        def __init__(self, form: str, keys: Any) -> None:
            super().__init__(keys)
            self.form = form

        def __getitem__(self, key: str) -> Any:
            asked.add((self.form, key))
            return super().__getitem__(key)

    watched = {form: Watched(form, keys) for form, keys in words.items()}
    monkeypatch.setattr(told, "spoken", lambda: watched)
    schemas(load_rulebook())
    assert {(form, key) for form, keys in words.items() for key in keys} - asked == set()


# --- the loader asks for just these keys


def test_each_key_that_the_loader_asks_for_is_known_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, set[str]] = defaultdict(set)
    known: dict[str, set[str]] = defaultdict(set)
    forms = {told.told(form): form for form in told.spoken() if "whole" in told.spoken()[form]}
    finish, over = Table.finish, Table.over
    joined: list[Table] = []

    def note(table: Table) -> None:
        kind = kind_of(RULEBOOK / table.file)
        # What stands in a text of a limit that is read once more is looked at where the limit stands.
        again = any(table.file == other.file and table.path.startswith(f"{other.path}.") for other in joined)
        node = {} if kind == "words" or again else _node(made[kind], table.path)
        # An older version of a limit is read together with what it leaves unsaid: that is the limit again.
        if node.get("description") in forms and not any(table is other for other in joined):
            asked[forms[node["description"]]] |= table._read
            known[forms[node["description"]]] |= set(node["properties"])
        finish(table)

    def join(table: Table, *args: Any, **options: Any) -> Table:
        joined.append(over(table, *args, **options))
        return joined[-1]

    made = schemas(load_rulebook())
    monkeypatch.setattr(Table, "finish", note)
    monkeypatch.setattr(Table, "over", join)
    load_rulebook(RULEBOOK)
    assert dict(asked) == dict(known)
    assert len(asked) > 20


def _node(schema: dict[str, Any], path: str) -> dict[str, Any]:
    """What a schema says of the table at a place as the loader names it."""
    for key in filter(None, path.split(".")):
        name, entry, _ = key.partition("[")
        schema = schema.get("properties", {}).get(name) or schema["additionalProperties"]
        schema = schema["items"] if entry else schema
    return schema


# --- both refuse the same


def refused(file: Path, data: dict[str, Any]) -> bool:
    return complaints(file, data) != []


MISTAKES = [
    (LIMITS, ("dsers_overdue_press", "kind"), "dutty"),
    (LIMITS, ("dsers_overdue_press", "amount"), "2"),
    (LIMITS, ("dsers_overdue_press", "amount"), 0),
    (LIMITS, ("dsers_overdue_press", "label"), {"en": "Press the supplier"}),
    (LIMITS, ("dsers_overdue_press", "label"), {"en": "Press the supplier", "it": " "}),
    (LIMITS, ("dsers_overdue_press", "lable"), {"en": "a", "it": "b"}),
    (LIMITS, ("dsers_overdue_press", "least"), 1),
    (LIMITS, ("dsers_overdue_press", "calendar"), "china"),
    (LIMITS, ("dsers_overdue_press", "cites"), []),
    (LIMITS, ("dsers_verification", "strict"), "that_day"),
    (LIMITS, ("dsers_verification", "calendar"), "chna"),
    (LIMITS, ("dsers_verification", "valid_from"), "soon"),
    (NOTES, ("left_out_hide_refund", "reason"), "dull"),
    (NOTES, ("left_out_hide_refund", "kind"), "footnote"),
    (PROBLEM, ("stage",), "after_shippment"),
    (PROBLEM, ("rule",), []),
    (PROBLEM, ("rule", 0, "step", 0, "actor"), "merchand"),
    (PROBLEM, ("rule", 0, "step", 0, "use"), "answer_dispute"),
    (PROBLEM, ("rule", 0, "silent"), True),
    (FACTS, ("promised_ship_date", "past"), "no"),
    (FACTS, ("promised_ship_date", "value"), [{"id": "a", "label": {"en": "a", "it": "b"}}]),
    (HISTORY, ("version", 0, "version"), "first"),
    (CASES, ("case", 0, "expects"), {}),
    (CASES, ("case", 0, "expect", "status"), "solved"),
    (CASES, ("case", 0, "expect", "cites"), []),
    (CASES, ("case", 0, "today"), 12),
]


@pytest.mark.parametrize(("file", "path", "value"), MISTAKES)
def test_a_typical_mistake_is_refused_at_its_place(file: Path, path: tuple[Any, ...], value: Any) -> None:
    data = read(file)
    at(data, path[:-1])[path[-1]] = value
    said = complaints(file, data)
    around = ".".join(map(str, path[:-1]))
    assert any(line.startswith(around) for line in said), said


SEED = 20261126
TRIES_EACH = 3


@pytest.mark.parametrize("file", OF_THE_RULEBOOK, ids=named)
def test_the_schema_refuses_only_what_the_loader_refuses_and_all_that_it_can(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(f"{SEED} {named(file)}")
    for _ in range(TRIES_EACH):
        data = read(file)
        path = draw.choice([path for path in places(data) if path])
        done, formal = _spoil(at(data, path[:-1]), path[-1], draw)
        error = loading(monkeypatch, file, data)
        said = complaints(file, data)
        told = f"{'.'.join(map(str, path))}: {done}; the loader says {error}; the schema says {said[:3]}"
        if said:
            assert error is not None, told
        if error is not None and (formal or "is missing: add" in error.problem):
            assert said, told


def _spoil(holder: Any, key: Any, draw: random.Random) -> tuple[str, bool]:
    """Change one thing; what was done, and whether it is wrong whatever the rest says."""
    value = holder[key]
    ways = ["drop", "double", "number", "table", "blank"]
    if isinstance(holder, dict):
        ways += ["rename", "rename"]
    way = draw.choice(ways)
    if way == "drop":
        del holder[key]
    elif way == "double" and isinstance(value, str):
        holder[key] = value * 2
    elif way == "rename":
        holder[f"{key}x"] = holder.pop(key)
    elif way == "number":
        holder[key] = 3.5
        return way, True
    elif way == "table":
        holder[key] = {"oops": 1}
    else:
        holder[key] = "" if isinstance(value, str) else []
    return way, False

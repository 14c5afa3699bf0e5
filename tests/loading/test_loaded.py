"""What is loaded is what is written: every field of the model against the TOML, read a second time without the loader.

Where a key is absent the model holds nothing: no text, an empty list, false. The other rulebooks are there for what the
shipped one has none of: limits that change from a day on, and a history that moved dates.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

import dated
import pinned
import pytest
from oracle import RULEBOOK

from playbook_sim.loading import load_rulebook
from playbook_sim.model import Limit, Rulebook

CORRECTED = Path(__file__).parents[1] / "corrected.toml"


class Written(NamedTuple):
    """A rulebook, loaded, and the folder it was loaded from."""

    book: Rulebook
    root: Path

    def toml(self, name: str) -> dict[str, Any]:
        """A file as it is."""
        return tomllib.loads((self.root / name).read_text(encoding="utf-8"))

    def entries(self, folder: str) -> dict[str, Any]:
        """The entries of all files of a folder, in the order of the files' names."""
        found: dict[str, Any] = {}
        for file in sorted((self.root / folder).glob("*.toml")):
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
        return found


@pytest.fixture(scope="module", params=["shipped", "dated", "corrected"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The rulebook as shipped, one with limits that change from a day on, one whose history moved dates."""
    if request.param == "shipped":
        return Written(load_rulebook(), RULEBOOK)
    folder = tmp_path_factory.mktemp(request.param) / "rulebook"
    root = dated.copy(folder) if request.param == "dated" else pinned.copy(folder)
    if request.param == "corrected":
        (root / "history.toml").write_text(CORRECTED.read_text(encoding="utf-8"), encoding="utf-8")
    return Written(load_rulebook(root), root)


def absent(type_: str) -> Any:
    """What the model holds where nothing is written."""
    if type_.startswith("tuple"):
        return ()
    return {"bool": False, "int": 0, "Conditions": {}}.get(type_)


def tuples(value: Any) -> Any:
    """A value of TOML with its lists as the model has them."""
    if isinstance(value, list):
        return tuple(tuples(entry) for entry in value)
    return {key: tuples(entry) for key, entry in value.items()} if isinstance(value, Mapping) else value


def differences(one: Any, raw: Mapping[str, Any], place: str = "", **known: Any) -> Iterator[str]:
    """Each field of ``one`` that does not hold what ``raw`` says; ``known`` is what must stand in the fields it names.

    Tables inside are written under the name of the field, or in the singular.
    """
    for field in fields(one):
        found, at = getattr(one, field.name), f"{place}.{field.name}"
        key = field.name if field.name in raw else field.name.removesuffix("s")
        if field.name in known:
            if found != known[field.name]:
                yield f"{at}: {found!r} instead of {known[field.name]!r}"
        elif is_dataclass(found):
            yield from differences(found, raw[key], at)
        elif isinstance(found, tuple) and any(is_dataclass(part) for part in found):
            if len(found) != len(raw[key]):
                yield f"{at}: {len(found)} instead of {len(raw[key])}"
            for part, told in zip(found, raw[key], strict=False):
                yield from differences(part, told, at)
        elif found != (wanted := tuples(raw[key]) if key in raw else absent(field.type)):
            yield f"{at}: {found!r} instead of {wanted!r}"


def all_differences(found: Mapping[str, Any], raw: Mapping[str, Any], **known: Any) -> list[str]:
    """Those of all entries of a kind, which must be there in their order."""
    assert list(found) == list(raw)
    return [line for id_, one in found.items() for line in differences(one, raw[id_], id_, id=id_, **known)]


def test_the_heading(written: Written) -> None:
    raw = written.toml("rulebook.toml")
    for key in ("version", "released", "default_calendar", "first_date", "last_date"):
        assert getattr(written.book, key) == raw[key], key
    for key in ("languages", "message_languages"):
        assert getattr(written.book, key) == tuple(raw[key]), key
    assert list(written.book.problems) == [path.partition("/")[2] for path in raw["problems"]]


def test_the_vocabulary(written: Written) -> None:
    assert written.book.vocabulary == written.toml("vocabulary.toml")


def test_the_words(written: Written) -> None:
    def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
        for key, value in table.items():
            if any(language in value for language in written.book.languages):
                yield prefix + key, value
            else:
                yield from flat(value, f"{prefix}{key}.")

    files = sorted((written.root / "words").glob("*.toml"))
    wanted = {key: text for file in files for key, text in flat(written.toml(f"words/{file.name}"))}
    assert written.book.words == wanted


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("sources", "sources.toml"),
        ("citations", "citations"),
        ("doubts", "doubts.toml"),
        ("notes", "notes"),
        ("evidence", "evidence.toml"),
        ("triage", "triage.toml"),
        ("metrics", "metrics.toml"),
    ],
)
def test_what_stands_by_itself(kind: str, place: str, written: Written) -> None:
    raw = written.toml(place) if place.endswith(".toml") else written.entries(place)
    assert all_differences(getattr(written.book, kind), raw) == []


def test_the_glossary(written: Written) -> None:
    raw = written.toml("glossary.toml")
    assert list(written.book.glossary) == list(raw)
    for id_, term in written.book.glossary.items():
        also = {tongue: tuple(raw[id_].get("also", {}).get(tongue, ())) for tongue in written.book.message_languages}
        assert list(differences(term, raw[id_], id_, id=id_, also=also)) == []


def test_the_messages(written: Written) -> None:
    raw, blanks = written.entries("messages"), written.toml("blanks.toml")
    assert list(written.book.messages) == list(raw)
    for id_, message in written.book.messages.items():
        body = {tongue: text.strip() for tongue, text in raw[id_]["body"].items()}
        texts = " ".join([*body.values(), *raw[id_]["subject"].values()])
        named = {blank: blanks[blank] for blank in blanks if f"{{blank:{blank}}}" in texts}
        assert all_differences(dict(sorted(message.blanks.items())), dict(sorted(named.items()))) == []
        assert list(differences(message, raw[id_], id_, id=id_, body=body, blanks=message.blanks)) == []


def test_paragraphs_of_a_message_may_stand_further_apart_than_by_one_line(tmp_path: Path) -> None:
    root = pinned.copy(tmp_path / "rulebook")
    for file in (root / "messages").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\n\n(?=\{|\w[^=]*$)", "\n\n\n\n", text, flags=re.MULTILINE), encoding="utf-8")
        assert file.read_text(encoding="utf-8").count("\n\n\n\n") > 10
    assert load_rulebook(root).messages == pinned.rulebook().messages


def test_the_facts(written: Written) -> None:
    raw = written.entries("facts")
    yes_no = written.toml("vocabulary.toml")["yes_no"]
    assert list(written.book.facts) == list(raw)
    for id_, fact in written.book.facts.items():
        entry, known = raw[id_], {"id": id_, "required": raw[id_].get("required", False)}
        if entry["kind"] == "yes_no":
            entry = entry | {"values": [{"id": answer, "label": label} for answer, label in yes_no.items()]}
        if entry["kind"] in ("yes_no", "choice"):
            # A question that may stay open has an answer that says so.
            told = entry.get("values", entry.get("value"))
            known["required"] = not any(value.get("open", False) for value in told)
        if entry["kind"] == "derived":
            entry = entry | {"derivation": {key: entry[key] for key in ("function", "limits", "on")}}
        assert list(differences(fact, entry, id_, **known)) == []


def versions_of(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The versions of a limit as if each had been written out, the newest first."""
    newest = {key: value for key, value in entry.items() if key != "earlier"}
    written_out = [newest]
    for table in entry.get("earlier", ()):
        left = {"valid_from", "calendar"} if "unit" in table and "calendar" not in table else {"valid_from"}
        after = {key: value for key, value in written_out[-1].items() if key not in left}
        written_out.append({**after, **table})
    return written_out


def limit_differences(limit: Limit, entry: Mapping[str, Any], id_: str) -> list[str]:
    """Those of a plain limit and of all its versions."""
    versions = versions_of(entry)
    dated_ = len(versions) > 1 or "valid_from" in entry
    assert len(limit.versions) == (len(versions) if dated_ else 0)
    found = []
    for one, raw in zip((limit, *limit.versions), (versions[0], *versions), strict=False):
        reasons = [raw.get(f"{reading}_because", {}).get("cites", []) for reading in ("strict", "literal")]
        known = {
            "id": id_,
            "cites": tuple(dict.fromkeys([*raw["cites"], *reasons[0], *reasons[1]])),
            "versions": limit.versions if one is limit else (),
            # Nobody states in what unit a number is that the merchant sets: the merchant does.
            "unit_stated": raw.get("unit_stated", False) or "amount_from" in raw,
            "chain": (),
        }
        found += differences(one, raw, id_, **known)
    return found


def test_the_limits(written: Written) -> None:
    raw = written.toml("limits.toml")
    assert list(written.book.limits) == list(raw)
    assert [
        line
        for id_, limit in written.book.limits.items()
        if "chain" not in raw[id_]
        for line in limit_differences(limit, raw[id_], id_)
    ] == []


def test_the_chains(written: Written) -> None:
    """A chain adds up; it begins where its first link begins, and its sources are those of all."""
    raw = written.toml("limits.toml")
    for id_, entry in ((id_, entry) for id_, entry in raw.items() if "chain" in entry):
        links = [written.book.limits[link] for link in entry["chain"]]
        known = {
            "id": id_,
            "timing": links[0].timing,
            "counted_from": links[0].counted_from,
            "unit": links[0].unit,
            "calendar": links[0].calendar,
            "unit_stated": all(link.unit_stated for link in links),
            "least": sum(link.least for link in links),
            "amount": sum(link.amount for link in links),
            "cites": tuple(dict.fromkeys(cite for link in links for cite in link.cites)),
            "doubts": tuple(dict.fromkeys(doubt for link in links for doubt in link.doubts)),
        }
        assert list(differences(written.book.limits[id_], entry, id_, **known)) == []


def test_a_chain_has_no_consequence_and_no_note_of_its_first_link(tmp_path: Path) -> None:
    """What happens when one link has run out is not what happens at the end of all."""
    root = pinned.copy(tmp_path / "rulebook")
    file, link = root / "limits.toml", "[dsers_verification]\n"
    told = f'{link}missed.en = "Lost"\nmissed.it = "Perso"\nnotes = ["size_limits"]\n'
    file.write_text(file.read_text(encoding="utf-8").replace(link, told), encoding="utf-8")
    limits = load_rulebook(root).limits
    assert limits["dsers_claim_to_remedy"] == pinned.rulebook().limits["dsers_claim_to_remedy"]
    first = limits["dsers_verification"]
    assert (first.missed, first.notes) == ({"en": "Lost", "it": "Perso"}, ("size_limits",))


def test_the_problems(written: Written) -> None:
    shared = written.entries("steps")
    raw = {path.partition("/")[2]: (path, written.toml(f"problems/{path}.toml")) for path in paths(written)}

    def steps(table: Mapping[str, Any]) -> list[dict[str, Any]]:
        told = table.get("step", ())
        return [{"id": step["use"], **shared[step["use"]], **step} if "use" in step else step for step in told]

    for id_, (path, table) in raw.items():
        problem = written.book.problems[id_]
        original = raw[table["mirrors"]][1] if "mirrors" in table else table
        head, analogy = [], table.get("analogy", ())
        for rule, entry in zip(problem.rules, original["rule"], strict=True):
            told = [
                step | {"analogy": step.get("analogy", False) or step["id"] in analogy}
                for step in (*steps(original), *steps(entry))
            ]
            doubts = [*entry.get("doubts", ()), *(table.get("doubts", ()) if "mirrors" in table else ())]
            head += differences(rule, entry | {"steps": told}, f"{id_}.{rule.id}", doubts=tuple(dict.fromkeys(doubts)))
        known = {
            "id": id_,
            "platform": path.partition("/")[0],
            "asks": tuple(original.get("asks", ())),
            "rules": problem.rules,
        }
        assert [*head, *differences(problem, table, id_, **known)] == []


def paths(written: Written) -> list[str]:
    """The problems as rulebook.toml lists them."""
    return written.toml("rulebook.toml")["problems"]


def test_the_calendars(written: Written) -> None:
    """Each year, its holidays and make-up days with their names; each city has one day more a year."""
    for name in written.toml("rulebook.toml")["calendars"]:
        raw, calendar = written.toml(f"calendars/{name}.toml"), written.book.calendars[name]
        assert (calendar.id, calendar.name) == (name, raw["name"])
        assert calendar.always_known == raw.get("always_known", False)
        assert calendar.unverified_reason == raw.get("unverified_reason", {})
        assert list(calendar.years) == [int(year) for year in raw.get("years", ())]
        for key, year in raw.get("years", {}).items():
            loaded = calendar.years[int(key)]
            notice = raw.get("references", {}).get(year.get("reference"), {})
            assert (loaded.year, loaded.verified) == (int(key), year.get("verified", False))
            assert (loaded.reference, loaded.link) == (notice.get("title"), notice.get("link"))
            for kind, days in (("holidays", loaded.holidays), ("makeup_days", loaded.workdays)):
                dates = named_days(year.get(kind, {}), raw["names"].get(kind, {}))
                assert {day.date: day.name for day in days} == dates
                assert [day.date for day in days] == sorted(dates)
        assert calendar.holidays == {day.date: day.name for year in calendar.years.values() for day in year.holidays}
        assert calendar.workdays == {day.date: day.name for year in calendar.years.values() for day in year.workdays}
        for key, city in raw.get("cities", {}).items():
            assert_city(written, name, key, city, raw)


def named_days(dates: Mapping[str, list[dt.date]], names: Mapping[str, Any]) -> dict[dt.date, Any]:
    """Each day with its name, with all of its names where it has several."""
    found: dict[dt.date, list[Any]] = {}
    for key, days in dates.items():
        for day in days:
            found.setdefault(day, []).append(names[key])
    return {
        day: {tongue: "; ".join(text[tongue] for text in texts) for tongue in texts[0]} for day, texts in found.items()
    }


def assert_city(written: Written, country: str, key: str, entry: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    """The country's calendar with the patron saint's day among the holidays, and the rule it follows from cited."""
    base, city = written.book.calendars[country], written.book.calendars[f"{country}-{key}"]
    assert (city.id, city.name) == (f"{country}-{key}", entry["name"])
    assert (city.unverified_reason, city.always_known) == (base.unverified_reason, False)
    own = named_days(entry["dates"], raw["patrons"])
    for number, year in city.years.items():
        before = {day.date: day.name for day in base.years[number].holidays}
        patron = {day: text for day, text in own.items() if day.year == number}
        wanted = before | {
            day: {tongue: f"{before[day][tongue]}; {text[tongue]}" for tongue in text} if day in before else text
            for day, text in patron.items()
        }
        assert patron
        assert {day.date: day.name for day in year.holidays} == wanted
        assert [day.date for day in year.holidays] == sorted(wanted)
        reference = base.years[number].reference
        assert year.reference == (
            reference and {tongue: f"{text} {raw['patron_rule'][tongue]}" for tongue, text in reference.items()}
        )
        assert (year.year, year.verified, year.link) == (
            number,
            base.years[number].verified,
            base.years[number].link,
        )


def test_the_history(written: Written) -> None:
    """What a limit had is what holds after the change, but for what the change says: told backwards."""
    raw, book = written.toml("history.toml")["version"], written.book
    limits = written.toml("limits.toml")
    assert [(release.version, release.released) for release in book.history] == [
        (entry["version"], entry["released"]) for entry in raw
    ]
    for release, entry in zip(reversed(book.history), reversed(raw), strict=True):
        told = entry.get("change", [])
        assert len(release.changes) == len(told)
        for change, table in zip(reversed(release.changes), reversed(told), strict=True):
            touched = [id_ for id_ in book.problems if id_ in table.get("problems", ())]
            had = table.get("had", {})
            assert change.text == table["text"]
            assert change.problems == tuple(touched)
            assert change.limits == tuple(dict.fromkeys([*table.get("limits", ()), *had]))
            assert list(change.had) == list(had)
            for id_, before in had.items():
                left = ["valid_from", "earlier"]
                if "unit" in before and "calendar" not in before:
                    left.append("calendar")
                limits[id_] = {key: value for key, value in limits[id_].items() if key not in left} | before
                assert limit_differences(change.had[id_], limits[id_], id_) == []

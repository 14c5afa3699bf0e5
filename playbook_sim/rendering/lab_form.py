"""The form of the rule lab: every number, choice and text of a problem, piece by piece, with what is in force now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from playbook_sim.lab.fields import SINCE, Field, Part
from playbook_sim.lab.reach import GROUPS, limit_ids
from playbook_sim.rendering.form import button
from playbook_sim.rendering.html import Html, el, void
from playbook_sim.rendering.view import View

_LINE = 60
_MOST_ROWS = 14
_HELPED = ("least", SINCE)


def render_lab_form(view: View, problem: str, parts: Sequence[Part]) -> Html:
    """The form of ``parts``. Its fields carry their ids, by which the script knows them; deadlines stand open."""
    groups = []
    for group in GROUPS:
        members = [part for part in parts if part.piece.group == group and part.fields]
        if members:
            pieces = (_piece(view, problem, part, f"lab-{group}-{number}") for number, part in enumerate(members))
            groups.append(_group(view, group, len(members), pieces))
    return el("div", _find(view), *groups, el("p", class_="lab-none", hidden=True), class_="lab-fields")


def piece_title(view: View, part: Part) -> str:
    """What a piece is called: the first text in it, in the reader's language."""
    if part.piece.path[:1] and part.piece.file == "blanks.toml":
        return view.say("lab.key.blank", id=str(part.piece.path[0]))
    texts = [field for field in part.fields if field.kind == "text" and field.value]
    return next((field.value for field in texts if field.lang == view.lang), str(part.piece.path[-1:]))


def _find(view: View) -> Html:
    return el(
        "p",
        el("label", view.say("lab.form.find"), for_="lab-find"),
        void("input", type="search", id="lab-find", autocomplete="off", aria_describedby="lab-found"),
        el("span", id="lab-found", class_="lab-found", role="status"),
        class_="lab-find",
    )


def _group(view: View, group: str, count: int, pieces: Iterable[Html]) -> Html:
    title = el("span", view.say(f"lab.group.{group}"), class_="lab-group__title")
    mark = el("span", class_="lab-mark", hidden=True)
    return el(
        "details",
        el("summary", title, f" ({count})", " ", mark),
        *pieces,
        class_="lab-group",
        data_group=group,
        open=group == "limits",
    )


def _piece(view: View, problem: str, part: Part, id_: str) -> Html:
    changed = el("span", view.say("lab.form.piece_changed"), class_="lab-mark", hidden=True)
    body = [*_also(view, problem, part), *_rows(view, part, id_)]
    title = el("span", piece_title(view, part), class_="lab-piece__title")
    return el(
        "details", el("summary", title, " ", changed), *body, class_="lab-piece", open=part.piece.group == "limits"
    )


def _also(view: View, problem: str, part: Part) -> Iterator[Html]:
    """In which other problems a limit decides too: a change is a change of them all."""
    if part.piece.group != "limits":
        return
    book = view.rulebook
    others = [id_ for id_ in book.problems if id_ != problem and str(part.piece.path[0]) in limit_ids(book, id_)]
    if others:
        names = ", ".join(view.text(book.problems[id_].title) for id_ in others)
        yield el("p", view.say("lab.form.also", problems=names), class_="lab-help")


# --- fields -----------------------------------------------------------------------------------------------------


def _rows(view: View, part: Part, id_: str) -> Iterator[Html]:
    """Numbers and choices one by one; the languages of a text together."""
    depth = len(part.piece.path)
    together: list[tuple[Field, str]] = []
    told = ""
    for number, field in enumerate(part.fields):
        version = _version(view, field)
        if version != told:
            yield from _text_row(view, together, depth)
            together, told = [], version
            yield el("p", version, class_="lab-version") if version else Html("")
        if together and (field.lang is None or field.path[:-1] != together[0][0].path[:-1]):
            yield from _text_row(view, together, depth)
            together = []
        if field.lang is None:
            yield _single(view, field, f"{id_}-{number}")
        else:
            together.append((field, f"{id_}-{number}"))
    yield from _text_row(view, together, depth)


def _version(view: View, field: Field) -> str:
    numbers = [key for key in field.path if isinstance(key, int)]
    return view.say("lab.form.earlier", n=numbers[0] + 1) if "earlier" in field.path else ""


def _single(view: View, field: Field, id_: str) -> Html:
    key = str(field.path[-1])
    help_ = el("p", view.say(f"lab.key.{key}_help"), class_="lab-help", id=f"{id_}-help") if key in _HELPED else None
    label = el("label", _name(view, field), for_=id_)
    return _framed(view, field, id_, label, help_, _control(view, field, id_, helped=help_ is not None))


def _name(view: View, field: Field) -> str:
    if field.kind != "quote":
        return view.say(f"lab.key.{field.path[-1]}")
    passage = view.rulebook.citations[str(field.path[0])]
    source = view.text(view.rulebook.sources[passage.source].title)
    return view.say("lab.key.quote", source=source, section=passage.section)


def _text_row(view: View, fields: list[tuple[Field, str]], depth: int) -> Iterator[Html]:
    if not fields:
        return
    inside = [
        _framed(
            view,
            field,
            id_,
            el("label", view.name("language", field.lang or ""), for_=id_),
            _area(field, id_, field.lang),
        )
        for field, id_ in fields
    ]
    yield el(
        "fieldset",
        el("legend", _label(view, fields[0][0], depth)),
        el("div", *inside, class_="lab-languages"),
        class_="lab-text",
    )


def _label(view: View, field: Field, depth: int) -> str:
    """The name of a text by its keys: "Reading 2: Text"; a key that has no name here stands as it is."""
    words, names, keys = view.rulebook.words, [], field.path[depth:-1]
    for key, after in zip(keys, (*keys[1:], None), strict=False):
        if isinstance(key, int):
            continue
        if isinstance(after, int):
            names.append(view.say(f"lab.key.{key}", n=after + 1) if f"lab.key.{key}" in words else f"{key} {after + 1}")
        else:
            names.append(view.say(f"lab.key.{key}") if f"lab.key.{key}" in words else key)
    if len(names) > 1 and names[-1] == view.say("lab.key.text"):
        names.pop()
    return " · ".join(names) or view.say("lab.key.text")


def _framed(view: View, field: Field, id_: str, *children: Html | None) -> Html:
    now = _shown(view, field)
    said = view.say("lab.form.was", value=now) if now else view.say("lab.form.was_empty")
    # What a text was stands in it once it is put back; a number's is short enough to be read beside the new one.
    was = el("span", said if field.kind != "text" or not field.value else view.say("lab.form.was_text"))
    back = el(
        "button",
        view.say("lab.form.put_back"),
        type="button",
        class_="sim-button lab-back",
        data_action="put_back",
        aria_describedby=id_,
    )
    return el(
        "div",
        *children,
        el("p", was, " ", back, class_="lab-was", hidden=True),
        el("p", class_="sim-error", id=f"{id_}-error", hidden=True),
        class_=f"lab-field lab-field--{field.kind}",
        data_field=field.id,
    )


def _control(view: View, field: Field, id_: str, *, helped: bool) -> Html:
    described = f"{id_}-help {id_}-error" if helped else f"{id_}-error"
    if field.kind == "choice":
        options = (
            el("option", _option(view, field, option), value=option, selected=option == field.value)
            for option in field.options
        )
        return el("select", *options, id=id_, aria_describedby=described)
    if field.kind == "quote":
        source = view.rulebook.citations[str(field.path[0])].source
        return _area(field, id_, view.rulebook.sources[source].language)
    kind = {"type": "date"} if field.kind == "date" else {"type": "text", "inputmode": "numeric"}
    return void("input", id=id_, value=field.value, autocomplete="off", aria_describedby=described, **kind)


def _area(field: Field, id_: str, lang: str | None) -> Html:
    rows = min(_MOST_ROWS, max(1, sum(1 + len(line) // _LINE for line in field.value.split("\n"))))
    # The first line end in a text area is not part of what it holds.
    return el(
        "textarea",
        f"\n{field.value}",
        id=id_,
        rows=rows,
        lang=lang,
        spellcheck="true",
        aria_describedby=f"{id_}-error",
    )


def _shown(view: View, field: Field) -> str:
    return _option(view, field, field.value) if field.kind == "choice" else field.value


def _option(view: View, field: Field, option: str) -> str:
    if field.path[-1] == "counted_from":
        fact = view.rulebook.facts[option]
        return view.text(fact.event or fact.label)
    word, _, calendar = option.partition(":")
    if calendar:
        return view.say("lab.option.working_days", calendar=view.text(view.rulebook.calendars[calendar].name))
    return view.say(f"lab.option.{word}")


def render_lab_actions(view: View) -> Html:
    """How many changes there are, and the way back from all of them."""
    return el(
        "div",
        el("p", class_="lab-count", role="status"),
        el("p", class_="lab-brief", aria_hidden="true"),
        button(view.rulebook, view.lang, "all_back", words="lab.form", hidden=True),
        button(view.rulebook, view.lang, "undo", words="lab.form", hidden=True),
        *(
            el("a", view.say(f"lab.{part}.short"), href=f"#lab-{part}", class_="lab-jump")
            for part in ("form", "sample", "cases", "propose")
        ),
        class_="lab-actions",
    )

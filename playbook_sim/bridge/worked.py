"""The worked cases that a request of the rule lab brings along, and what a change of the rules changes in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from playbook_sim.bridge.requests import RequestError, text, texts
from playbook_sim.cases import read_case
from playbook_sim.contract import cited
from playbook_sim.errors import FactError
from playbook_sim.lab.expected import FOLDER, expecting
from playbook_sim.lab.passages import Instead
from playbook_sim.lab.proposal import FileChange
from playbook_sim.meaning import answered
from playbook_sim.model import Rulebook


def cases_asked(params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The worked cases at ``cases``, none where there are none. Raises RequestError."""
    cases = params.get("cases", [])
    if not isinstance(cases, list) or not all(isinstance(case, Mapping) for case in cases):
        raise RequestError('cases: write a list of {"names", "request"}')
    return cases


def expected_anew(after: Rulebook, params: Mapping[str, Any], instead: Instead) -> list[FileChange]:
    """The files of worked cases of which some expect passages that their answers by the rules ``after`` no longer show,
    with those that these show ``instead``.

    ``written``: the files, by their names below ``FOLDER``; of each of the ``cases`` its ``request``, its ``file`` and
    its ``number`` there. Raises RequestError.
    """
    if not instead:
        return []
    requests = {_place(case): case.get("request") for case in cases_asked(params)}

    def shown(file: str, number: int) -> Collection[str] | None:
        try:
            answer = answered(after, *read_case(after, requests.get((file, number))))
        except FactError:
            return None
        return cited(after, answer) if answer else None

    written = texts(params, "written")
    anew = expecting(written, instead, shown)
    return [FileChange(name, written[name], anew[name], FOLDER) for name in sorted(anew) if anew[name] != written[name]]


def _place(case: Mapping[str, Any]) -> tuple[str, int]:
    number = case.get("number")
    if not isinstance(number, int):
        raise RequestError("number: write a whole number")
    return text(case, "file"), number

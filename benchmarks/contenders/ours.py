"""The simulator as built into ``site/``: its worker on a bare page, and its own page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import task as tasks
from benchmarks.contenders import Contender, Offer, page
from benchmarks.task import Task
from playbook_sim.loading import load_rulebook

CASE_ADDRESS = urlencode({key: value for key, value in tasks.CASE.items() if key != "facts"} | tasks.CASE["facts"])
"""The case as the fragment of the simulator's address."""


def offer(task: Task, site: Path, variants: Iterable[str] = ()) -> Offer:
    """Worker and page. ``variants``: further workers, each ``name=path`` with the path below ``site``."""
    version = load_rulebook().version
    workers = {"ours": worker_of(site)} | dict(variant.split("=", 1) for variant in variants)
    contenders = [
        Contender(id=name, group="task", version=version, path=f"bench/{name}.html", expected=task.answer)
        for name in workers
    ]
    contenders.append(on_the_page("ours_page", task, version, "site"))
    pages = {f"bench/{name}.html": worker_page(f"/site/{worker}") for name, worker in workers.items()}
    return Offer(contenders=tuple(contenders), folders={"site": site}, pages=pages)


def worker_of(site: Path) -> str:
    """The worker that the simulator's page starts, below ``site``. Raises LookupError when the page names none."""
    html = (site / "en" / "simulator" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'data-runtime="[^"]*?(runtime/[^"]+)"', html)
    if found is None:
        raise LookupError("The simulator's page names no runtime (data-runtime).")
    return found[1]


def worker_page(worker: str) -> bytes:
    """The bare page that puts the case to a worker."""
    return page("worker.html", worker=worker, request=tasks.request())


def on_the_page(id_: str, task: Task, version: str, folder: str) -> Contender:
    """The simulator's page in ``folder``, opened with the case in its address."""
    return Contender(
        id=id_,
        group="page",
        version=version,
        path=f"{folder}/en/simulator/#{CASE_ADDRESS}",
        selector=".sim-parts:not([hidden])",
        expected=task.answer_words("en"),
    )

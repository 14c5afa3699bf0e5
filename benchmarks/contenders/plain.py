"""A page with a few lines of JavaScript: the limit, since nothing has to be started."""

from benchmarks.contenders import Contender, Offer, page
from benchmarks.task import Task


def offer(task: Task) -> Offer:
    """The page and its module."""
    contender = Contender(id="plain", group="task", version="", path="bench/plain.html", expected=task.answer)
    pages = {
        "bench/plain.html": page("plain.html", task=task.as_json()),
        "bench/count_days.mjs": page("count_days.mjs"),
    }
    return Offer(contenders=(contender,), pages=pages)

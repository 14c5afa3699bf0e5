"""What `make serve` shows while there are no pages yet: in the language of the address, and it appears by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from playbook_sim.site.serving.announcing import Announcer
from playbook_sim.site.serving.handler import Site, handler
from playbook_sim.site.static_server import Server, running

LANGUAGES = ("en", "it", "eo")


@contextmanager
def answering(announcer: Announcer, page: bytes | None, last_build: Path) -> Iterator[str]:
    """A server that is as far as ``announcer`` says, and builds this ``page``; the value is its address."""
    site = Site(languages=LANGUAGES, announcer=announcer, page=lambda *_: page, runtime=lambda _: None)
    with Server(last_build, 0) as server:
        server.answer_with(handler(site))
        with running(server) as url:
            yield url


def get(url: str, path: str) -> tuple[int, str]:
    with closing(HTTPConnection(urlsplit(url).netloc)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


@pytest.mark.parametrize(
    ("language", "spoken", "said"),
    [("en", "en", "Getting ready"), ("it", "it", "Un attimo"), ("eo", "en", "Getting ready")],
)
def test_before_there_are_pages_each_says_so_in_its_language(
    tmp_path: Path, language: str, spoken: str, said: str
) -> None:
    with answering(Announcer(), b"<html><head></head>", tmp_path) as url:
        status, page = get(url, f"/{language}/faq/")
    assert status == 503
    assert f'<html lang="{spoken}">' in page
    assert f"<h1>{said}" in page
    assert 'data-number="0"' in page, "any number that is told later makes it load anew"


def test_a_page_of_an_earlier_run_waits_until_there_are_pages(tmp_path: Path) -> None:
    announcer = Announcer()
    assert announcer.state.number == 0
    with answering(announcer, b"<html><head></head>", tmp_path) as url:
        announcer.begun([])
        status, page = get(url, "/it/faq/")
    assert status == 200
    assert f'data-number="{announcer.state.number}"' in page
    assert announcer.state.number > 1_700_000_000_000


def test_what_keeps_all_pages_from_being_built_is_told_from_the_first(tmp_path: Path) -> None:
    announcer = Announcer()
    announcer.begun(["limits.toml: surprise"])
    with answering(announcer, None, tmp_path / "never built") as url:
        status, page = get(url, "/it/faq/")
    assert status == 503
    assert "<h1>Non ancora pronta</h1>" in page
    assert announcer.state.trouble == ("limits.toml: surprise",)


def test_the_words_of_a_page_are_in_one_language(tmp_path: Path) -> None:
    announcer = Announcer()
    announcer.begun([])
    told = {}
    with answering(announcer, b"<html><head></head>", tmp_path) as url:
        for language in LANGUAGES:
            found = re.search(r'data-words="([^"]*)"', get(url, f"/{language}/")[1])
            assert found
            told[language] = json.loads(unescape(found[1]))
    assert told["it"]["todo"].startswith("Da sistemare")
    assert told["en"] == told["eo"] != told["it"]

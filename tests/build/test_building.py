"""A build that fails leaves the last good one; a plain server answers as a host should."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_sim.site import build as building
from playbook_sim.site.pages import PagesError
from playbook_sim.site.static_server import Handler, Server

PAGE = b"<!doctype html><html><head><title>x</title></head><body>good</body></html>"


def test_a_failed_build_leaves_the_last_good_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PagesError("docs/en: a broken edit")

    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_bytes(PAGE)
    monkeypatch.setattr(building, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(building.flowcharts, "build", lambda _: None)
    monkeypatch.setattr(building.runtime, "build", lambda _, **__: "abc")
    monkeypatch.setattr(building.pages, "build", fail)
    with pytest.raises(PagesError):
        building.build(out, "https://example.org/")
    assert (out / "index.html").read_bytes() == PAGE
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.fixture
def static(tmp_path: Path) -> Iterator[Server]:
    """The plain static server, over a small site."""
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "404.html").write_bytes(b"<!doctype html>nothing here")
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.wasm").write_bytes(b"\0asm")
    yield from _running(Server(tmp_path, 0, Handler))


def _running(server: Server) -> Iterator[Server]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with server:
        yield server
        server.shutdown()
    thread.join()


def _get(server: Server, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request("GET", path)
    return connection.getresponse()


def test_the_static_server_answers_as_a_host_should(static: Server) -> None:
    assert _get(static, "/").read() == PAGE
    assert _get(static, "/a.wasm").headers["Content-Type"] == "application/wasm"
    missing = _get(static, "/it/nothing/")
    assert (missing.status, missing.read()) == (404, b"<!doctype html>nothing here")
    assert _get(static, "/empty/").status == 404
    assert missing.headers["X-Content-Type-Options"] == "nosniff"

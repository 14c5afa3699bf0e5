"""What hosts are told to send: the built files say it, nginx and our own server do it, and the README agrees."""

import http.client
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from playbook_sim.site import headers, hosting
from playbook_sim.site.places import ROOT, SITE
from playbook_sim.site.programs import NGINX
from playbook_sim.site.static_server import served

README = (ROOT / "README.md").read_text(encoding="utf-8")
UPPER_LIMIT = 2000
"""Characters that Cloudflare Pages reads of one line."""

NGINX_CONFIGURATION = """
daemon off; pid {run}/pid; error_log {run}/error.log; {user}
events {{ }}
http {{
    access_log off; client_body_temp_path {run}/a; proxy_temp_path {run}/b; fastcgi_temp_path {run}/c;
    uwsgi_temp_path {run}/d; scgi_temp_path {run}/e;
    server {{ listen 127.0.0.1:{port}; root "{site}"; include "{site}/_nginx.conf"; }}
}}
"""


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    assert SITE.is_dir(), "The site is not built: run make build first."


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site, served by nginx with the generated part as it is."""
    program = NGINX.find()
    assert program, NGINX.what_to_install
    run = tmp_path_factory.mktemp("nginx")
    port = _free_port()
    configuration = run / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(NGINX_CONFIGURATION.format(run=run, port=port, site=SITE, user=user), encoding="utf-8")
    command = [program, "-c", str(configuration), "-p", str(run), "-e", str(run / "error.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            yield _when_it_listens(process, port)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _when_it_listens(process: subprocess.Popen[bytes], port: int) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}/"
    raise AssertionError("nginx does not answer")


@pytest.fixture(scope="module")
def our_own() -> Iterator[str]:
    """The address of the built site, served as the tests do."""
    with served(SITE) as url:
        yield url


@pytest.fixture(scope="module", params=["nginx", "our_own"])
def host(request: pytest.FixtureRequest) -> str:
    """The address of the built site on each host that can be tried here."""
    return request.getfixturevalue(request.param)


def _get(url: str, path: str, **sent: str) -> tuple[int, Message]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    with closing(connection):
        connection.request("GET", f"/{path}", headers={name.replace("_", "-"): value for name, value in sent.items()})
        response = connection.getresponse()
        return response.status, response.headers


def _policy_of_the_pages() -> str:
    page = (SITE / "en" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert found
    return found[1]


def _runtime_file() -> str:
    found = next((SITE / "runtime").rglob("*.wasm"))
    return found.relative_to(SITE).as_posix()


@pytest.mark.parametrize("path", ["", "en/", "it/simulator/", "404.html", "robots.txt"])
def test_every_file_comes_with_the_protection(host: str, path: str) -> None:
    status, got = _get(host, path)
    assert status == 200
    expected = {"Content-Security-Policy": f"{_policy_of_the_pages()}; frame-ancestors 'none'"} | headers.PROTECTION
    assert {name: got.get(name) for name in expected} == expected
    assert "unsafe-inline" not in got["Content-Security-Policy"]
    assert "'unsafe-eval'" not in got["Content-Security-Policy"]
    assert got["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in got
    assert "Strict-Transport-Security" not in got


def test_the_runtime_is_kept_for_ever_and_protected(host: str) -> None:
    status, got = _get(host, _runtime_file())
    assert (status, got["Cache-Control"]) == (200, headers.KEPT)
    assert got["Content-Type"] == "application/wasm"
    assert got["X-Content-Type-Options"] == "nosniff"


def test_what_is_missing_is_protected_and_not_kept(host: str) -> None:
    for path in ("it/nothing/", "runtime/0123456789abcdef/worker.js"):
        status, got = _get(host, path)
        assert status == 404
        assert got["Content-Type"] == "text/html; charset=utf-8"
        assert "frame-ancestors 'none'" in got["Content-Security-Policy"]
        assert got.get("Cache-Control") in (None, "no-cache")


def test_every_kind_of_file_is_called_what_it_is(host: str) -> None:
    kinds = {path.suffix.removeprefix("."): path for path in SITE.rglob("*") if path.is_file()}
    ours = {ending: path for ending, path in kinds.items() if ending and path.parent != SITE}
    assert {"html", "css", "js", "mjs", "wasm", "json", "svg"} <= set(ours)
    expected = {ending: headers.content_type(ending) for ending in ours}
    assert [ending for ending, kind in expected.items() if kind is None] == []
    got = {ending: _get(host, path.relative_to(SITE).as_posix())[1]["Content-Type"] for ending, path in ours.items()}
    assert got == expected


def test_nginx_compresses_what_shrinks_and_hides_its_own_file(nginx: str) -> None:
    for path in ("en/", _runtime_file()):
        got = _get(nginx, path, Accept_Encoding="gzip")[1]
        assert got["Content-Encoding"] == "gzip"
        assert got["Vary"] == "Accept-Encoding"
    assert [_get(nginx, name)[0] for name in (hosting.NETLIFY, hosting.NGINX)] == [404, 404]


def test_the_file_for_netlify_and_cloudflare_gives_no_header_twice() -> None:
    lines = (SITE / hosting.NETLIFY).read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) < UPPER_LIMIT
    everywhere, *others = hosting.read(SITE)
    assert everywhere.path == "/*"
    # Those hosts would join both values with a comma.
    assert [name for block in others for name in block.headers if name in everywhere.headers] == []


def test_a_site_below_a_path_says_so_in_its_files(tmp_path: Path) -> None:
    hosting.build(tmp_path, "https://shop.example/help/", "default-src 'none'")
    assert "\n/help/runtime/*\n" in (tmp_path / hosting.NETLIFY).read_text(encoding="utf-8")
    part = (tmp_path / hosting.NGINX).read_text(encoding="utf-8")
    assert "error_page 404 /help/404.html;" in part
    assert '"^/help/runtime/"' in part
    assert [block.path for block in hosting.read(tmp_path)] == ["/*", "/runtime/*"]


def test_the_readme_names_each_header_and_each_file() -> None:
    table = README.split("## Deploy")[1].split("## Licence")[0]
    row = re.compile(r"^\| (.+?) \| `([A-Za-z-]+)` \| (?:that of the pages, with )?`([^`]+)`", re.MULTILINE)
    named = set(row.findall(table))
    places = {"/*": "all", "/runtime/*": "`/runtime/*`"}
    written = {
        (places[block.path], name, headers.ONLY_IN_A_HEADER if name == "Content-Security-Policy" else value)
        for block in hosting.read(SITE)
        for name, value in block.headers.items()
    }
    written |= {("the rest", "Cache-Control", headers.ASKED_FOR)}
    written |= {(f"`.{ending}`", "Content-Type", headers.CONTENT_TYPES[ending]) for ending in ("mjs", "wasm")}
    assert written == named
    assert {f"`site/{name}`" for name in (hosting.NETLIFY, hosting.NGINX)} <= set(re.findall(r"`site/[^`]+`", table))
    assert f"`{headers.TRANSPORT}`" in table

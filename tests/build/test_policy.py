"""The content security policy lets through what the pages need, and the build stops at what it would block."""

from pathlib import Path

import pytest

from playbook_sim.site import policy

PAGE = '<!doctype html>\n<html lang="en"><head>\n  <meta charset="utf-8">{head}</head><body>{body}</body></html>'


def _write(directory: Path, name: str, head: str = "", body: str = "") -> Path:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(head=head, body=body), encoding="utf-8")
    return path


def test_the_hash_of_an_inline_script_is_the_one_that_browsers_compute(tmp_path: Path) -> None:
    # The example of the W3C's recommendation "Content Security Policy Level 2".
    _write(tmp_path, "index.html", body="<script>alert('Hello, world.');</script>")
    assert "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in policy.apply(tmp_path)


def test_all_pages_get_one_policy_before_anything_else_but_the_charset(tmp_path: Path) -> None:
    pages = [
        _write(tmp_path, "index.html", head="<script>one()</script>"),
        _write(tmp_path, "a/index.html", head="<script>two()</script>"),
    ]
    applied = policy.apply(tmp_path)
    assert applied.count("sha256-") == 2
    for page in pages:
        charset, meta, referrer = page.read_text(encoding="utf-8").split("<head>")[1].split(">")[:3]
        assert charset.strip() == '<meta charset="utf-8"'
        assert meta.strip() == f'<meta http-equiv="Content-Security-Policy" content="{applied}"'
        assert referrer.strip() == '<meta name="referrer" content="no-referrer"'


def test_data_in_a_script_element_needs_no_hash(tmp_path: Path) -> None:
    _write(tmp_path, "index.html", body='<script type="application/json">{"a": 1}</script>')
    assert "sha256-" not in policy.apply(tmp_path)


def test_nothing_is_granted_beyond_our_own_origin(tmp_path: Path) -> None:
    _write(tmp_path, "index.html")
    applied = policy.apply(tmp_path)
    assert applied.startswith("default-src 'none'; ")
    for danger in ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*", "blob:"):
        assert danger not in applied.split()


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<p style="color:red">', 'style="color:red" on <p>; use a class'),
        ("<style>p {}</style>", "a <style> element; move it to the style sheet"),
        ('<svg><g style="fill:red"/></svg>', 'style="fill:red" on <g>; use a class'),
        ('<button onclick="go()">', "an event handler, onclick, on <button>; use a script file"),
        ('<a href="javascript:go()">', "a javascript: address on <a>; use a script file"),
        ('<img src="https://example.org/a.png">', "<img> fetches https://example.org/a.png; keep a copy"),
        ('<script src="//example.org/a.js"></script>', "<script> fetches //example.org/a.js; keep a copy"),
        ('<link rel="next" href="b/">', '<link rel="next">: browsers fetch that page ahead; leave it out'),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "<link> fetches https://example.org/a.css"),
    ],
)
def test_what_the_policy_would_block_fails_the_build_with_its_place(tmp_path: Path, body: str, complaint: str) -> None:
    page = _write(tmp_path, "faq/index.html", body=f"\n{body}")
    before = page.read_text(encoding="utf-8")
    with pytest.raises(policy.PolicyError) as caught:
        policy.apply(tmp_path)
    assert f"faq/index.html, line 4: {complaint}" in str(caught.value)
    assert page.read_text(encoding="utf-8") == before


def test_links_to_other_hosts_are_no_requests(tmp_path: Path) -> None:
    body = '<a href="https://example.org/">source</a>'
    _write(tmp_path, "index.html", head='<link rel="canonical" href="https://example.org/">', body=body)
    policy.apply(tmp_path)

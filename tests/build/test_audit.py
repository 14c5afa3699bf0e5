"""What the advisory services say is told, and that they could not be asked is not taken for a clean bill."""

import json

from playbook_sim.site import audit

CLEAN = {"name": "click", "version": "9.0.0", "vulns": []}
KNOWN = {"id": "PYSEC-1", "fix_versions": ["9.0.1"]}


def _pip(*packages: dict) -> audit.Findings:
    return audit.of_pip_audit(json.dumps({"dependencies": packages}))


def test_pip_audit_finds_nothing() -> None:
    assert _pip(CLEAN) == audit.Findings(asked=1)


def test_pip_audit_names_what_is_known_and_where_it_is_mended() -> None:
    found = _pip(CLEAN, CLEAN | {"vulns": [KNOWN]})
    assert found.vulnerable == ("requirements.txt: click 9.0.0: PYSEC-1, mended in 9.0.1",)


def test_a_package_that_could_not_be_looked_up_is_no_clean_package() -> None:
    found = _pip(CLEAN, {"name": "anyio", "skip_reason": "not found"})
    assert found.vulnerable == ()
    assert found.unanswered == ("requirements.txt: 1 of 2 packages could not be looked up (not found)",)
    assert found.asked == 1


def test_no_answer_is_told_with_its_reason() -> None:
    assert "no network" in audit.of_pip_audit("Error: no network").unanswered[0]
    refused = json.dumps({"message": "405 Method Not Allowed", "statusCode": 405})
    assert "405 Method Not Allowed" in audit.of_npm_audit(refused, "package-lock.json").unanswered[0]
    assert audit.of_npm_audit("", "package-lock.json").unanswered


def test_npm_audit_names_each_cause_once() -> None:
    cause = {"title": "Prototype pollution", "severity": "high", "url": "https://advisories.example/1"}
    answer = {
        "vulnerabilities": {
            "inner": {"range": "<2", "via": [cause]},
            "outer": {"range": "*", "via": ["inner"]},
        },
        "metadata": {"dependencies": {"total": 12}},
    }
    found = audit.of_npm_audit(json.dumps(answer), "package-lock.json")
    line = "package-lock.json: inner <2: Prototype pollution (high), https://advisories.example/1"
    assert found == audit.Findings(vulnerable=(line,), asked=12)

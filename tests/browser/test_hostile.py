"""Hostile texts in every place that takes one: they are shown as text, start nothing, and stop nothing.

Many texts go through one page, since a page takes longer to open than to try them all.
"""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from hostile import hostile_groups, hostile_strings
from playwright.sync_api import BrowserContext, Page, expect
from simulator_page import START, Simulator, rulebook
from test_my_cases import MyCases, days_ago, record

from benchmarks.modules import serve_modules

# What must never happen is noted by the page itself: a script that ran, an element that nobody but the text made.
GUARD = """
  globalThis.bad = [];
  for (const name of ["alert", "confirm", "prompt", "open"]) globalThis[name] = () => bad.push(`${name} was called`);
  addEventListener("securitypolicyviolation", ({ blockedURI }) => bad.push(`the policy blocked ${blockedURI}`));
  const never = ["iframe", "object", "embed", "base", "meta", "math", "plaintext", "animate", "x"];
  const leads = /^\\s*(javascript|data|vbscript):|^[^#]*attacker\\.example/i;
  const made = (element) => {
    const away = ["href", "src", "action"].some((name) => leads.test(element.getAttribute(name) ?? ""));
    const acts = element.getAttributeNames().some((name) => name.startsWith("on"));
    if (away || acts || never.includes(element.localName)) bad.push(element.outerHTML.slice(0, 200));
  };
  const watch = () => new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.nodeType === 1) [node, ...node.querySelectorAll("*")].forEach(made);
    }
  }).observe(document, { subtree: true, childList: true });
  addEventListener("DOMContentLoaded", watch);
"""

LINKS = """async ([module, texts, keys]) => {
  const { shown } = await import(module);
  const settled = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const missing = [];
  for (const text of texts) {
    for (const some of [keys, ["colour"], [text]]) {
      const fragment = new URLSearchParams(some.map((key) => [key, text])).toString();
      location.hash = fragment;
      await settled();
      const said = document.querySelector(".sim-notice").textContent + document.querySelector(".sim-form").textContent;
      const whole = text.toWellFormed();
      if (some[0] === "colour" && fragment.length <= 8000 && !said.includes(shown(whole))) missing.push(text);
      if (Object.prototype.polluted !== undefined) missing.push("polluted");
    }
  }
  return missing;
}"""

TYPED = """async (texts) => {
  const wrong = [];
  for (const field of document.querySelectorAll("[data-blank]:is(input, textarea)")) {
    for (const text of texts) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const marks = document.querySelectorAll(`mark[data-blank="${field.dataset.blank}"]`);
      for (const mark of marks) if (mark.childElementCount) wrong.push(text);
    }
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return wrong;
}"""

STORE = """async ([module, records, drills]) => {
  const { openDatabase } = await import(module);
  const database = await openDatabase();
  for (const record of records) await database.put("cases", record);
  for (const drill of drills) await database.put("drills", drill);
}"""

ODD = [None, 5, True, [], {}, [None], {"a": {"b": 1}}, "\u202e", "0000-00-00", "9999-12-31", {"__proto__": "x"}]


@pytest.fixture
def guarded(context: BrowserContext, page: Page, complaints: list[str]) -> Iterator[list[str]]:
    """What has gone wrong in any page, with what the guard in the open page has noted."""
    context.add_init_script(GUARD)
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield complaints
    assert page.evaluate("bad") == []
    assert complaints == []


def test_texts_in_links_and_fields_stay_texts(page: Page, site_url: str, guarded: list[str]) -> None:
    simulator = Simulator(page, site_url, "it")
    page.goto(f"{site_url}it/glossary/")
    odd = json.dumps({"blanks": 5, "sent": {"a": 1}, "answers": [None]})
    for key in ("playbook-draft", "my-cases-filter", "after-sales-playbook-round"):
        page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [key, odd])
    page.evaluate("localStorage.setItem('playbook-recipients', '5')")
    simulator.open("#platform=dsers_tmall&problem=wrong_item&today=2026-03-12")
    simulator.expect_answer()
    texts = [text for text in hostile_strings() if len(text) < 300]
    assert page.evaluate(TYPED, texts) == []
    keys = ["platform", "problem", "today", "calendar", "done", "v", "case", "evidence_sent_on", "claim_result", "lang"]
    module = f"{serve_modules(page.context, site_url)}/untrusted.js"
    assert page.evaluate(LINKS, [module, list(hostile_strings()), keys]) == []
    page.evaluate("location.hash = '#x=' + 'y'.repeat(9000)")
    expect(simulator.notice).to_contain_text(simulator.word("form.link_too_long", n="9002", most="8000"))
    page.evaluate("location.hash = '#platform=dsers_tmall&problem=wrong_item&today=2026-03-12'")
    simulator.expect_answer()


def test_texts_in_the_store_and_in_files_stay_texts(page: Page, site_url: str, guarded: list[str]) -> None:
    cases = MyCases(page, site_url)
    texts = hostile_strings()
    facts = {"promised_ship_date": days_ago(20)}
    stored = [
        record(f"t{n}", facts=facts, store=text, order=text, notes=text, blanks={"name": text}, outcome=text)
        for n, text in enumerate(texts)
    ]
    parts = [part for part in record("x") if part != "id"]
    stored += [record(f"o{n}-{part}") | {part: odd} for part in parts for n, odd in enumerate(ODD)]
    stored += [record("n1") | {"schema": 99, "facts": 5, "notes": {}}, {"id": "bare"}, {"id": 5}, {"id": ["a"]}]
    drills = [{"id": n, "marks": odd, "day": odd, "problem": odd} for n, odd in enumerate(ODD)] + [{"id": "d"}]
    page.goto(cases.elsewhere)
    page.evaluate("sessionStorage.setItem('my-cases-filter', JSON.stringify({text: null, store: 5, state: {}}))")
    page.evaluate(STORE, [f"{serve_modules(page.context, site_url)}/storage/database.js", stored, drills])
    page.goto(f"{site_url}en/drills/")
    expect(page.locator("#drills[data-mounted], [data-mounted]").first).to_be_attached()
    page.goto(cases.url)
    expect(cases.count).to_contain_text(str(len(stored) - 2), timeout=START)
    markup = hostile_groups()["markup"]
    expect(page.locator(".mc-filters [name=store] option").filter(has_text=markup[1])).not_to_have_count(0)
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows.writerow(["problem", "order", "store", "notes", *markup[:5]])
    rows.writerows(["shipment_overdue", f"{n}", text[:70], text[:3000]] for n, text in enumerate(texts))
    rows.writerows([text[:70], "", "", ""] for text in markup)
    page.locator("details:has(#mc-paste) > summary").click()
    page.locator("#mc-paste").fill(out.getvalue())
    page.locator('[data-act="paste_read"]').click()
    entered = rulebook().words["mycases.say.entered_many"]["en"].format(n=len(texts))
    expect(page.locator(".mc-import-state")).to_contain_text(entered, timeout=START)
    expect(page.locator(".mc-mistakes tbody")).to_contain_text(markup[1])
    page.locator("#mc-paste").fill("[" * 100_000)
    page.locator('[data-act="paste_read"]').click()
    too_deep = rulebook().words["records.too_deep"]["en"]
    expect(page.locator(".mc-import-state")).to_contain_text(too_deep, timeout=START)
    expect(page.locator(".mc-mistakes")).to_be_hidden()
    page.locator("#mc-paste").fill("[[]]")
    page.locator('[data-act="paste_read"]').click()
    expect(page.locator(".mc-mistakes tbody tr")).to_have_count(1, timeout=START)

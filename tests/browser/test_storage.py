"""What the site keeps in the browser: saved cases and drills, over versions, tabs and failures."""

from playwright.sync_api import Page

from benchmarks.modules import serve_modules


def run(page: Page, site_url: str, script: str, *arguments: object) -> object:
    """What a script returns; it sees `database`, `openCases`, `openDrills`, and its arguments as `given`."""
    storage = f"{serve_modules(page.context, site_url)}/storage"
    return page.evaluate(
        f"""async (given) => {{
          const database = await import("{storage}/database.js");
          const {{ openCases }} = await import("{storage}/cases.js");
          const {{ openDrills }} = await import("{storage}/drills.js");
          const reason = (promise) => promise.then(() => "no error", (error) => error.reason ?? String(error));
          {script}
        }}""",
        arguments,
    )


def test_keeping(page: Page, site_url: str, complaints: list[str]) -> None:
    """Records come back as they were put, all or none of a batch, and other tabs hear of it."""
    page.goto(f"{site_url}en/glossary/")
    record = {"id": "a", "schema": 1, "store": "Milano", "facts": {"sent": "2026-11-20"}, "done": ["tell"]}
    other = page.context.new_page()
    other.goto(f"{site_url}en/glossary/")
    run(other, site_url, "globalThis.heard = new Promise((resolve) => openCases().watch(resolve));")
    kept = run(page, site_url, "const c = openCases(); await c.put(given[0]); return c.get('a');", record)
    assert kept == record | {key: kept[key] for key in kept if key not in record}
    assert other.evaluate("globalThis.heard") == ["a"]

    assert run(page, site_url, "return (await openCases().get('nobody')) === undefined")
    batch = "await c.putAll([{id: 'b', schema: 1}, {id: 'c', schema: 1, facts: () => {}}])"
    script = f"const c = openCases(); const why = await reason((async () => {{ {batch} }})());"
    script += "return [why, await c.all()]"
    assert run(page, site_url, script) == ["failed", [kept]], "one that cannot be stored keeps the others out too"

    entry = {"id": "x", "problem": "no_stock", "day": "2026-11-20", "marks": {"whole": "right"}}
    script = "const d = openDrills(); await d.add(given[0]); await d.add({id: 1});"
    script += "const one = await d.all(); await d.clear(); return [one, await d.all()]"
    assert run(page, site_url, script, entry) == [[entry], []], "what is no entry is not counted"
    script = "const c = openCases(); await c.put({id: 'b', schema: 1}); await c.remove('a');"
    script += "const left = (await c.all()).map(({id}) => id); await c.clear(); return [left, await c.all()]"
    assert run(page, site_url, script) == [["b"], []]
    assert complaints == []


def test_older_and_newer(page: Page, site_url: str) -> None:
    """A database of any older version opens with what it holds, an older record is filled up, a newer one untouched."""
    page.goto(f"{site_url}en/glossary/")
    script = """
      const first = (db) => db.createObjectStore("cases", {keyPath: "id"});
      const second = (db, transaction) => transaction.objectStore("cases").createIndex("store", "store");
      const old = await database.connect("older", [first], () => {});
      await old.put("cases", {id: "a", store: "Milano"});
      const young = await database.connect("older", [first, second], () => {});
      const found = await young.getAllFromIndex("cases", "store", "Milano");
      return [found, await reason(database.connect("older", [first], () => {}))];
    """
    found, reason = run(page, site_url, script)
    assert found == [{"id": "a", "store": "Milano"}], "the tab with the older version has made way"
    assert reason == "newer"

    newer = {"id": "n", "schema": 99, "unheard": {"of": 1}}
    script = "const c = openCases(); await c.putAll(given); return [await c.get('o'), await c.get('n')]"
    older, same = run(page, site_url, script, {"id": "o", "problem": "no_stock"}, newer)
    assert older["schema"] == 1
    assert (older["problem"], older["done"], older["sent"], older["notes"]) == ("no_stock", [], {}, "")
    assert same == newer


def test_failures(page: Page, site_url: str) -> None:
    """Each failure has its reason, and the store works again once its cause has gone."""
    page.goto(f"{site_url}en/glossary/")
    script = """
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); };
      const full = await reason(openCases().put({id: "a", schema: 1}));
      IDBObjectStore.prototype.put = put;
      const open = IDBFactory.prototype.open;
      (await database.openDatabase()).close();
      IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); };
      const blocked = await reason(openCases().all());
      IDBFactory.prototype.open = open;
      await openCases().put({id: "a", schema: 1});
      return [full, blocked, (await openCases().all()).length];
    """
    assert run(page, site_url, script) == ["full", "blocked", 1]
    page.add_init_script("Object.defineProperty(globalThis, 'indexedDB', {value: undefined})")
    page.reload()
    assert run(page, site_url, "return reason(openCases().all())") == "blocked"

// One case in Firefox, by keyboard alone: open, choose, type dates, read, save, switch language, reload, copy the link.
// Reads what to expect as JSON on standard input, and writes the browser's complaints as JSON; a step that fails throws.

import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { Firefox } from "./firefox.mjs";

const { program, root, version, order, platform, problem, dates, en, it, lab, pictures } = JSON.parse(await text(process.stdin));

const firefox = await Firefox.start(program, root);
const { page, complaints } = firefox;
const [tabTo, until, says] = ["tabTo", "until", "says"].map((way) => firefox[way].bind(firefox));

/** Type a date into the field that has the focus: month, day, year. */
async function typeDate(field, iso) {
  const [year, month, day] = iso.split("-");
  await page.keyboard.type(month + day + year);
  assert.equal(await page.$eval(field, (input) => input.value), iso);
}

const at = (address) => until(`to be at ${address}`, (wanted) => location.href === wanted, address);

async function picture(name) {
  if (pictures) await page.screenshot({ path: `${pictures}/firefox-${name}.png` });
}

try {
  // Open: the root page chooses the language, and a link leads on.
  await page.goto(root);
  await at(`${root}en/`);
  await tabTo('.md-content a[href$="simulator/"]');
  await page.keyboard.press("Enter");
  await at(`${root}en/simulator/`);

  // Choose and type. A list takes the letters of a word together only where no second passes between two of them.
  await firefox.rest();
  await tabTo("#sim-problem");
  await page.keyboard.type(en.title);
  assert.equal(await page.$eval("#sim-problem", (select) => select.value), problem);
  await tabTo("#sim-promised_ship_date");
  await typeDate("#sim-promised_ship_date", dates.promised_ship_date);
  await tabTo("#sim-today");
  await typeDate("#sim-today", dates.today);

  // Read.
  await says(".sim-part[data-part=deadlines]", ...en.deadlines);
  await until("the answer is announced", () => document.querySelector(".sim-live").textContent !== "");
  const facts = `#platform=${platform}&problem=${problem}&promised_ship_date=${dates.promised_ship_date}`;
  const fragment = `${facts}&today=${dates.today}&v=${version}`;
  await at(`${root}en/simulator/${fragment}`);
  await picture("answer");

  // Save.
  await tabTo(".sim-saving [data-kept=order]");
  await page.keyboard.type(order);
  await page.keyboard.press("Enter");
  await says(".save-name", order);
  await picture("saved");

  // The other language, with the case.
  await tabTo(".pb-language[hreflang=it]");
  await page.keyboard.press("Enter");
  await says(".sim-part[data-part=deadlines]", ...it.deadlines);
  await says(".save-name", order);

  // Reload, now that the whole site is kept: also the search, whose worker loads scripts of its own, comes from there.
  await says(".pb-offline", it.kept);
  await firefox.leave(() => page.reload());
  await says(".sim-part[data-part=deadlines]", ...it.deadlines);
  await says(".save-name", order);
  await picture("reloaded");
  await page.keyboard.press("/");
  await page.keyboard.type(it.searched);
  await until("the search finds something", () => document.querySelector(".md-search-result__item") !== null);
  await page.keyboard.press("Escape");

  // Copy the link; what was copied is seen by pasting it.
  await tabTo("[data-take=link]");
  await page.keyboard.press("Enter");
  await says(".take-said", it.copied);
  await tabTo("[data-kept=notes]");
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyV");
  await page.keyboard.up("Control");
  const copied = await page.$eval("[data-kept=notes]", (field) => field.value);
  assert.equal(copied, `${root}it/simulator/${fragment}`, "the facts, and no order number");

  // The link opens the case elsewhere, and the list has what was saved.
  await firefox.leave(() => page.goto("about:blank"));
  await page.goto(copied);
  await says(".sim-part[data-part=deadlines]", ...it.deadlines);
  assert.equal(await page.$(".save-name:not(:empty)"), null, "whoever opens the link gets no case of ours");
  await firefox.leave(() => page.goto(`${root}it/cases/`));
  await says("main", order);
  await picture("cases");

  // The rule lab: a limit is changed, and taken along as a diff. By now the driver has let Firefox's window lose the focus,
  // and Enter presses nothing in such a one, so what is reached with the Tab key is clicked.
  await until("the figures are drawn", () => {
    const shown = (selector) => [...document.querySelectorAll(`${selector}:not([hidden])`)];
    return shown(".mc-figure").length > 0 && shown(".mc-chart-pair").every((pair) => pair.querySelector("svg"));
  });
  await firefox.leave(() => page.goto(`${root}it/${lab.page}/`));
  await until("the lab is ready to be opened", () => document.querySelector("#lab[data-mounted]") !== null);
  await tabTo(".lab-fold > summary");
  await page.click(".lab-fold > summary");
  await says(".lab-sample .lab-parts", it.labAnswer);
  await tabTo(`[data-field="${lab.field}"] input`);
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.type(lab.typed);
  await says(".lab-sum", it.labSum);
  await tabTo('.lab-propose [data-action="open"]');
  await page.click('.lab-propose [data-action="open"]');
  await says(".lab-diff", ...lab.lines);
  await picture("lab");

  // Nobody asked for a cookie.
  assert.deepEqual(await page.cookies(), []);
} catch (error) {
  await picture("failed");
  error.message += `\n${page.url()}\n${complaints.join("\n")}`;
  throw error;
} finally {
  await firefox.stop();
}
console.log(JSON.stringify(complaints));

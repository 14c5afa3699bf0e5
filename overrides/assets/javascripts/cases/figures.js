// The figures of the cases that the filters show, worked out by Python once the reader comes to them.

import { tellMissing } from "../offline/parts.js";
import { bare } from "./checking.js";
import { counted } from "./words.js";

export class Figures {
  #section;
  #page;
  #seen = false;
  #asked = "";
  #running = false;
  #pictures = [];
  #drawing = null; // what draws the pictures, once one is wanted: a promise
  #watch;

  /** `page` offers `say`, `lang`, `days`, `shown` (the cases that the filters show) and `ask(method, params)`. */
  constructor(root, page) {
    this.#page = page;
    this.#section = root.querySelector(".mc-figures");
    this.#watch = new IntersectionObserver(([{ isIntersecting }]) => {
      this.#seen = isIntersecting;
      this.update();
    });
    this.#watch.observe(this.#section);
  }

  leave() {
    this.#watch.disconnect();
    this.#clear();
  }

  /** Work the figures out again if they are in sight and the cases have changed. One piece of work at a time. */
  async update() {
    if (!this.#seen || this.#running || this.#section.hidden) return;
    const { say, days, shown, ask } = this.#page;
    const records = shown.map(({ summary, ...record }) => ({ ...bare(record), summary: counting(summary) }));
    const asked = JSON.stringify([days, records]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#running = true;
    this.#tell(say("mycases.say.figures_working"));
    // What stands there is of other cases until the new figures come.
    this.#section.setAttribute("aria-busy", "true");
    try {
      await this.#show(await ask("figures", { records, ...days }));
    } catch (error) {
      this.#asked = "";
      for (const old of this.#section.querySelectorAll(".mc-figure, .mc-response")) old.hidden = true;
      this.#tell(say("mycases.say.figures_failed", { message: error.message }));
      return;
    } finally {
      this.#running = false;
      this.#section.removeAttribute("aria-busy");
    }
    this.update();
  }

  #tell(text) {
    this.#section.querySelector(".mc-figures-state").textContent = text;
  }

  #clear() {
    for (const detach of this.#pictures.splice(0)) detach();
  }

  async #show(figures) {
    const { say, lang } = this.#page;
    this.#tell(figures.damaged ? counted(say, lang, "mycases.say.figures_damaged", figures.damaged) : "");
    this.#clear();
    this.#section.querySelector(".mc-figures-missing").hidden = true;
    const rows = rowsOf(figures, say, lang);
    for (const figure of this.#section.querySelectorAll(".mc-figure")) {
      const { chart } = figure.dataset;
      figure.hidden = false;
      this.#link(figure, figures.metrics[chart]);
      await this.#fill(figure, rows[chart], chart === "on_time");
    }
    const more = this.#section.querySelector('[data-chart="days"] .mc-chart-more');
    more.textContent = figures.days.cases ? say("mycases.say.resolved", this.#spoken(figures.days)) : "";
    const { cases, median, longest } = figures.response;
    const response = this.#section.querySelector(".mc-response");
    const shown = counted(say, lang, "mycases.say.shown", cases).toLowerCase();
    const words = this.#spoken({ cases: shown, median, longest });
    response.hidden = !cases;
    response.textContent = cases ? say("mycases.say.response", words) : "";
  }

  /** Numbers as the reader writes them: half a day is "7,5" in Italian. */
  #spoken(words) {
    const numbers = new Intl.NumberFormat(this.#page.lang);
    return Object.fromEntries(
      Object.entries(words).map(([key, value]) => [key, typeof value === "number" ? numbers.format(value) : value]),
    );
  }

  #link(figure, metrics) {
    const links = metrics.map(({ id, title }) => {
      const link = document.createElement("a");
      link.href = `${this.#section.dataset.metrics}#metric-${id}`;
      link.textContent = title;
      return link;
    });
    figure.querySelector(".mc-metrics").replaceChildren(...links);
  }

  async #fill(figure, rows, percent) {
    const { lang, say } = this.#page;
    const some = rows.some(({ number }) => number > 0) || (percent && rows.length > 0);
    figure.querySelector(".mc-chart-none").hidden = some;
    figure.querySelector(".mc-chart-pair").hidden = !some;
    if (!some) return;
    const cells = rows.map(({ what, value }) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = what;
      row.append(head);
      row.insertCell().textContent = value;
      return row;
    });
    figure.querySelector("tbody").replaceChildren(...cells);
    // The library is large, and few readers come down here. Without it the numbers stand there all the same.
    this.#drawing ??= import("./bars.js").catch(() => null);
    const { drawBars } = (await this.#drawing) ?? {};
    if (!drawBars) return this.#tellNoPictures();
    const title = figure.querySelector("h3").textContent;
    const description = rows.map(({ what, value }) => say("mycases.say.chart_row", { what, value })).join("; ");
    this.#pictures.push(drawBars(figure.querySelector(".mc-chart"), rows, { title, description, percent, lang }));
  }

  async #tellNoPictures() {
    const place = this.#section.querySelector(".mc-figures-missing");
    if (!place.hidden) return;
    place.hidden = false;
    const words = { say: this.#page.say, missing: "mycases.say.pictures_missing", older: "mycases.say.pictures_older" };
    const again = () => {
      this.#section.querySelector("h2").focus();
      this.#drawing = null;
      this.#asked = "";
      this.update();
    };
    await tellMissing(place.querySelector("span"), place.querySelector("button"), { ...words, again });
  }
}

/** Of a summary only what is counted. */
function counting(summary) {
  if (!summary) return null;
  const { rulebook, from, until, closed_on, outcome, duties } = summary;
  return { rulebook, from, until, closed_on, outcome, duties };
}

/** What each chart shows: `{what, number, value}`, the value being the number in words. */
function rowsOf({ problems, days, months }, say, lang) {
  const number = (n) => n.toLocaleString(lang);
  const percent = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 0 });
  const month = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { month: "short", year: "numeric", timeZone: "UTC" });
  const inTime = ({ on_time, duties: { kept, late, missed } }) =>
    say("mycases.say.in_time", { share: percent.format(on_time), kept: number(kept), told: number(kept + late + missed) });
  const group = ({ first, last }) => say(last === null ? "mycases.say.group_more" : "mycases.say.group", { first, last });
  return {
    problems: problems.map(({ title, cases }) => ({ what: title, number: cases, value: number(cases) })),
    on_time: problems
      .filter(({ on_time }) => on_time !== null)
      .map((problem) => ({ what: problem.title, number: problem.on_time, value: inTime(problem) })),
    days: days.groups.map((one) => ({ what: group(one), number: one.cases, value: number(one.cases) })),
    months: months.map(({ month: id, cases }) => ({
      what: month.format(new Date(`${id}-01T00:00:00Z`)),
      number: cases,
      value: number(cases),
    })),
  };
}

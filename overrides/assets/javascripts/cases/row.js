// One case in the list: a card that keeps its element, and whatever is being typed into it, while the case changes.

import { areOwnDays } from "../simulator/dates.js";
import { tellDayEnd } from "../simulator/day-ends.js";
import { writeFragment } from "../simulator/fragment.js";
import { isNewer } from "../storage/records.js";
import { own } from "../untrusted.js";
import { CaseSteps } from "./case-steps.js";
import { Closing } from "./closing.js";
import { isCurrent, stateOf, summaryOf } from "./order.js";
import { daysLeft, daysTo, nameOf, platformOf, problemOf, shortDay, wordsOfCase } from "./words.js";

/**
 * `page` offers `say`, `lang`, `names`, `version`, `todayOf(record)`, `simulator` (the simulator's address), `template(name)`, and
 * acts on a case: `keepNotes(id, text)`, `close(id, day, outcome)`, `reopen(id)`, `remove(id)`, `tick(id, edit)`.
 */
export class Row {
  #page;
  #record;
  #closing;
  #steps;
  #shown = "";

  constructor(page, record) {
    this.#page = page;
    this.#record = record;
    this.element = page.template("card").querySelector(".mc-case");
    this.element.dataset.id = record.id;
    this.#closing = new Closing(this.#part("closing"), page, () => this.#record);
    this.#steps = new CaseSteps(this.#part("steps_box"), page, () => this.#record);
    this.element.addEventListener("click", (event) => this.#click(event.target.closest("button[data-act]")));
    const notes = this.#part("notes");
    notes.addEventListener("change", () => this.#keepNotes(notes.value));
    notes.addEventListener("input", () => (this.#part("kept").textContent = ""));
    this.update(record);
  }

  /** Show what has become of the case. */
  update(record) {
    const { version } = this.#page;
    const today = this.#page.todayOf(record);
    this.#record = record;
    const shown = JSON.stringify([record, today, isCurrent(record, today, version)]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#showState();
    this.#showName();
    this.#showDates();
    this.#showRest();
    this.#showNotes();
    this.#part("steps_box").hidden = Boolean(record.closed_on) || isNewer(record);
    this.#steps.update();
  }

  /** Move the keyboard to the case. */
  focus() {
    this.element.querySelector("h3 a:not([hidden]), button").focus();
  }

  #part(name) {
    return this.element.querySelector(`[data-part="${name}"]`);
  }

  /** Fill a part with plain text; without any it is hidden. */
  #write(name, text) {
    const part = this.#part(name);
    part.textContent = text;
    part.hidden = !text;
  }

  #showState() {
    const { say, version } = this.#page;
    const state = stateOf(this.#record);
    this.element.className = `mc-case pb-urgent-${state}`;
    this.#part("urgency").replaceChildren(this.#page.sign(SIGNS[state] ?? state), say(wordsOfCase(state)));
    const current = isCurrent(this.#record, this.#page.todayOf(this.#record), version);
    // Of a closed case nothing shows that could change.
    this.#part("checking").hidden = current || ["unchecked", "closed"].includes(state);
    this.#part("newer").hidden = !isNewer(this.#record);
  }

  #showName() {
    const name = nameOf(this.#record, this.#page.names, this.#page.say);
    const [link, plain] = [this.#part("name"), this.#part("plain_name")];
    link.hidden = isNewer(this.#record);
    plain.hidden = !link.hidden;
    link.textContent = name;
    plain.textContent = name;
    if (!link.hidden) link.href = this.#page.simulator + fragmentOf(this.#record);
    for (const button of this.element.querySelectorAll("button[data-act]")) {
      const act = button.textContent;
      button.setAttribute("aria-label", this.#page.say("mycases.say.of", { act, case: name }));
    }
  }

  #showDates() {
    const { say, lang } = this.#page;
    const today = this.#page.todayOf(this.#record);
    const summary = summaryOf(this.#record);
    const { closed_on } = this.#record;
    const { due, due_of: of, own_due: own, literal, perhaps, provisional } = closed_on || !summary ? {} : summary;
    const by = (day, isDuty) => day && say(isDuty ? "mycases.say.due" : "mycases.say.expected", { day: shortDay(day, lang) });
    const isWait = stateOf(this.#record) === "wait";
    const shown = of ? own : due;
    const without = of ? "mycases.say.undated_step" : "mycases.say.undated";
    this.#write("due", by(shown, !isWait) || (summary && !closed_on ? say(without) : ""));
    this.#write("left", shown ? daysLeft(shown, today, say) : "");
    // Only a duty has a last day to the letter.
    const next = of && due && { what: of[lang] ?? "", by: by(due, literal), left: daysLeft(due, today, say) };
    this.#write("next", next ? say("mycases.say.next_date", next) : "");
    const last = literal && literal !== due ? shortDay(literal, lang) : "";
    this.#write("last", last && say("mycases.say.last_day", { day: last, left: daysLeft(literal, today, say) }));
    this.#showDayEnd(literal, today);
    // One that was kept by an older version does not say the date that it is earlier than.
    this.#write("perhaps", perhaps?.due ? say("mycases.say.perhaps", this.#earlier(perhaps, today)) : "");
    this.#write("provisional", provisional ? say("mycases.say.provisional") : "");
  }

  /** The hour matters where the last day is over today or tomorrow, or was yesterday: elsewhere that is another day. */
  #showDayEnd(last, today) {
    const place = this.#part("day_end");
    const days = last && !areOwnDays(this.#record) ? daysTo(last, today) : Infinity;
    place.hidden = true;
    if (Math.abs(days) <= 1) tellDayEnd(place, last, this.#page, days < 0 ? "mycases.say.day_ended" : "sim.day_end");
  }

  #earlier({ of, due, day }, today) {
    const { say, lang } = this.#page;
    return { what: of[lang] ?? "", due: shortDay(due, lang), day: shortDay(day, lang), left: daysLeft(day, today, say) };
  }

  #showRest() {
    const { say, lang, names, version } = this.#page;
    const summary = summaryOf(this.#record);
    const { closed_on, outcome, rulebook } = this.#record;
    const problem = problemOf(this.#record, names);
    this.#part("about").textContent = [problem, platformOf(this.#record, names)].join(" · ");
    const error = closed_on ? null : summary?.error;
    this.#write("error", error?.message[lang] ?? "");
    this.#part("do").hidden = !summary || Boolean(closed_on);
    if (summary) {
      const actor = document.createElement("strong");
      actor.textContent = summary.actor[lang] ?? "";
      this.#part("do").replaceChildren(actor, ": ", summary.do[lang] ?? "");
    }
    const changed = !closed_on && !isNewer(this.#record) && rulebook && rulebook !== version;
    this.#write("rules", changed ? say("mycases.say.rules_changed", { old: rulebook, new: version }) : "");
    const ended = closed_on && { day: shortDay(closed_on, lang), outcome: own(names.outcome, outcome ?? "") ?? outcome ?? "" };
    this.#write("closed", closed_on ? say(`mycases.say.${outcome ? "closed_with" : "closed_only"}`, ended) : "");
    this.#button("close").hidden = Boolean(closed_on) || isNewer(this.#record);
    this.#button("reopen").hidden = !closed_on || isNewer(this.#record);
    if (closed_on) this.#closing.hide();
  }

  #showNotes() {
    const { notes } = this.#record;
    const area = this.#part("notes");
    this.#part("notes_box").hidden = isNewer(this.#record);
    this.#part("preview").textContent = notes ? `: ${notes.split("\n", 1)[0]}` : "";
    if (document.activeElement !== area) area.value = notes;
  }

  #button(act) {
    return this.element.querySelector(`[data-act="${act}"]`);
  }

  async #keepNotes(text) {
    if (text === this.#record.notes) return;
    const kept = await this.#page.keepNotes(this.#record.id, text);
    if (kept) this.#part("kept").textContent = this.#page.say("mycases.say.notes_kept");
  }

  #click(button) {
    const { id } = this.#record;
    if (button?.dataset.act === "close") this.#closing.show(button);
    else if (button?.dataset.act === "cancel") this.#closing.hide();
    else if (button?.dataset.act === "reopen") this.#page.reopen(id);
    else if (button?.dataset.act === "delete") {
      const notes = this.#part("notes");
      if (!this.#part("notes_box").hidden) this.#keepNotes(notes.value);
      this.#page.remove(id);
    }
  }
}

// States that are no urgencies borrow the sign of one.
const SIGNS = { closed: "done", wrong: "ask", unchecked: "wait", newer: "silent" };

/** The fragment of the simulator's address that opens the case. `case` tells the simulator which saved case it is. */
export function fragmentOf({ id, platform, problem, facts, calendar, done, rulebook }) {
  const given = { platform, problem, ...facts, calendar, done: done.join(" "), v: rulebook, case: id };
  return writeFragment(Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== ""));
}

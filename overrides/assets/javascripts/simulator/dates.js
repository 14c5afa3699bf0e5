// Days as ISO text ("2026-03-10"). Only today's date is worked out here: every deadline comes from the rulebook.

const CHINA_AHEAD_OF_UTC = 8 * 60 * 60 * 1000;

/** The day in China (UTC+8 all the year round) at a moment. */
export function dayInChina(moment) {
  return new Date(moment.getTime() + CHINA_AHEAD_OF_UTC).toISOString().slice(0, 10);
}

/** Whether the days of a case are the reader's own: those of problems that are about no platform ("any") are nobody else's. */
export function areOwnDays({ platform }) {
  return platform === "any";
}

/** The day at a moment where the days of a case are counted: in China, or where the reader is. */
export function dayFor(one, moment) {
  return areOwnDays(one) ? dayHere(moment) : dayInChina(moment);
}

/** The moment at which a day ends in China. */
export function endOfDayInChina(day) {
  const nextDay = new Date(`${day}T00:00:00Z`);
  nextDay.setUTCDate(nextDay.getUTCDate() + 1);
  return new Date(nextDay.getTime() - CHINA_AHEAD_OF_UTC);
}

/** Whether the reader's own clock shows at a moment what one in China shows. */
export function clockIsChinas(moment) {
  return moment.getTimezoneOffset() * 60 * 1000 === -CHINA_AHEAD_OF_UTC;
}

/** The day by the reader's own clock at a moment. */
export function dayHere(moment) {
  const pad = (number, length) => String(number).padStart(length, "0");
  return `${pad(moment.getFullYear(), 4)}-${pad(moment.getMonth() + 1, 2)}-${pad(moment.getDate(), 2)}`;
}

/** Whether a text is a day that exists: "2026-02-31" is not. */
export function isDay(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const day = new Date(Date.UTC(parts[1], parts[2] - 1, parts[3]));
  return day.toISOString().slice(0, 10) === text;
}

const CHINESE = "zh"; // written without spaces, and in letters without the day of the week

const formats = new Map();

/** A day in words: "Sunday 22 November 2026", "domenica 22 novembre 2026", "2026年11月22日". */
export function dayInWords(day, lang) {
  const parts = formatOf(lang).formatToParts(new Date(`${day}T00:00:00Z`));
  if (lang === CHINESE) return parts.map(({ value }) => value).join("");
  return parts
    .filter(({ type }) => type !== "literal")
    .map(({ value }) => value)
    .join(" ");
}

/** A moment by the reader's own clock: "17:00 on Wednesday 9 December 2026", in the words of `say`. */
export function momentInWords(moment, lang, say) {
  const pad = (number) => String(number).padStart(2, "0");
  const time = `${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
  return say("sim.moment", { time, day: dayInWords(dayHere(moment), lang) });
}

/** Making one takes longer than all else that a date needs. */
function formatOf(lang) {
  if (!formats.has(lang)) {
    const locale = lang === "en" ? "en-GB" : lang;
    const dateStyle = lang === CHINESE ? "long" : "full";
    formats.set(lang, new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC" }));
  }
  return formats.get(lang);
}

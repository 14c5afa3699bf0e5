const DAY = 86_400_000; // ms

/** The day on which the task's number of working days has passed, as an ISO date. */
export function lastDay({ start, days, holidays, makeup_days }) {
  const off = new Set(holidays);
  const worked = new Set(makeup_days);
  let time = Date.parse(start);
  for (let counted = 0; counted < days; ) {
    time += DAY;
    const day = new Date(time).toISOString().slice(0, 10);
    const weekend = [0, 6].includes(new Date(time).getUTCDay());
    if (worked.has(day) || !(weekend || off.has(day))) counted += 1;
  }
  return new Date(time).toISOString().slice(0, 10);
}

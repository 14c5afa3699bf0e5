// A page that stays open learns that time has gone by: whoever keeps it before their eyes over midnight must not act on
// yesterday's answer.

const OFTEN = 60_000; // ms

/** Call `look` each minute while the page can be seen, and when the reader comes back to it, until `signal` is given. */
export function asTimeGoes(look, signal) {
  const seen = () => document.hidden || look();
  document.addEventListener("visibilitychange", seen, { signal });
  const minutes = setInterval(seen, OFTEN);
  signal.addEventListener("abort", () => clearInterval(minutes));
}

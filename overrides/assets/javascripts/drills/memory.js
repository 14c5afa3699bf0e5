// The answers of the round that is under way, until the tab is closed: a reload or a change of language loses nothing.

const KEY = "after-sales-playbook-round";

/** The answers kept for the round with this fragment, in the order of its cases; none where nothing may be kept. */
export function recall(fragment) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    return kept?.fragment === fragment && Array.isArray(kept.answers) ? kept.answers : [];
  } catch {
    return [];
  }
}

/** Keep the answers of a round instead of those of the last one. */
export function remember(fragment, answers) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ fragment, answers }));
  } catch {
    // Where nothing may be kept, a reload begins the round again.
  }
}

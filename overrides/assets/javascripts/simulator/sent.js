// The day on which a message was sent, where it is a date of the case too: one date, whichever of the two is changed.

/**
 * What of `sent` (message → day) follows the form, as message → day, "" for a message that is not sent after all.
 * `moves`: message → the fact that sending it writes; `before`, `now`: the facts of the case. A message whose day was not
 * the fact's follows nothing.
 */
export function followed(sent, moves, before, now) {
  const followers = Object.entries(moves).filter(
    ([message, fact]) => sent[message] && before[fact] === sent[message] && now[fact] !== sent[message],
  );
  return Object.fromEntries(followers.map(([message, fact]) => [message, now[fact] ?? ""]));
}

/** The sentences of the page: `say(key, values)` returns one with its `{names}` filled in, as plain text. */
export function wordsOf(json) {
  const words = JSON.parse(json);
  return (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// What `make serve` adds to each page: it reloads at each change, and says what is wrong with the last one.

const WORDS = {
  en: { trouble: "This page does not show your last change as you meant it", todo: "To mend before others may have it" },
  it: { trouble: "Questa pagina non mostra l’ultima modifica come la volevi", todo: "Da sistemare prima di passarla agli altri" },
};
const words = WORDS[document.documentElement.lang] ?? WORDS.en;

let shown;
const place = document.createElement("div");
place.className = "live";
const source = new EventSource("/_live");

source.onmessage = ({ data }) => {
  const { number, trouble, todo } = JSON.parse(data);
  shown ??= number;
  if (number !== shown) location.reload();
  else show(trouble, todo);
};
addEventListener("pagehide", () => source.close());
// Kept as it was while another page was looked at: it may be old by now.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

function show(trouble, todo) {
  place.replaceChildren();
  if (trouble.length > 0) place.append(block(words.trouble, trouble, "live__trouble", true));
  if (todo.length > 0) place.append(block(`${words.todo}: ${todo.length}`, todo, "live__todo", false));
  if (place.childElementCount > 0 && !place.isConnected) document.body.append(place);
}

function block(title, lines, name, open) {
  const made = document.createElement("details");
  made.className = name;
  made.open = open;
  if (open) made.setAttribute("role", "alert");
  const summary = document.createElement("summary");
  summary.textContent = title;
  const list = document.createElement("ul");
  for (const line of lines) {
    const item = document.createElement("li");
    item.textContent = line;
    list.append(item);
  }
  made.append(summary, list);
  return made;
}

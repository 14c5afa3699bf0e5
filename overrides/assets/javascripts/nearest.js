// What Material's search leaves out. Words that no key brings: pasted, dictated. And where nothing is found, the words of
// the site that are nearest to what was typed, one click or the Enter key away, and the other ways to an answer.
(() => {
  const { base, translations } = JSON.parse(document.getElementById("__config").textContent);
  const index = new URL(`${base}/search/search_index.json`, location); // the one that Material has fetched
  const result = document.querySelector(".md-search-result");
  const box = document.querySelector(".md-search__input");
  if (!result || !box) return;

  const PAUSE = 150; // ms: whoever goes on typing is not interrupted
  const WORD = /\p{L}{3,}/gu;
  const meta = result.firstElementChild;
  const onward = document.importNode(result.querySelector("template").content.firstElementChild, true);
  const told = document.createElement("div");
  told.className = "pb-nearest";
  told.setAttribute("role", "status");
  meta.after(told);
  let vocabulary = null;
  let timer = null;

  // The header stays when Material goes to another page: as they are written, the addresses would then lead elsewhere.
  for (const link of onward.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), location);
  // Material's Enter key clicks the best link, from the box. It is pressed out of habit, and these would leave the page.
  onward.addEventListener("click", (event) => {
    if (event.isTrusted || document.activeElement !== box) return;
    event.preventDefault();
    event.stopPropagation();
  });

  // Material listens to keys, and searches once for the same words. While they are being composed they are not meant yet.
  for (const kind of ["input", "compositionend"]) {
    box.addEventListener(kind, ({ isComposing }) => isComposing || box.dispatchEvent(new Event("keyup")));
  }

  new MutationObserver(() => {
    clearTimeout(timer);
    told.replaceChildren();
    if (!nothingFound()) return;
    words(); // for the slip to be recognized as soon as it is typed
    timer = setTimeout(suggest, PAUSE);
  }).observe(meta, { childList: true, characterData: true, subtree: true });

  function nothingFound() {
    return box.value.trim() !== "" && meta.textContent.trim() === translations["search.result.none"];
  }

  async function suggest() {
    const typed = box.value.trim();
    told.replaceChildren(onward);
    const known = await words();
    if (!known || box.value.trim() !== typed || !nothingFound()) return;
    const meant = typed.replace(WORD, (word) => nearest(word.toLowerCase(), known) ?? word);
    if (meant !== typed) told.replaceChildren(linkTo(meant), onward);
  }

  /** The words of the site, counted once; null where the index does not arrive. */
  function words() {
    vocabulary ??= fetch(index, { cache: "force-cache" })
      .then((answer) => answer.json())
      .then(wordsOf)
      .catch(() => (vocabulary = null));
    return vocabulary;
  }

  /** Word → how often it stands on the site. */
  function wordsOf({ docs }) {
    const counts = new Map();
    for (const { title, text, tags = [] } of docs) {
      const said = `${title} ${text} ${tags.join(" ")}`.replace(/<[^>]*>|&\w+;/g, " ").toLowerCase();
      for (const [word] of said.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
  }

  /** The most frequent of the words that are the fewest slips away; undefined for a word that is known, or like none. */
  function nearest(word, known) {
    const most = word.length < 5 ? 1 : 2;
    let [best, slips, often] = [undefined, most + 1, 0];
    for (const [other, count] of known) {
      if (other.startsWith(word)) return undefined;
      if (Math.abs(other.length - word.length) > most) continue;
      const found = distance(word, other);
      if (found < slips || (found === slips && count > often && best)) [best, slips, often] = [other, found, count];
    }
    return best;
  }

  /** How many letters to put in, leave out, change, or exchange with the next one. */
  function distance(one, other) {
    let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + !same);
        const crossed = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (crossed) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row.at(-1);
  }

  /** A link, because the arrow keys of the search go from link to link; its Enter key wants a score in the best one. */
  function linkTo(words) {
    const link = document.createElement("a");
    const text = document.createElement("span");
    const { nearest: say } = document.querySelector(".md-search").dataset;
    link.href = `?${new URLSearchParams({ q: words })}`;
    text.dataset.mdScore = "0";
    text.textContent = say.replace("{words}", words);
    link.append(text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      box.value = words;
      box.focus();
      box.dispatchEvent(new Event("keyup"));
    });
    return link;
  }
})();

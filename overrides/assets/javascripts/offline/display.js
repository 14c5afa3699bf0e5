// What readers see of it: one line at the foot of each page, and a bar below the header when there is a new version.

import { wordsOf } from "../simulator/words.js";

const MEGABYTE = 1_000_000;

export class Display {
  #place;
  #site;
  #say;
  #names;
  #wasKeeping = false;

  /** `place` is the element below the header, which stays when another page comes; `site` a KeptSite. */
  constructor(place, site) {
    this.#place = place;
    this.#site = site;
    this.#say = wordsOf(place.dataset.words);
    this.#names = JSON.parse(place.dataset.languages);
    site.addEventListener("change", () => this.show());
    place.querySelector(".pb-site__act").addEventListener("click", () => site.reload());
    place.querySelector(".pb-site__later").addEventListener("click", () => this.#putOff());
    // What else stays in sight at the top of the window stands below the bar, and has to know how tall it is.
    new ResizeObserver(() => this.#measure()).observe(place);
    document.addEventListener("click", ({ target }) => target.closest?.(".pb-offline__act") && site.keep());
  }

  /** Show how things are; also after another page has come, with a foot of its own. */
  show() {
    this.#showNews();
    this.#showKept();
  }

  #showNews() {
    const { news } = this.#site;
    const bar = this.#place.querySelector(".pb-site__bar");
    if (!news || bar.dataset.news === news) return;
    bar.dataset.news = news;
    delete this.#place.dataset.later;
    const button = this.#place.querySelector(".pb-site__act");
    for (const one of [button, this.#place.querySelector(".pb-site__later")]) one.hidden = false;
    this.#measure();
    button.textContent = this.#say(news === "stuck" ? "offline.use_anyway" : "offline.reload");
    this.#announce(bar.querySelector(".pb-site__news"), this.#say(`offline.${news}`));
  }

  /** The bar goes back to the top of the page, and the reader stays where they are. */
  #putOff() {
    this.#place.dataset.later = "";
    this.#measure();
    this.#place.querySelector(".pb-site__later").hidden = true;
    this.#place.querySelector(".pb-site__act").focus({ preventScroll: true });
  }

  #measure() {
    const height = "later" in this.#place.dataset ? 0 : this.#place.offsetHeight;
    document.documentElement.style.setProperty("--pb-news", `${height}px`);
  }

  #showKept() {
    const { kept, doing } = this.#site;
    const foot = document.querySelector(".pb-offline");
    if (!foot) return;
    const sentences = this.#sentences();
    foot.querySelector(".pb-offline__says").textContent = sentences.join(" ");
    const button = foot.querySelector(".pb-offline__act");
    button.hidden = !["asking", "failed"].includes(doing);
    button.textContent = this.#say(doing === "asking" ? "offline.keep" : "offline.try_again");
    foot.hidden = sentences.length === 0;
    // Said once, when it has just become true; whoever comes back knows it.
    if (doing === "keeping") this.#wasKeeping = true;
    else if (this.#wasKeeping && kept.length) this.#announce(this.#place.querySelector(".pb-site__quiet"), sentences[0]);
  }

  #sentences() {
    const { kept, missing, doing, bytes } = this.#site;
    if (doing === "refused") return [this.#say("offline.refused")];
    const sentences = kept.length ? [this.#say("offline.ready", { languages: this.#named(kept) })] : [];
    if (!missing.length || doing === "idle") return sentences;
    const languages = this.#named(missing);
    if (doing !== "asking") return [...sentences, this.#say(`offline.${doing}`, { languages })];
    if (!bytes) return [...sentences, this.#say("offline.asking", { languages })];
    const packs = kept.length ? missing : ["core", ...missing];
    const size = Math.max(1, Math.round(packs.reduce((sum, pack) => sum + bytes[pack], 0) / MEGABYTE));
    return [...sentences, this.#say("offline.asking_size", { languages, size })];
  }

  #named(languages) {
    return languages.map((one) => this.#names[one]).join(", ");
  }

  #announce(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }
}

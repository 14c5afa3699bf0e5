// Keeps the site in the browser for when there is no network, and tells of a new version. It lives as long as the
// document does: Material brings other pages into it without a reload.
(() => {
  const place = document.querySelector(".pb-site");
  const { edition } = place.dataset;
  // Now, while the address is the one that it is relative to; whoever asks later finds it whole.
  const root = (place.dataset.root = new URL(place.dataset.root, location.href).href);
  // `make serve` builds without an edition: what is kept would hide what an editor has just changed. Pages opened as
  // files can neither keep anything nor load modules.
  if (!edition || !location.protocol.startsWith("http")) return;

  const begin = async ([{ deployed }, { Display }, { KeptSite }]) => {
    const languages = Object.keys(JSON.parse(place.dataset.languages));
    const lang = document.documentElement.lang;
    const site = new KeptSite({ root, edition, lang, languages, deployed: () => deployed(root) });
    const display = new Display(place, site);

    window.document$.subscribe(() => {
      const shown = document.querySelector(".pb-offline");
      // A page of another edition was brought into this document, whose scripts and runtime are not made for it.
      if (shown && shown.dataset.edition !== edition) location.reload();
      display.show();
      site.pageShown();
    });
    addEventListener("input", () => site.typed(), { capture: true });
    document.addEventListener("visibilitychange", () => document.hidden || site.lookForNewer());
    await globalThis.quiet;
    await site.start();
  };

  /** The scripts did not come: that is said where they would speak, and loading the page anew is offered. */
  const tellIncomplete = () => {
    const words = JSON.parse(place.dataset.words);
    const foot = document.querySelector(".pb-offline");
    const button = foot.querySelector(".pb-offline__act");
    foot.querySelector(".pb-offline__says").textContent = words["offline.incomplete"];
    button.textContent = words["offline.reload_page"];
    // Without a network the page would be gone.
    const reload = () => fetch(location.href, { cache: "no-store" }).then(({ ok }) => ok && location.reload());
    button.addEventListener("click", () => reload().catch(() => {}));
    foot.hidden = button.hidden = false;
  };

  Promise.all([
    import("./offline/deployed.js"),
    import("./offline/display.js"),
    import("./offline/kept-site.js"),
  ]).then(begin, tellIncomplete);
})();

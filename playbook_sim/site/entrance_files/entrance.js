// Chooses a language: for the root page by going there, for the pages that stand in for a missing one (the 404, and
// the one that the service worker shows without a network) by showing only that language's half.
(() => {
  const { page, root, kept, languages } = document.currentScript.dataset;

  const known = languages.split(" ");

  // The first of the reader's languages that the site has; when there is none, the site's first.
  const preferred = () => {
    const primary = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]);
    return primary.find((language) => known.includes(language)) ?? known[0];
  };

  if (page === "home") {
    // `replace`, so that the back button does not return here and be sent on again.
    location.replace(new URL(`${preferred()}/${location.search}${location.hash}`, document.baseURI));
    return;
  }

  const above = root ?? new URL(document.baseURI).pathname;
  const first = location.pathname.slice(above.length).split("/")[0];
  const language = known.includes(first) ? first : preferred();
  document.documentElement.lang = language;
  for (const section of document.querySelectorAll("section[lang]")) {
    section.hidden = section.lang !== language;
    if (!section.hidden) document.title = section.dataset.title;
  }
  for (const link of document.querySelectorAll("[data-report]")) {
    const address = new URL(link.href);
    address.searchParams.set("page", location.pathname.slice(above.length));
    link.href = address.href;
  }
  if (page !== "offline") return;

  const onDevice = kept.split(" ");
  for (const links of document.querySelectorAll("[data-needs]")) {
    const { needs, insteadOf } = links.dataset;
    links.hidden = !onDevice.includes(needs) || onDevice.includes(insteadOf);
  }
  const again = () => location.reload();
  for (const button of document.querySelectorAll(".again")) {
    button.hidden = false;
    button.addEventListener("click", again);
  }
  addEventListener("online", again);
  // Whoever is on the way to another page is not held back when the network returns just then.
  addEventListener("beforeunload", () => removeEventListener("online", again));
})();

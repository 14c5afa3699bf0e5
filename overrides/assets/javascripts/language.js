// Keeps the reader on the same page, and in the same case, when the language changes.
// Material's own switch compares addresses with the site_url of the build, and goes to the home page when the site
// is served from anywhere else; the two trees mirror each other, so the path below the language is enough.
(() => {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const here = new URL(`${base}/`, location);

  for (const link of document.querySelectorAll(".md-header a[hreflang]")) {
    const root = new URL(`../${link.hreflang}/`, here);
    link.addEventListener("click", (event) => {
      const page = location.pathname.slice(here.pathname.length);
      link.href = new URL(page + location.search + location.hash, root);
      // Else Material would take the click and decide by itself.
      event.stopPropagation();
    });
  }
})();

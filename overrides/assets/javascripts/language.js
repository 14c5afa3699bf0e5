// Keeps the reader on the same page, and in the same case, when the language changes. The link in the page already
// leads to its translation; but Material leaves the header as it is when it goes to another page without a reload, and
// no server knows the case in the address. The two trees mirror each other, so the path below the language is enough.
(() => {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const here = new URL(`${base}/`, location);

  for (const link of document.querySelectorAll(".md-header a[hreflang]")) {
    // An address that leads to no page leads to none in the other language either: there the link goes home.
    if (document.querySelector("[data-missing]")) break;
    const root = new URL(`../${link.hreflang}/`, here);
    const refresh = () => {
      // An address with two slashes in a row would lead to another host.
      const page = location.pathname.slice(here.pathname.length).replace(/^\/+/, "");
      link.href = new URL(page + location.search + location.hash, root);
    };
    // Before any way of following it: click, key, middle button, menu.
    for (const type of ["pointerdown", "focus", "click"]) link.addEventListener(type, refresh);
  }
})();

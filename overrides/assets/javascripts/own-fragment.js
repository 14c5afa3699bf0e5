// Material fetches a page anew when the reader goes back and only the fragment of the address has changed, and what
// was filled in is gone. A page that follows its own fragment puts its path into `data-own-fragment` and listens for
// `fragmentchange`. This script comes before Material's, because listeners of a window are called in their order.
addEventListener("popstate", (event) => {
  const page = document.querySelector("[data-own-fragment]");
  if (page?.dataset.ownFragment !== location.pathname) return;
  event.stopImmediatePropagation();
  page.dispatchEvent(new Event("fragmentchange"));
});

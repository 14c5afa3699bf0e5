// Brings a page to life as soon as it is there, and each one that Material brings in without a load.

/** Call `mount` now, and whenever there is another page. It may be called again for the same one. */
export function onEachPage(mount) {
  // Material says so too, when it comes: the pages have styles for readers without scripts.
  document.documentElement.classList.replace("no-js", "js");
  mount();
  const follow = () => window.document$?.subscribe(mount);
  // Material's script comes last in a page: whoever waited for it would wait for all that it does.
  if (document.readyState === "loading" && !window.document$) addEventListener("DOMContentLoaded", follow, { once: true });
  else follow();
}

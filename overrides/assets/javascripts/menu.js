// In a narrow window Material's menu and search open by labels, which no key reaches: here they are buttons for keys too.
(() => {
  const OPENERS = ".md-header__button:is([for='__drawer'], [for='__search'])";
  const LABELS = `${OPENERS}, .md-sidebar--primary label[for]:not([for='__drawer'])`;
  const drawer = document.getElementById("__drawer");
  const opener = document.querySelector(".md-header__button[for='__drawer']");
  const menu = () => document.querySelector(".md-sidebar--primary");

  function furnish() {
    for (const label of document.querySelectorAll(LABELS)) {
      label.tabIndex = 0;
      label.setAttribute("role", "button");
      if (!label.textContent.trim()) label.setAttribute("aria-label", nameOf(label));
      tell(label);
    }
  }

  /** What opens has a name of its own somewhere: the menu, the search, or a part of the menu beside its link. */
  function nameOf(label) {
    if (label.htmlFor === "__search") return document.querySelector(".md-search")?.getAttribute("aria-label") ?? "";
    if (label === opener) return menu()?.querySelector(".md-nav--primary")?.getAttribute("aria-label") ?? "";
    return label.parentElement.textContent.trim();
  }

  function tell(label) {
    label.setAttribute("aria-expanded", document.getElementById(label.htmlFor)?.checked ?? false);
  }

  /** The first that there is to see in the menu: of the page itself it shows the label alone. */
  function first() {
    return [...menu().querySelectorAll(".md-nav__item :is(a[href], label)")].find((one) => one.checkVisibility());
  }

  function shut() {
    drawer.click();
    opener.focus();
  }

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape" && drawer.checked) shut();
    if ((key !== "Enter" && key !== " ") || !target.matches?.(LABELS)) return;
    event.preventDefault();
    event.stopPropagation(); // Material clicks whatever label has focus afterwards
    target.click();
    if (target === opener && drawer.checked) first()?.focus();
  });

  document.addEventListener("change", ({ target }) => {
    for (const label of document.querySelectorAll(LABELS)) if (label.htmlFor === target.id) tell(label);
  });

  // Nobody sees what lies below: focus that leaves the menu, or a part of it, closes it.
  document.addEventListener("focusin", ({ target }) => {
    if (!drawer.checked || target === opener) return;
    if (!menu().contains(target)) drawer.click();
    for (const part of menu().querySelectorAll(".md-nav__toggle:checked")) {
      if (!part.parentElement.contains(target)) part.click();
    }
  });

  globalThis.document$?.subscribe(furnish) ?? furnish();
})();

// In a narrow window Material's menu and search open by labels, which no key reaches and which may not be buttons by their
// role: each gets a button for keys and screen readers, which nobody sees but by the ring around its label.
(() => {
  const OPENERS = ".md-header__button:is([for='__drawer'], [for='__search'])";
  const LABELS = `${OPENERS}, .md-sidebar--primary label[for]:not([for='__drawer'])`;
  const CLASS = "pb-opener";
  const drawer = document.getElementById("__drawer");
  const opener = () => document.querySelector(".md-header__button[for='__drawer']").previousElementSibling;
  const menu = () => document.querySelector(".md-sidebar--primary");

  function furnish() {
    for (const label of document.querySelectorAll(LABELS)) {
      // Before it: Material's styles go from a label to what follows.
      if (!label.previousElementSibling?.classList.contains(CLASS)) label.before(buttonFor(label));
      tell(label);
    }
  }

  function buttonFor(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = CLASS;
    button.setAttribute("aria-label", nameOf(label));
    button.addEventListener("click", () => {
      label.click();
      if (button === opener() && drawer.checked) first()?.focus();
    });
    return button;
  }

  /** What opens has a name of its own somewhere: the menu, the search, or a part of the menu beside its link. */
  function nameOf(label) {
    if (label.textContent.trim()) return label.textContent.trim();
    if (label.htmlFor === "__search") return document.querySelector(".md-search")?.getAttribute("aria-label") ?? "";
    if (label.htmlFor === "__drawer") return menu()?.querySelector(".md-nav--primary")?.getAttribute("aria-label") ?? "";
    return label.parentElement.textContent.trim();
  }

  function tell(label) {
    const isOpen = document.getElementById(label.htmlFor)?.checked ?? false;
    label.previousElementSibling.setAttribute("aria-expanded", isOpen);
  }

  /** The first that there is to see in the menu: of the page itself it shows the label alone. */
  function first() {
    return [...menu().querySelectorAll(`.md-nav__item :is(a[href], .${CLASS})`)].find((one) => one.checkVisibility());
  }

  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer.checked) return;
    drawer.click();
    opener().focus();
  });

  document.addEventListener("change", ({ target }) => {
    for (const label of document.querySelectorAll(LABELS)) if (label.htmlFor === target.id) tell(label);
  });

  // Nobody sees what lies below: focus that leaves the menu, or a part of it, closes it.
  document.addEventListener("focusin", ({ target }) => {
    if (!drawer.checked || target === opener()) return;
    if (!menu().contains(target)) drawer.click();
    for (const part of menu().querySelectorAll(".md-nav__toggle:checked")) {
      if (!part.parentElement.contains(target)) part.click();
    }
  });

  globalThis.document$?.subscribe(furnish) ?? furnish();
})();

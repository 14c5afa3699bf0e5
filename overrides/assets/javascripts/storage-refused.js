// A browser that keeps nothing for a site refuses even to show it its storage, and Material's script would end at its
// first look, with search, menus and the dark scheme. It gets a storage that forgets when the page is left.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].length;
  } catch {
    const kept = new Map();
    const value = {
      forgets: true,
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, text) => void kept.set(String(key), String(text)),
      removeItem: (key) => void kept.delete(String(key)),
    };
    Object.defineProperty(window, name, { value, configurable: true });
  }
}

// Fetches the index of Material's search when the page is quiet, or when the reader opens the search; Material would do so
// while the page loads (see search_index.py), and never again where the network was gone at that moment.
{
  const once = (type, isMeant = () => true) =>
    new Promise((resolve) => {
      const heard = ({ target }) => {
        if (!isMeant(target)) return;
        removeEventListener(type, heard);
        resolve();
      };
      addEventListener(type, heard);
    });
  const opened = () => once("change", ({ id }) => id === "__search");
  const typed = () => once("input", ({ form }) => form?.name === "search");

  const fetched = async (url) => {
    for (;;) {
      const next = Promise.race([once("online"), opened(), typed()]);
      try {
        const response = await fetch(url);
        if (response.ok) return await response.json();
      } catch {
        // It may come another time.
      }
      await next;
    }
  };

  let index;
  /** Promises the index that lies at an address. */
  globalThis.searchIndex = (url) => (index ??= Promise.race([globalThis.quiet, opened()]).then(() => fetched(url)));
}

// In place of the service worker where the site is not to be kept, as in `make serve`: what one of before has kept would
// hide each change. It removes that, itself, and what the open pages show of it.
addEventListener("install", (event) => event.waitUntil(skipWaiting()));

// A browser lets it take over only when the worker before has had nothing to do for half a minute. The page that asks
// hears at once that there is nothing to wait for.
addEventListener("message", ({ ports: [port] }) => port?.postMessage({ leaves: true }));

addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const kept = (await caches.keys()).filter((name) => name.startsWith(`playbook ${registration.scope} `));
  await Promise.all(kept.map((name) => caches.delete(name)));
  await registration.unregister();
  // Not awaited: a page is loaded only when this event has come to its end.
  for (const client of await clients.matchAll({ type: "window" })) client.navigate(client.url).catch(() => {});
}

// What takes long to come begins when the reader comes near what it is for.

/**
 * Call `act` whenever the mouse or the keyboard comes to an element. Nothing announces a finger: where bytes are free, it
 * is enough that the element is in sight. Whoever asked the browser to save bytes gets only what they ask for.
 */
export function whenNear(element, act, signal) {
  if (navigator.connection?.saveData) return;
  for (const type of ["pointerenter", "focusin"]) element.addEventListener(type, act, { signal });
  if (!isFree(navigator.connection)) return;
  const sight = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && act());
  sight.observe(element);
  signal.addEventListener("abort", () => sight.disconnect());
}

/** Whether bytes that may not be wanted cost the reader nothing. Most browsers do not tell. */
function isFree(connection) {
  return ["wifi", "ethernet"].includes(connection?.type);
}

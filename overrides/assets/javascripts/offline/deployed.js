/** What lies on the host now: `{edition, build, bytes}` with the bytes of each pack; null when that cannot be known. */
export async function deployed(root) {
  if (!navigator.onLine) return null;
  try {
    const answer = await fetch(new URL("version.json", root), { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** The story that somebody means, by its slug or by its whole address as it stands in the browser. */
export function slugIn(typed: string): string {
  const text = typed.trim();
  const found = /\/stories\/([^/?#\s]+)/.exec(text)?.[1] ?? text;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

/** The page that offers what a member wrote as a guest; `to` is the path of the page that they go on to afterwards. */
export function takeOverPath(to: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...more, ...(to === "/" ? {} : { to }) }).toString();
  return query === "" ? "/settings/take-over" : `/settings/take-over?${query}`;
}

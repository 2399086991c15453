/** The answer to a request for a piece of the page. */
export interface Fragment {
  status: number;
  content: DocumentFragment;
  /** Whether the server sent us on to another page: what was asked for is done. */
  movedOn: boolean;
}

// Long enough for a bad phone on a bad network; a post that did arrive is not doubled by the next try.
const patience = 30_000;

/** Asks the server for a piece of HTML. Throws when no answer comes. */
export async function fetchFragment(url: string, body?: URLSearchParams): Promise<Fragment> {
  const response = await fetch(url, {
    ...(body ? { method: "POST", body } : {}),
    headers: { "x-fragment": "1" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(patience),
  });
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return { status: response.status, content: template.content, movedOn: response.redirected };
}

/** What a page about a problem says, in one line; "" when the answer is no such page. */
export function problemWords({ content }: Fragment): string {
  const head = content.querySelector(".plain__head");
  const words = [head?.querySelector("h1"), head?.querySelector("h1 + p")].map((part) =>
    part?.textContent?.trim(),
  );
  return words.filter(Boolean).join(". ");
}

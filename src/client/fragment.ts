/** The answer to a request for a piece of the page. */
export interface Fragment {
  status: number;
  element: HTMLElement | null;
}

/** Asks the server for a piece of HTML. Throws when nothing comes back, or something that isn't for us. */
export async function fetchFragment(url: string, body?: URLSearchParams): Promise<Fragment> {
  const response = await fetch(url, {
    ...(body ? { method: "POST", body } : {}),
    headers: { "x-fragment": "1" },
    credentials: "same-origin",
  });
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  const element = template.content.firstElementChild;
  return { status: response.status, element: element instanceof HTMLElement ? element : null };
}

import { keepComposer } from "./composer.ts";
import { fetchFragment } from "./fragment.ts";

function target<T extends HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

/** "Reply" opens the form below the comment. */
export function keepReplies(): void {
  document.addEventListener("click", (event) => {
    const link = target<HTMLAnchorElement>(event, "a[data-reply], a[data-quote]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const branch = link.closest(".branch");
    if (!branch) return;
    event.preventDefault();
    openReply(link, branch).catch(() => location.assign(link.href));
  });
  document.addEventListener("click", (event) => {
    const cancel = target(event, "a[data-cancel]");
    const form = cancel?.closest<HTMLElement>(".branch > .composer");
    if (!form) return;
    event.preventDefault();
    const reply = form.closest(".branch")?.querySelector<HTMLElement>(":scope > .comment [data-reply]");
    form.remove();
    reply?.focus();
  });
}

async function openReply(link: HTMLAnchorElement, branch: Element): Promise<void> {
  const { status, element } = await fetchFragment(link.href);
  if (status !== 200 || !(element instanceof HTMLFormElement)) throw new Error(`answered ${status}`);
  const open = branch.querySelector<HTMLFormElement>(":scope > .composer");
  if (open) open.replaceWith(element);
  else branch.querySelector(":scope > .comment")?.after(element);
  keepComposer(element);
  const text = element.querySelector("textarea");
  text?.focus();
  text?.setSelectionRange(text.value.length, text.value.length);
}

/** Recommending changes the button in place. */
export function keepRecommends(): void {
  document.addEventListener("submit", (event) => {
    const form = target<HTMLFormElement>(event, "form.recform");
    if (!form) return;
    event.preventDefault();
    const body = new URLSearchParams({ on: String(new FormData(form).get("on")) });
    fetchFragment(form.action, body)
      .then(({ status, element }) => {
        if (status !== 200 || !element) throw new Error(`answered ${status}`);
        form.replaceWith(element);
        element.querySelector("button")?.focus();
      })
      .catch(() => form.submit());
  });
}

/** "Share" hands the address on, or copies it. */
export function keepShares(): void {
  document.addEventListener("click", (event) => {
    const link = target<HTMLAnchorElement>(event, "a[data-share]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    share(link).catch(() => location.assign(link.href));
  });
}

async function share(link: HTMLAnchorElement): Promise<void> {
  if ("share" in navigator && matchMedia("(pointer: coarse)").matches) {
    await navigator.share({ url: link.href }).catch(() => {});
    return;
  }
  await navigator.clipboard.writeText(link.href);
  const said = link.dataset["share"];
  if (said) link.textContent = said;
}

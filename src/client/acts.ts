import { keepComposer } from "./composer.ts";
import { withQuote } from "./draft.ts";
import { field } from "./fields.ts";
import { fetchFragment } from "./fragment.ts";

function target<T extends HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

/** A link that was clicked to be followed here, not in another tab. */
function clicked(event: MouseEvent, selector: string): HTMLAnchorElement | null {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  return isPlain ? target<HTMLAnchorElement>(event, selector) : null;
}

const replyForm = ".branch > .composer";

/** "Reply" opens the form below the comment; "Cancel" and Escape close it; "Quote" brings the comment's words. */
export function keepReplies(): void {
  document.addEventListener("click", (event) => {
    const link = clicked(event, "a[data-reply], a[data-quote]");
    const branch = link?.closest(".branch");
    const form = link?.closest<HTMLFormElement>("form[data-compose]");
    if (!link || !(branch || form)) return;
    event.preventDefault();
    const done = form ? quote(link, form) : branch ? openReply(link, branch) : Promise.resolve();
    done.catch(() => sayFailed(link));
  });
  document.addEventListener("click", (event) => {
    const form = clicked(event, "a[data-cancel]")?.closest(replyForm);
    if (!form) return;
    event.preventDefault();
    closeReply(form);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.key === "Escape" && !event.isComposing ? target(event, replyForm) : null;
    if (form) closeReply(form);
  });
}

async function openReply(link: HTMLAnchorElement, branch: Element): Promise<void> {
  const open = branch.querySelector<HTMLFormElement>(":scope > .composer");
  if (open) {
    focusText(open);
    return;
  }
  const { content } = await fetchFragment(link.href);
  const form = content.querySelector<HTMLFormElement>("form[data-compose]");
  if (branch.querySelector(":scope > .composer")) return;
  // Something else came: the comment is gone, the discussion closed. Its page says so.
  if (!form) return location.assign(link.href);
  branch.querySelector(":scope > .comment")?.after(form);
  keepComposer(form);
  focusText(form);
}

/** Puts the quote above what is written already. */
async function quote(link: HTMLAnchorElement, form: HTMLFormElement): Promise<void> {
  const { content } = await fetchFragment(link.href);
  const quoted = content.querySelector("textarea");
  const text = field(form, "text");
  if (!quoted || !text) return location.assign(link.href);
  text.value = withQuote(text.value, quoted.value);
  text.dispatchEvent(new Event("input", { bubbles: true }));
  focusText(form);
}

function focusText(form: HTMLFormElement): void {
  const text = field(form, "text");
  text?.focus();
  text?.setSelectionRange(text.value.length, text.value.length);
}

function closeReply(form: Element): void {
  const reply = form.closest(".branch")?.querySelector<HTMLElement>(":scope > .comment [data-reply]");
  form.remove();
  reply?.focus();
}

/** Recommending changes the button in place. */
export function keepRecommends(): void {
  document.addEventListener("submit", (event) => {
    const form = target<HTMLFormElement>(event, "form.recform");
    if (!form) return;
    event.preventDefault();
    recommend(form).catch(() => sayFailed(form));
  });
}

async function recommend(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams({ on: String(new FormData(form).get("on")) });
  const { status, content } = await fetchFragment(form.action, body);
  const fresh = content.querySelector("form.recform");
  // The comment is gone, or that was too much at once: the page that says so.
  if (status !== 200 || !fresh) return form.submit();
  form.parentElement?.querySelector(":scope > [role=alert]")?.remove();
  form.replaceWith(fresh);
  fresh.querySelector("button")?.focus();
}

/** Says beside what was pressed that nothing came of it: there is no network. */
function sayFailed(pressed: Element): void {
  const words = pressed.closest<HTMLElement>("[data-retry]")?.dataset["retry"];
  if (!words) return;
  pressed.parentElement?.querySelector(":scope > [role=alert]")?.remove();
  const said = document.createElement("span");
  said.className = "note";
  said.setAttribute("role", "alert");
  said.textContent = words;
  pressed.after(said);
}

/** "Share" hands the address on, or copies it. */
export function keepShares(): void {
  document.addEventListener("click", (event) => {
    const link = clicked(event, "a[data-share]");
    if (!link) return;
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

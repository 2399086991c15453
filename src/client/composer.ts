import { keepCount } from "./count.ts";
import { forgetLastWords, isKept, keepOnServer, settleDraft } from "./draft-keeper.ts";
import { forgetDraft, forgetTry, keepDraft, keepName, keepTry, restoreDraft, restoreName } from "./draft.ts";
import { field } from "./fields.ts";
import { type Fragment, fetchFragment, problemWords } from "./fragment.ts";
import { placeComment, showComment } from "./place.ts";

/** Makes every form that comments are written in nicer: drafts, a count of characters, posting without a reload. */
export function keepComposers(within: ParentNode = document): void {
  for (const form of within.querySelectorAll<HTMLFormElement>("form[data-compose]")) keepComposer(form);
}

export function keepComposer(form: HTMLFormElement): void {
  const text = field(form, "text");
  if (!(text instanceof HTMLTextAreaElement)) return;
  restoreDraft(form, text);
  restoreName(form);
  keepCount(form, text);
  if (isKept(form)) keepOnServer(form, text, (lost) => keepDraft(form, lost));
  else {
    forgetLastWords();
    text.addEventListener("input", () => keepDraft(form, text.value));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}

/** Sends the form and puts in its place, or into the list, what comes back. One try at a time. */
async function send(form: HTMLFormElement): Promise<void> {
  if (form.ariaBusy === "true") return;
  // Not disabled: the button would lose the focus.
  setBusy(form, true);
  const key = field(form, "key");
  if (key && key.value === "")
    key.value = crypto.randomUUID?.() ?? `${Date.now()}${Math.random()}${Math.random()}`;
  keepTry(form);
  try {
    await solveChallenge(form);
    take(form, await fetchFragment(form.action, bodyOf(form)));
  } catch {
    // The same key goes with the next try, so that a post that did arrive is not doubled.
    tell(form, form.dataset["failed"] ?? "");
  } finally {
    setBusy(form, false);
  }
}

function setBusy(form: HTMLFormElement, busy: boolean): void {
  form.ariaBusy = String(busy);
  form.querySelector("button[type=submit]")?.setAttribute("aria-disabled", String(busy));
}

function bodyOf(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  return body;
}

async function solveChallenge(form: HTMLFormElement): Promise<void> {
  const url = form.dataset["challenge"];
  const solution = field(form, "solution");
  if (!url || !solution) return;
  const { solve } = await import("./challenge.ts");
  // A browser that can't do it posts all the same; then an editor reads the comment first.
  solution.value = await solve(url).catch(() => "");
}

function take(form: HTMLFormElement, answer: Fragment): void {
  const { status, content, movedOn } = answer;
  const fresh = content.querySelector<HTMLFormElement>("form[data-compose]");
  const item = content.firstElementChild;
  if (status === 201 && item) posted(form, item);
  else if (status === 422 && fresh) comeBack(form, fresh);
  else if (status === 200 && movedOn) changed(form);
  else tell(form, problemWords(answer) || (form.dataset["failed"] ?? ""));
}

function posted(form: HTMLFormElement, item: Element): void {
  keepName(form);
  forgetDraft(form);
  settleDraft(form);
  const article = placeComment(form, item, field(form, "parent") !== null);
  if (!article) {
    location.assign(item.querySelector<HTMLAnchorElement>(".comment__when a")?.href ?? location.href);
    return;
  }
  if (form.closest(".branch")) form.remove();
  else empty(form);
  showComment(article);
}

/** A comment that was changed is read in its place. */
function changed(form: HTMLFormElement): void {
  forgetDraft(form);
  location.assign(form.querySelector<HTMLAnchorElement>("a[data-cancel]")?.href ?? location.href);
}

function empty(form: HTMLFormElement): void {
  for (const name of ["text", "key", "solution"]) {
    const input = field(form, name);
    if (input) input.value = "";
  }
  for (const told of form.querySelectorAll(".composer__error, .field__error--told")) told.remove();
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  // The count follows.
  field(form, "text")?.dispatchEvent(new Event("input"));
  settleDraft(form);
}

/** The form comes back from the server with what is wrong with it. */
function comeBack(form: HTMLFormElement, fresh: HTMLFormElement): void {
  forgetTry(form);
  const answered = form.dataset["compose"];
  // What was answered is gone: the form for a comment of its own stands in its place, beside the page's own one.
  if (answered !== undefined && answered !== fresh.dataset["compose"]) standApart(fresh, answered);
  form.replaceWith(fresh);
  keepComposer(fresh);
  const wrong =
    fresh.querySelector<HTMLElement>("[aria-invalid=true]") ??
    fresh.querySelector<HTMLElement>(".composer__error");
  wrong?.focus();
}

function standApart(form: HTMLFormElement, name: string): void {
  form.dataset["compose"] = name;
  for (const element of [form, ...form.querySelectorAll("*")]) {
    for (const attribute of ["id", "for", "aria-labelledby", "aria-describedby"]) {
      const ids = element.getAttribute(attribute);
      if (ids)
        element.setAttribute(
          attribute,
          ids.replace(/\S+/g, (id) => `apart-${name}-${id}`),
        );
    }
  }
}

/** Says above the button what went wrong. */
function tell(form: HTMLFormElement, words: string): void {
  let told = form.querySelector<HTMLElement>(".composer__error");
  if (!told) {
    told = document.createElement("div");
    told.className = "composer__error";
    told.setAttribute("role", "alert");
    form.querySelector(".composer__foot")?.before(told);
  }
  told.textContent = words;
}

import { fetchFragment } from "./fragment.ts";
import { recall, remember } from "./memory.ts";

/** Makes every form that comments are written in nicer: drafts, a count of characters, posting without a reload. */
export function keepComposers(within: ParentNode = document): void {
  for (const form of within.querySelectorAll<HTMLFormElement>("form[data-compose]")) keepComposer(form);
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement | null {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : null;
}

function draftKey(form: HTMLFormElement): string {
  return `draft ${new URL(form.action).pathname} ${form.dataset["compose"]}`;
}

export function keepComposer(form: HTMLFormElement): void {
  const text = field(form, "text");
  if (!(text instanceof HTMLTextAreaElement)) return;
  const isEdit = !field(form, "name");
  if (!isEdit) restoreDraft(form, text);
  const update = () => {
    countLeft(form, text);
    if (!isEdit) remember(draftKey(form), text.value || null);
  };
  text.addEventListener("input", update);
  countLeft(form, text);
  if (isEdit) return;
  restoreName(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}

function restoreDraft(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  const draft = recall(draftKey(form));
  if (draft && text.value === "") text.value = draft;
}

function restoreName(form: HTMLFormElement): void {
  const name = field(form, "name");
  if (name && name.value === "") name.value = recall("name") ?? "";
}

function countLeft(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  const counter = form.querySelector<HTMLElement>("[data-left]");
  const [leftWords = "%", overWords = "%", language = "en"] = (counter?.dataset["leftWords"] ?? "").split("|");
  if (!counter) return;
  const left = Number(counter.dataset["left"]) - [...text.value.trim()].length;
  counter.toggleAttribute("data-over", left < 0);
  // Said only when it begins to matter, so that a screen reader isn't told of every letter.
  const said = text.value === "" || left > 300 ? "" : (left < 0 ? overWords : leftWords).replace("%", number(left, language));
  if (counter.textContent !== said) counter.textContent = said;
}

function number(n: number, language: string): string {
  return new Intl.NumberFormat(language === "ar" ? "ar-IQ" : language).format(Math.abs(n));
}

/** Sends the form and puts in its place, or into the list, what comes back. */
async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  const key = field(form, "key");
  if (button?.disabled) return;
  if (key && key.value === "") key.value = crypto.randomUUID();
  if (button) button.disabled = true;
  try {
    await solveChallenge(form);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    const { status, element } = await fetchFragment(form.action, body);
    if (status === 201 && element) posted(form, element);
    else if (status === 422 && element instanceof HTMLFormElement) comeBack(form, element);
    else throw new Error(`answered ${status}`);
  } catch {
    // The same key goes with the next try, so that a post that did arrive is not doubled.
    failed(form);
  } finally {
    if (button) button.disabled = false;
  }
}

async function solveChallenge(form: HTMLFormElement): Promise<void> {
  const url = form.dataset["challenge"];
  const solution = field(form, "solution");
  if (!url || !solution) return;
  const { solve } = await import("./challenge.ts");
  solution.value = await solve(url);
}

function posted(form: HTMLFormElement, item: HTMLElement): void {
  const name = field(form, "name");
  if (name) remember("name", name.value);
  remember(draftKey(form), null);
  const article = item.querySelector<HTMLElement>("article");
  const known = article?.id ? document.getElementById(article.id) : null;
  if (known) known.closest(".branch")?.remove();
  if (form.dataset["compose"] === "root") {
    place(form, item);
    for (const name of ["text", "key", "solution"]) {
      const input = field(form, name);
      if (input) input.value = "";
    }
    form.querySelector(".composer__error")?.remove();
    for (const error of form.querySelectorAll(".field__error--told")) error.remove();
    for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  } else {
    answered(form, item);
  }
  article?.classList.add("comment--new");
  article?.setAttribute("tabindex", "-1");
  article?.focus({ preventScroll: true });
  article?.scrollIntoView({ block: "center", behavior: "instant" });
}

/** A new top goes where the writer sees it: first in the list. */
function place(form: HTMLFormElement, item: HTMLElement): void {
  const list = document.querySelector("[data-thread=root]");
  if (list) {
    list.prepend(item);
    return;
  }
  const empty = document.querySelector(".talk > .quiet");
  const made = document.createElement("ol");
  made.className = "thread";
  made.dataset["thread"] = "root";
  made.append(item);
  if (empty) empty.replaceWith(made);
  else form.after(made);
}

/** An answer goes below what it answers. */
function answered(form: HTMLFormElement, item: HTMLElement): void {
  const branch = form.closest(".branch");
  if (!branch) {
    location.assign(item.querySelector<HTMLAnchorElement>(".comment__when a")?.href ?? location.href);
    return;
  }
  let list = branch.querySelector<HTMLElement>(":scope > .replies");
  if (!list) {
    list = document.createElement("ol");
    list.className = "replies";
    branch.append(list);
  }
  list.append(item);
  form.remove();
}

/** The form comes back from the server with what is wrong with it. */
function comeBack(form: HTMLFormElement, fresh: HTMLFormElement): void {
  form.replaceWith(fresh);
  const draft = field(fresh, "text")?.value;
  keepComposer(fresh);
  const text = field(fresh, "text");
  if (text && draft !== undefined) text.value = draft;
  const wrong = fresh.querySelector<HTMLElement>("[aria-invalid=true]") ?? fresh.querySelector<HTMLElement>(".composer__error");
  wrong?.focus();
}

function failed(form: HTMLFormElement): void {
  let told = form.querySelector<HTMLElement>(".composer__error");
  if (!told) {
    told = document.createElement("div");
    told.className = "composer__error";
    told.setAttribute("role", "alert");
    form.querySelector(".composer__foot")?.before(told);
  }
  told.textContent = form.dataset["failed"] ?? "";
}

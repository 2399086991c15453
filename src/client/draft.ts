import { field } from "./fields.ts";
import { recall, remember } from "./memory.ts";

// A draft belongs to the form's address and to what it answers: that of one story never shows under another.
function draftKey(form: HTMLFormElement): string {
  return `draft ${new URL(form.action).pathname} ${form.dataset["compose"]}`;
}

const keyOfTry = (form: HTMLFormElement) => `${draftKey(form)} key`;

/** Keeps what is typed, until it is posted. */
export function keepDraft(form: HTMLFormElement, text: string): void {
  remember(draftKey(form), text.trim() === "" ? null : text);
}

/** Keeps the key of a try, so that one that did arrive is not doubled after a reload. */
export function keepTry(form: HTMLFormElement): void {
  remember(keyOfTry(form), field(form, "key")?.value ?? null);
}

export function forgetTry(form: HTMLFormElement): void {
  remember(keyOfTry(form), null);
}

export function forgetDraft(form: HTMLFormElement): void {
  remember(draftKey(form), null);
  forgetTry(form);
}

/**
 * Puts back what was typed before. A form that comes back with complaints holds it already; so does one with a draft
 * that the server has kept, which is newer than what was typed here before signing in.
 */
export function restoreDraft(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  const draft = recall(draftKey(form));
  if (draft === null || form.querySelector(".composer__error")) return;
  const isQuote = text.value !== "" && form.querySelector("a[data-quote]") !== null;
  if (form.dataset["drafts"] !== undefined) {
    forgetDraft(form);
    if (text.value !== "") return;
  }
  text.value = isQuote ? withQuote(draft, text.value) : draft;
  const key = field(form, "key");
  const tried = recall(keyOfTry(form));
  if (key && tried) key.value = tried;
}

/** A quote goes above what is written already, once. */
export function withQuote(text: string, quote: string): string {
  return text.includes(quote.trim()) ? text : `${quote}${text}`;
}

export function restoreName(form: HTMLFormElement): void {
  const name = field(form, "name");
  if (name && name.value === "") name.value = recall("name") ?? "";
}

export function keepName(form: HTMLFormElement): void {
  const name = field(form, "name");
  if (name) remember("name", name.value);
}

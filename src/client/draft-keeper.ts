import { field } from "./fields.ts";
import { recall, remember } from "./memory.ts";

// A member's draft is kept by the server, so that it can be finished on another device.

const pause = 3000;
/** How long a page may take to be left and opened again: then the server may not have had the last words yet. */
const reopening = 10_000;
const leftWith = "left with";

/** A form whose draft the server keeps. */
interface Keeper {
  /** What is in the form now has been sent, or is not to be kept: nothing more is saved until it changes. */
  settle(): void;
}

const keepers = new WeakMap<HTMLFormElement, Keeper>();

/** Whether the server keeps what is typed into a form. */
export function isKept(form: HTMLFormElement): boolean {
  return form.dataset["drafts"] !== undefined;
}

export function settleDraft(form: HTMLFormElement): void {
  keepers.get(form)?.settle();
}

/** Saves what is typed, a few seconds after it was and when the page is left. `onLost`: it could not be. */
export function keepOnServer(
  form: HTMLFormElement,
  text: HTMLTextAreaElement,
  onLost: (text: string) => void,
) {
  const url = form.dataset["drafts"] ?? "";
  // What the server sent along is what it keeps.
  let saved = text.defaultValue;
  text.value = lastWords(form) ?? text.value;
  let timer = 0;
  const save = (): void => {
    clearTimeout(timer);
    timer = 0;
    if (text.value === saved) return;
    const now = text.value;
    saved = now;
    const parent = field(form, "parent")?.value ?? "";
    remember(leftWith, JSON.stringify([placeOf(form), now, Date.now()]));
    const as = field(form, "as")?.value ?? "";
    const body = new URLSearchParams({ story: form.dataset["story"] ?? "", parent, text: now, as });
    fetch(url, { method: "POST", body, keepalive: true, credentials: "same-origin" })
      .then(({ ok }) => ok || Promise.reject())
      .catch(() => onLost(now));
  };
  const saveSoon = () => {
    timer ||= window.setTimeout(save, pause);
  };
  text.addEventListener("input", saveSoon);
  saveSoon();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && form.isConnected) save();
  });
  keepers.set(form, {
    settle: () => {
      clearTimeout(timer);
      timer = 0;
      saved = text.value;
      forgetLastWords();
    },
  });
}

/** Leaves nothing of them in the browser: somebody else may be at it. */
export function forgetLastWords(): void {
  remember(leftWith, null);
}

function placeOf(form: HTMLFormElement): string {
  return `${form.dataset["story"]} ${form.dataset["compose"]}`;
}

/** What was being saved when this very form was left a moment ago. */
function lastWords(form: HTMLFormElement): string | null {
  const left: unknown = JSON.parse(recall(leftWith) ?? "[]");
  forgetLastWords();
  if (!Array.isArray(left) || form.querySelector(".composer__error")) return null;
  const [place, words, at] = left;
  return place === placeOf(form) && Date.now() - Number(at) < reopening ? String(words) : null;
}

import { field } from "./fields.ts";

// A member's draft is kept by the server, so that it can be finished on another device.

const pause = 3000;

/** A form whose draft the server keeps. */
export interface Keeper {
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
  let saved = text.value;
  let timer = 0;
  const save = (): void => {
    clearTimeout(timer);
    timer = 0;
    if (text.value === saved) return;
    const now = text.value;
    saved = now;
    const parent = field(form, "parent")?.value ?? "";
    const body = new URLSearchParams({ story: form.dataset["story"] ?? "", parent, text: now });
    fetch(url, { method: "POST", body, keepalive: true, credentials: "same-origin" })
      .then(({ ok }) => ok || Promise.reject())
      .catch(() => onLost(now));
  };
  text.addEventListener("input", () => {
    timer ||= window.setTimeout(save, pause);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && form.isConnected) save();
  });
  keepers.set(form, {
    settle: () => {
      clearTimeout(timer);
      timer = 0;
      saved = text.value;
    },
  });
}

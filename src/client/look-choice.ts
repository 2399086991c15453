import { recall, remember } from "./memory.ts";

/** Keeps the choice of light or dark from page to page. */
export function keepLook(): void {
  const chosen = recall("look");
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="look"]')) {
    if (input.value === chosen) input.checked = true;
    input.addEventListener("change", () => {
      const value = input.value === "auto" ? null : input.value;
      remember("look", value);
      if (value) document.documentElement.dataset["look"] = value;
      else delete document.documentElement.dataset["look"];
    });
  }
}

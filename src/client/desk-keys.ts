/** Keys press what carries them: `data-key`. `?` tells them all. */
export function keepKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "*") {
      event.preventDefault();
      return chooseAll();
    }
    const pressed = keyed(event.key.toLowerCase());
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
    if (pressed instanceof HTMLInputElement) pressed.focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-dialog], [data-close]") : null;
    if (!link) return;
    const dialog = sheet();
    if (!dialog) return;
    event.preventDefault();
    if (link.hasAttribute("data-close")) return dialog.close();
    addButtonKeys(dialog);
    dialog.showModal();
    // Its button, which has the focus, stands at its end; one reads from the beginning.
    dialog.scrollTop = 0;
  });
}

const sheet = () => document.querySelector<HTMLDialogElement>("dialog#keys");

/** What a key presses: the first that is seen, or can be reached all the same. */
function keyed(key: string): HTMLElement | null {
  const found = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)];
  return found.find((each) => !each.matches(":disabled")) ?? null;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(?:checkbox|radio|button|submit)$/.test(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}

function chooseAll(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("#choose input[type=checkbox]")];
  const isAll = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !isAll;
}

/** The keys of buttons that only this case has, with their words. */
function addButtonKeys(dialog: HTMLElement): void {
  const list = dialog.querySelector("dl");
  for (const each of document.querySelectorAll<HTMLElement>("form.decide [data-key]")) {
    const key = each.dataset["key"] ?? "";
    if (!list || list.querySelector(`[data-for="${CSS.escape(key)}"]`)) continue;
    const line = document.createElement("div");
    line.dataset["for"] = key;
    const [term, told, cap] = ["dt", "dd", "kbd"].map((name) => document.createElement(name));
    if (!term || !told || !cap) return;
    cap.textContent = key.toUpperCase();
    term.append(cap);
    told.textContent = wordsOf(each);
    line.append(term, told);
    list.append(line);
  }
}

function wordsOf(element: HTMLElement): string {
  const copy = (element.closest("label") ?? element).cloneNode(true) as HTMLElement;
  for (const cap of copy.querySelectorAll("kbd")) cap.remove();
  return copy.textContent?.trim() ?? "";
}

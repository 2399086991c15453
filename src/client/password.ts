// Tells how strong a new password is while it is typed. What is typed stays here: the estimate is made in the browser,
// with lists that are fetched when somebody first comes to such a field.

interface Estimate {
  check(password: string, known: string[]): { score: number };
}

async function load(): Promise<Estimate> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new ZxcvbnFactory({ graphs: common.adjacencyGraphs, dictionary: common.dictionary });
}

function keepStrength(field: HTMLInputElement, words: readonly string[]): void {
  const meter = document.createElement("span");
  meter.className = "note strength";
  meter.setAttribute("role", "status");
  field.after(meter);
  let estimate: Promise<Estimate> | null = null;
  const tell = async () => {
    estimate ??= load();
    const { score } = (await estimate).check(field.value.slice(0, 64), known(field));
    meter.textContent = field.value === "" ? "" : (words[score] ?? "");
    meter.dataset.score = String(score);
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    // Without the lists nothing is told; the server looks anyway.
    waiting = window.setTimeout(() => void tell().catch(() => {}), 250);
  });
}

/** What else was typed: a password must not be made of it. */
function known({ form }: HTMLInputElement): string[] {
  const others = form?.querySelectorAll<HTMLInputElement>('input[type="text"], input[type="email"]') ?? [];
  return [...others]
    .flatMap(({ value }) => [value, ...value.split(/[\s@._-]+/)])
    .filter((word) => word.length > 2);
}

/** A button that shows what is in a password field. */
function keepShow(field: HTMLInputElement): void {
  const { show } = field.dataset;
  if (!show) return;
  const box = document.createElement("label");
  box.className = "check";
  const input = document.createElement("input");
  input.type = "checkbox";
  box.append(input, ` ${show}`);
  input.addEventListener("change", () => {
    field.type = input.checked ? "text" : "password";
  });
  field.closest("p")?.after(box);
}

for (const field of document.querySelectorAll<HTMLInputElement>('input[type="password"]')) {
  keepShow(field);
  const { strength } = field.dataset;
  if (strength) keepStrength(field, JSON.parse(strength) as string[]);
}

/** Set by the server, which knows the language's plurals and digits; browsers don't know those of every language. */
interface CountWords {
  language: string;
  left: Record<string, string>;
  over: Record<string, string>;
  /** "٠١٢٣٤٥٦٧٨٩" and what parts thousands. */
  digits: string;
  group: string;
}

// A screen reader is told when the end comes near, not of every letter.
const steps = [300, 100, 50, 20, 10, 0, -1];

/** Shows how many characters are left, counted as the server counts them. */
export function keepCount(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  // A file of its own: a browser that is too old for it does without the count, and with all the rest.
  import("../platform/text/clean.ts")
    .then(({ cleanText, countCharacters }) => {
      const show = () => showLeft(form, countCharacters(cleanText(text.value)), text.value === "");
      text.addEventListener("input", show);
      show();
    })
    .catch(() => {});
}

function showLeft(form: HTMLFormElement, count: number, isEmpty: boolean): void {
  const counter = form.querySelector<HTMLElement>("[data-left]");
  const spoken = form.querySelector<HTMLElement>("[data-left-spoken]");
  if (!counter || !spoken) return;
  const left = Number(counter.dataset["left"]) - count;
  const words: CountWords = JSON.parse(counter.dataset["leftWords"] ?? "{}");
  counter.toggleAttribute("data-over", left < 0);
  counter.textContent = isEmpty ? "" : say(words, left);
  const step = String(steps.filter((each) => left <= each).length);
  if (spoken.dataset["leftSpoken"] === step) return;
  spoken.dataset["leftSpoken"] = step;
  spoken.textContent = step === "0" ? "" : say(words, left);
}

function say(words: CountWords, left: number): string {
  const n = Math.abs(left);
  const forms = left < 0 ? words.over : words.left;
  const form = forms[new Intl.PluralRules([words.language, "en"]).select(n)] ?? forms["other"] ?? "%";
  const number = String(n)
    .replace(/\B(?=(\d{3})+$)/g, words.group)
    .replace(/\d/g, (digit) => words.digits[Number(digit)] ?? digit);
  return form.replace("%", number);
}

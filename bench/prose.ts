import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../sample/en/stories", import.meta.url));

/** Every word of the sample newspaper in English, as often as it is written there. */
const written = readdirSync(folder)
  .sort()
  .flatMap((file) => bodyOf(readFileSync(join(folder, file), "utf8")).match(/\p{L}[\p{L}’]*/gu) ?? []);

/** A story file without the lines on top. */
function bodyOf(text: string): string {
  return text.split("\n---\n").slice(1).join("\n");
}

/**
 * So many words, as usual as those of a newspaper and without its sentences: pages of them don't compress better than
 * real ones. The same seed gives the same words.
 */
export function prose(seed: number, words: number): string {
  let state = (seed % 100_000) * 7919 + 13;
  const next = () => {
    // Lehmer's generator, with the multiplier of Park and Miller (Communications of the ACM 31, 1988).
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  next();
  const picked = Array.from({ length: words }, () => written[next() % written.length] ?? "");
  return sentences(picked);
}

const perSentence = 11;

function sentences(words: readonly string[]): string {
  const made: string[] = [];
  for (let start = 0; start < words.length; start += perSentence) {
    const sentence = words.slice(start, start + perSentence).join(" ");
    made.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
  }
  return made.join(" ");
}

import { Matcher } from "../../src/features/moderation/words/matcher.ts";
import { type Pattern, readEntry } from "../../src/features/moderation/words/pattern.ts";
import { median } from "../median.ts";
import type { Part } from "./part.ts";
import { Random, speaker } from "./random.ts";

const entries = 10_000;
const comments = 2000;
const lengths = [8, 14, 30, 45, 70, 25, 12, 110, 55, 20];

/** What it costs to look for ten thousand words in a comment. */
export const wordsPart: Part = {
  name: "words",
  measure: async ({ runs }) => {
    const random = new Random(7);
    const say = speaker(random);
    const matcher = new Matcher(makeEntries(random, say));
    const texts = Array.from({ length: comments }, (_, n) =>
      Array.from({ length: lengths[n % lengths.length] ?? 10 }, () => hidden(random, say())).join(" "),
    );
    const times: number[] = [];
    let found = 0;
    for (let run = 0; run <= runs; run++)
      for (const text of texts) {
        const start = performance.now();
        found += matcher.search(text).length;
        // The first time round, the engine is still getting to know the code.
        if (run > 0) times.push((performance.now() - start) * 1000);
      }
    return [
      {
        what: "10,000 words looked for in one comment, median",
        figure: { value: median(times), unit: "µs" },
        baseline: null,
        reach: { atMost: 50 },
        notes: [
          `mean ${(times.reduce((sum, time) => sum + time, 0) / times.length).toFixed(1)} µs`,
          `${(found / (runs + 1) / comments).toFixed(2)} words found in a comment; one word in fifty is disguised`,
        ],
        wrong: found > 0 ? [] : ["nothing was found"],
      },
    ];
  },
};

/** Rare words, one in five open at an end, some of two words. */
function makeEntries(random: Random, say: () => string): Pattern[] {
  const patterns = new Map<string, Pattern>();
  while (patterns.size < entries) {
    const word = `${say()}${random.pick(["x", "q", "ya", "ogh"])}`;
    const [open, second] = [random.below(5) === 0 ? "*" : "", random.below(10) === 0 ? ` ${say()}` : ""];
    const read = readEntry(`${word}${second}${open}`);
    if ("pattern" in read) patterns.set(read.pattern.entry, read.pattern);
  }
  return [...patterns.values()];
}

/** Now and then with a figure, a sign or a stretched letter. */
function hidden(random: Random, word: string): string {
  switch (random.below(150)) {
    case 0:
      return `${word}x`.replace("e", "3").replace("o", "0");
    case 1:
      return [...`${word}q`].join(".");
    case 2:
      return `${word}ya!`.replace(/a/g, "aaaa");
    default:
      return word;
  }
}

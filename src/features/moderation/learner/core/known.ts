// What is known of a comment without understanding a word of it, as features that are there or not: numbers by steps, each
// step a feature.

/** What is known besides the text. What is not known is left out. */
export interface KnownOfComment {
  author: "guest" | "member" | "staff";
  isReply: boolean;
  /** Milliseconds since the account was made; null: no account. */
  accountAge: number | null;
  /** What became of what they wrote before. */
  published: number;
  refused: number;
  reportsUpheld: number;
}

const day = 24 * 3_600_000;

/** The features of who wrote it, and what became of earlier ones. */
export function featuresOfKnown(known: KnownOfComment): string[] {
  const { author, isReply, accountAge, published, refused, reportsUpheld } = known;
  return [
    `author ${author}`,
    `reply ${isReply}`,
    `age ${accountAge === null ? "none" : step(accountAge / day)}`,
    `published ${step(published)}`,
    `refused ${step(refused)}`,
    `upheld ${step(reportsUpheld)}`,
  ];
}

const link = /https?:\/\/|www\.|\b[\w-]+\.(?:com|net|org|info|biz|ru|de|kr|io|tv|me|ly|be)\b/giu;
const capital = /\p{Lu}/gu;
const letter = /\p{L}/gu;
const digit = /\p{N}/gu;
const stretched = /(.)\1{3,}/u;

/** The features of a text's shape: length, links, capitals, digits, stretched letters. */
export function shapeOf(text: string): string[] {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const letters = count(letter);
  const shape = [
    `length ${step(text.length / 10)}`,
    `links ${Math.min(count(link), 4)}`,
    `capitals ${letters < 8 ? "few" : Math.floor((count(capital) / letters) * 5)}`,
    `digits ${Math.floor((count(digit) / Math.max(text.length, 1)) * 5)}`,
  ];
  return stretched.test(text) ? [...shape, "stretched"] : shape;
}

/** Steps of doubling: 0, 1, 2 to 3, 4 to 7, … */
function step(n: number): number {
  return n < 1 ? 0 : Math.min(Math.floor(Math.log2(n)) + 1, 12);
}

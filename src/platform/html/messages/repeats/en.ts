export const en = {
  "why.repeats.said":
    "Said before, nearly in these words: {n, plural, one {once} other {# times}} ({alike, number}% the same)",
  "why.repeats.refused": "Nearly the same was refused by the desk before ({alike, number}% the same)",
} as const;

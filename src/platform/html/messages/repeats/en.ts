export const en = {
  "why.repeats.said":
    "Said before, nearly in these words: {n, plural, one {once} other {# times}} ({alike, number}% the same)",
  "why.repeats.refused": "Nearly the same was refused by the desk before ({alike, number}% the same)",
  "rule.repeats.alike": "How alike",
  "rule.repeats.alike.about":
    "Words in common, in 100 of the longer text. Less finds more walls, and more that only look like one.",
  "rule.repeats.words": "Fewest words",
  "rule.repeats.words.about": "Shorter texts are never compared: everybody says “Quite right”.",
  "rule.repeats.times": "How often it may be said",
  "rule.repeats.times.about": "When it was said so often before, the next one waits.",
  "rule.repeats.days": "Days that are looked back",
  "rule.repeats.days.about": "What was said earlier doesn’t count.",
  "rule.repeats.refuseAgain": "Refuse what says the same as something that the desk has refused",
  "rule.repeats.refuseAgain.about": "Otherwise it waits with the others.",
  "why.repeats.secret": "Nearly the same has been posted here before.",
} as const;

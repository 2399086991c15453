import type { en } from "./en.ts";

export const ar: Record<keyof typeof en, string> = {
  "why.repeats.said":
    "قيل من قبل بكلمات تكاد تكون نفسها: {n, plural, zero {#} one {مرة واحدة} two {مرتين} few {# مرات} many {# مرة} other {# مرة}} (متطابق بنسبة {alike, number}٪)",
  "why.repeats.refused": "رفض المكتب من قبل ما يكاد يطابقه (متطابق بنسبة {alike, number}٪)",
};

import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {
  "why.repeats.said":
    "پێشتر نزیکەی بەم وشانە گوتراوە: {n, plural, one {١ جار} other {# جار}} (لە سەدا {alike, number} وەک یەک)",
  "why.repeats.refused":
    "پێشتر دەستە شتێکی نزیکەی وەک ئەمەی ڕەت کردووەتەوە (لە سەدا {alike, number} وەک یەک)",
};

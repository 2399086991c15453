import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {
  "why.repeats.said":
    "پێشتر نزیکەی بەم وشانە گوتراوە: {n, plural, one {١ جار} other {# جار}} (لە سەدا {alike, number} وەک یەک)",
  "why.repeats.refused":
    "پێشتر دەستە شتێکی نزیکەی وەک ئەمەی ڕەت کردووەتەوە (لە سەدا {alike, number} وەک یەک)",
  "rule.repeats.alike": "چەند لە یەک بچن",
  "rule.repeats.alike.about":
    "وشە هاوبەشەکان لە ١٠٠ وشەی دەقە درێژترەکەدا. هەرچی کەمتر بێت، زیاتر دەدۆزرێتەوە و زیاتریش تەنها لێی دەچێت.",
  "rule.repeats.words": "کەمترین ژمارەی وشە",
  "rule.repeats.words.about": "دەقی کورتتر هەرگیز بەراورد ناکرێت: هەموو کەس دەڵێت «زۆر ڕاستە».",
  "rule.repeats.times": "چەند جار دەکرێت بگوترێت",
  "rule.repeats.times.about": "کە پێشتر ئەوەندە جار گوترا، ئەوەی دواتر چاوەڕێ دەکات.",
  "rule.repeats.days": "چەند ڕۆژ بۆ دواوە",
  "rule.repeats.days.about": "ئەوەی پێشتر گوتراوە ناژمێردرێت.",
  "rule.repeats.refuseAgain": "ڕەتی بکەرەوە ئەوەی هەمان شت دەڵێت کە دەستە ڕەتی کردووەتەوە",
  "rule.repeats.refuseAgain.about": "ئەگینا لەگەڵ ئەوانی تر چاوەڕێ دەکات.",
  "why.repeats.secret": "پێشتر شتێکی نزیک لەمە لێرە نووسراوە.",
};

import type { en } from "./en.ts";

export const ckb: Readonly<Record<keyof typeof en, string>> = {
  "plot.numbers": "ژمارەکان",
  "plot.percent": "{n, number, percent}",
  "plot.seconds": "{n, number} چرکە",
  "plot.minutes": "{n, number} خولەک",
  "plot.hours": "{n, number} کاتژمێر",
  "plot.days": "{n, number} ڕۆژ",
  "plot.low": "{name}، لانیکەم",
  "plot.high": "{name}، لانیزۆر",
  "plot.foreseen": "پێشبینیکراو",
  "plot.seen": "ڕوویداو",
  "plot.share": "ڕێژە",
  "plot.interval": "مەودای متمانە (٩٥٪)",
  "plot.between": "لە {low} تا {high}",
  "plot.cases": "حاڵەتەکان",
};

import type { en } from "./en.ts";

export const ar: Readonly<Record<keyof typeof en, string>> = {
  "plot.numbers": "الأرقام",
  "plot.percent": "{n, number, percent}",
  "plot.seconds": "{n, number} ث",
  "plot.minutes": "{n, number} د",
  "plot.hours": "{n, number} س",
  "plot.days":
    "{n, plural, zero {{n, number} يوم} one {يوم واحد} two {يومان} few {{n, number} أيام} many {{n, number} يومًا} other {{n, number} يوم}}",
  "plot.low": "{name}، على الأقل",
  "plot.high": "{name}، على الأكثر",
  "plot.foreseen": "المتوقَّع",
  "plot.seen": "الواقع",
  "plot.share": "النسبة",
  "plot.interval": "مجال الثقة (٩٥٪)",
  "plot.between": "من {low} إلى {high}",
  "plot.cases": "الحالات",
};

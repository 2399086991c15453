import type { en } from "./en.ts";

export const ar: Record<keyof typeof en, string> = {
  "why.repeats.said":
    "قيل من قبل بكلمات تكاد تكون نفسها: {n, plural, zero {#} one {مرة واحدة} two {مرتين} few {# مرات} many {# مرة} other {# مرة}} (متطابق بنسبة {alike, number}٪)",
  "why.repeats.refused": "رفض المكتب من قبل ما يكاد يطابقه (متطابق بنسبة {alike, number}٪)",
  "rule.repeats.alike": "مقدار التشابه",
  "rule.repeats.alike.about":
    "الكلمات المشتركة في كلّ ١٠٠ كلمة من النصّ الأطول. كلّما قلّ العدد زاد ما يُعثر عليه، وزاد فيه ما يشبهه فحسب.",
  "rule.repeats.words": "أقلّ عدد من الكلمات",
  "rule.repeats.words.about": "لا تُقارن النصوص الأقصر: فكلّنا نقول «صحيح تمامًا».",
  "rule.repeats.times": "كم مرّة يجوز أن يُقال",
  "rule.repeats.times.about": "إذا قيل هذا العدد من المرّات من قبل انتظر التالي.",
  "rule.repeats.days": "عدد الأيام التي يُنظر فيها",
  "rule.repeats.days.about": "ما قيل قبلها لا يُعدّ.",
  "rule.repeats.refuseAgain": "رفض ما يطابق شيئًا رفضه المكتب من قبل",
  "rule.repeats.refuseAgain.about": "وإلّا انتظر مع غيره.",
  "why.repeats.secret": "نُشر هنا ما يكاد يطابقه من قبل.",
};

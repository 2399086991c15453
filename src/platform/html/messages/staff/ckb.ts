import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {
  "desk.name": "مێز",
  "desk.heading": "مێزی نووسەران",
  "desk.nothing": "هێشتا هیچ شتێک لەسەر ئەم مێزە کاری تۆ نییە.",
  "desk.people": "خوێنەران",
  "desk.people.about": "خوێنەرێک بدۆزەرەوە، بزانە چی لەبارەیەوە زانراوە، هەژمارێک ڕابگرە.",
  "desk.staff": "ستاف",
  "desk.staff.about": "کێ لێرە بە چ ڕۆڵێک کار دەکات، و کێ بانگهێشت دەکەیت.",
  "desk.settings": "ڕێکخستنەکان",
  "desk.settings.about": "ئەم ڕۆژنامەیە و گفتوگۆکانی چۆن ڕێک خراون.",
  "desk.log": "تۆمار",
  "desk.log.about": "هەر گۆڕانێکی ڕۆڵ یان ڕێکخستن: کێ، کەی، پێشتر و دواتر.",
  "staff.role.reporter": "پەیامنێر",
  "staff.role.moderator": "چاودێر",
  "staff.role.editor": "سەرنووسەر",
  "staff.role.admin": "بەڕێوەبەر",
};

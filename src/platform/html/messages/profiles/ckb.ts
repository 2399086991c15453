import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {
  "settings.nav": "ڕێکخستنەکانت",
  "settings.profile": "پڕۆفایل",
  "settings.signIn": "چوونەژوورەوە و پاراستن",
  "settings.sessions": "ئەو شوێنانەی لێیان لە ژوورەوەیت",
  "settings.connections": "هەژمارە گرێدراوەکان",
  "settings.mail": "ئیمەیڵ",
  "settings.following": "شوێنکەوتن و بێدەنگکردن",
  "settings.privacy": "زانیارییەکانی خۆت",
  "name.missing": "ناوێک بنووسە کە خەڵک لێرە پێی بتناسن.",
  "name.length": "ناو دەبێت لە نێوان {least, number} و {most, number} پیتدا بێت.",
  "name.letters": "ناو دەبێت پیتی تێدا بێت.",
  "name.signs": "تکایە نیشانە و وێنە لە ناوەکەتدا مەنووسە.",
  "name.mixed": "وشەیەکی ئەم ناوە پیتی چەند ئەلفوبێیەکی تێکەڵ کردووە. تکایە تەنها یەکێکیان بەکاربهێنە.",
  "name.address": "ناو نابێت ناونیشانی تێدا بێت: هەموو کەس دەیبینێت.",
};

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
};

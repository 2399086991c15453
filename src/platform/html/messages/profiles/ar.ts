import type { en } from "./en.ts";

export const ar: Record<keyof typeof en, string> = {
  "settings.nav": "إعداداتكم",
  "settings.profile": "الملف الشخصي",
  "settings.signIn": "الدخول والأمان",
  "settings.sessions": "الأجهزة التي دخلتم منها",
  "settings.connections": "الحسابات المرتبطة",
  "settings.mail": "البريد",
  "settings.following": "المتابَعون والمكتومون",
  "settings.privacy": "بياناتكم",
};

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
  "name.missing": "اختاروا اسماً يعرفكم به الآخرون هنا.",
  "name.length": "الاسم بين {least, number} و{most, number} حرفاً.",
  "name.letters": "لا بدّ أن يكون في الاسم حروف.",
  "name.signs": "اكتبوا الاسم من دون رموز أو صور من فضلكم.",
  "name.mixed": "في هذا الاسم كلمة تجمع حروفاً من أبجديات عدة. اكتبوها بأبجدية واحدة من فضلكم.",
  "name.address": "لا يجوز أن يحمل الاسم عنواناً، فالجميع سيراه.",
};

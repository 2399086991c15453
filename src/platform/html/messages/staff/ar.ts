import type { en } from "./en.ts";

export const ar: Record<keyof typeof en, string> = {
  "desk.name": "المكتب",
  "desk.heading": "مكتب التحرير",
  "desk.nothing": "لا شيء في المكتب من شأنكم بعد.",
  "desk.people": "القرّاء",
  "desk.people.about": "ابحثوا عن قارئ، وانظروا ما يُعرف عنه، وأوقفوا حسابًا.",
  "desk.staff": "الطاقم",
  "desk.staff.about": "من يعمل هنا وبأيّ دور، ومن تدعونه.",
  "desk.settings": "الإعدادات",
  "desk.settings.about": "كيف ضُبطت هذه الصحيفة ونقاشاتها.",
  "desk.log": "السجلّ",
  "desk.log.about": "كلّ تغيير في دور أو إعداد: من ومتى، وما كان وما صار.",
  "staff.role.reporter": "مراسل",
  "staff.role.moderator": "مشرف",
  "staff.role.editor": "محرّر",
  "staff.role.admin": "مدير",
};

import type { en } from "./en.ts";

export const ar: Record<keyof typeof en, string> = {
  "talk.account": "حسابكم",
  "talk.signIn": "تسجيل الدخول",
  "talk.signUp": "إنشاء حساب",
  "talk.signOut": "تسجيل الخروج",
  "talk.desk": "مكتب التحرير",

  "talk.as": "تكتبون باسم {name}",
  "talk.changeable":
    "لكم أن تعدّلوا تعليقكم أو تسحبوه خلال {n, plural, zero {أقلّ من دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}. ويبقى نصّه السابق متاحًا للقراءة.",
  "talk.signedOut":
    "لم تعودوا مسجّلي الدخول. سجّلوا الدخول في نافذة أخرى ثمّ أعيدوا الإرسال، أو انشروا التعليق بصفة ضيوف. نصّكم محفوظ.",
  "talk.signedIn":
    "سجّلتم الدخول بعد فتح هذه الصفحة، فسيُنشر التعليق باسم {name}. أعيدوا الإرسال إن كان هذا ما تريدون.",

  "talk.perks": "سجّلوا الدخول، ويمكنكم",
  "talk.perks.member": "بعد تسجيل الدخول يمكنكم",
  "talk.perks.name": "الكتابة باسم لا ينتحله غيركم",
  "talk.perks.edit":
    "تعديل كلامكم خلال {n, plural, zero {أقلّ من دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}} من نشره",
  "talk.perks.reply": "معرفة الردود عليكم بالبريد",
  "talk.perks.mute": "كتم من لا ترغبون في قراءته",
  "talk.perks.draft": "بدء الكتابة على جهاز وإتمامها على آخر",
  "talk.connect": "الدخول بواسطة",

  "talk.follow": "تابعوا هذا النقاش",
  "talk.unfollow": "إلغاء المتابعة",
  "talk.follow.about": "نخبركم بالبريد حين يُقال هنا جديد.",
  "talk.following": "تتابعون هذا النقاش.",

  "talk.verified": "حساب موثّق",
  "talk.subscriber": "مشترك",
  "talk.newcomer": "جديد هنا",
  "talk.mute": "كتم",
  "talk.unmute": "إلغاء الكتم",
  "talk.muted": "{name}، كتمتموه",
  "talk.muted.show": "عرض",

  "talk.history": "كيف تغيّر هذا التعليق",
  "talk.history.now": "منذ {from}",
  "talk.history.then": "من {from} إلى {to}",
  "talk.history.unseen": "لم يُنشر قطّ",
};

import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {
  "talk.account": "هەژمارەکەت",
  "talk.signIn": "چوونەژوورەوە",
  "talk.signUp": "هەژمار دروست بکە",
  "talk.signOut": "چوونەدەرەوە",
  "talk.desk": "مێزی نووسەران",

  "talk.as": "بە ناوی {name} دەنووسیت",
  "talk.changeable":
    "دەتوانیت تا {n, plural, one {خولەکێک} other {# خولەک}} بۆچوونەکەت بگۆڕیت یان بیکشێنیتەوە. ئەوەی پێشتر تێیدا نووسرابوو بۆ خوێندنەوە دەمێنێتەوە.",
  "talk.signedOut":
    "چیتر لە ژوورەوە نیت. لە پەنجەرەیەکی تر بچۆ ژوورەوە و جارێکی تر بینێرە، یان وەک میوان بینێرە. نووسینەکەت پارێزراوە.",
  "talk.signedIn":
    "دوای کردنەوەی ئەم لاپەڕەیە چوویتە ژوورەوە، بۆیە ئەمە بە ناوی {name} بڵاو دەبێتەوە. ئەگەر وا دەتەوێت، جارێکی تر بینێرە.",

  "talk.perks": "بچۆ ژوورەوە، ئەوسا دەتوانیت",
  "talk.perks.member": "لە ژوورەوە دەتوانیت",
  "talk.perks.name": "بە ناوێک بنووسیت کە کەس ناتوانێت لاسایی بکاتەوە",
  "talk.perks.edit": "تا {n, plural, one {خولەکێک} other {# خولەک}} دوای ناردن نووسینەکەت بگۆڕیت",
  "talk.perks.reply": "بە ئیمەیڵ لە وەڵامەکانت ئاگادار بیت",
  "talk.perks.mute": "ئەو کەسانە بێدەنگ بکەیت کە ناتەوێت بیانخوێنیتەوە",
  "talk.perks.draft": "لەسەر ئامێرێک دەست پێ بکەیت و لەسەر یەکێکی تر تەواوی بکەیت",
  "talk.connect": "بچۆ ژوورەوە بە",

  "talk.follow": "لەم گفتوگۆیە ئاگادارم بکەرەوە",
  "talk.unfollow": "چیتر ئاگادارم مەکەرەوە",
  "talk.follow.about": "کە شتێکی نوێ لێرە وترا، بە ئیمەیڵ ئاگادارت دەکەینەوە.",
  "talk.following": "لەم گفتوگۆیە ئاگادار دەکرێیتەوە.",

  "talk.verified": "پشتڕاستکراوە",
  "talk.subscriber": "بەشداربوو",
  "talk.newcomer": "تازەهاتوو",
  "talk.mute": "بێدەنگی بکە",
  "talk.unmute": "بێدەنگی مەکە",
  "talk.muted": "{name}، بێدەنگت کردووە",
  "talk.muted.show": "پیشانی بدە",

  "talk.history": "ئەم بۆچوونە چۆن گۆڕدراوە",
  "talk.history.now": "لە {from} بەدواوە",
  "talk.history.then": "لە {from} تا {to}",
  "talk.history.unseen": "هەرگیز بڵاو نەکرایەوە",
};

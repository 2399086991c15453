import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {
  "connect.using": "چوونەژوورەوە بە",
  "connect.leave": "بەرەو {name}",
  "connect.leave.about": "لەوێ دەچیتە ژوورەوە و یەکسەر دەگەڕێیتەوە ئێرە.",
  "connect.leave.go": "بڕۆ بۆ {name}",
  "connect.server": "چوونەژوورەوە بە {name}",
  "connect.server.label": "سێرڤەرەکەت",
  "connect.server.note": "ئەوەی لە ناسناوەکەتدا دوای @ـی دووەم دێت.",
  "connect.server.go": "بڕۆ بۆ سێرڤەرەکەت",
  "connect.server.wrong": "ئەمە ناوی سێرڤەر نییە. نموونە: mastodon.social.",
  "connect.server.unreachable": "ئەم سێرڤەرە وەک سێرڤەری ماستۆدۆن وەڵام ناداتەوە. ناوەکەی ڕاستە؟",
  "connect.name": "ناوی خۆت هەڵبژێرە",
  "connect.name.about": "{name} پێی وتین تۆ کێیت. لە {site} نوێیت: دەتەوێت بە چ ناوێک بنووسیت؟",
  "connect.name.leaves":
    "ئێستا بە ناوی {name} لە ژوورەوەیت. بەمە هەژمارێکی تر دەکرێتەوە و دەچیتە ناو ئەویان.",
  "connect.name.label": "ناوی پیشاندراو",
  "connect.name.note": "هەموو کەس دەیبینێت. دواتر دەتوانیت بیگۆڕیت.",
  "connect.name.go": "هەژمارەکەم بکەرەوە",
  "connect.name.have": "پێشتر لێرە هەژمارت هەبووە؟",
  "connect.name.signIn": "بچۆ ناوی و {name} بە هەژمارەکەتەوە ببەستە",
  "connect.prove": "لێرە هەژمارت هەیە",
  "connect.prove.about":
    "هەژمارێک لێرە هەمان ئەو ناونیشانەی هەیە کە {name} پێی دەتناسێت. یەک جار بە وشەی نهێنی یان بە بەستەرێکی ئیمەیڵ بچۆ ناوی؛ لەوەودوا {name} بەسە.",
  "connect.prove.go": "چوونەژوورەوە",
  "connect.join": "{name} ببەسترێتەوە؟",
  "connect.join.about":
    "لەوەودوا دەتوانیت بە {name}ـیش بچیتە ناو هەژمارەکەت لێرە ({mine})، بە هەژماری {theirs}.",
  "connect.join.go": "بیبەستەوە",
  "connect.switch": "وەک {theirs} بەردەوام دەبیت؟",
  "connect.switch.about":
    "ئێستا وەک {mine} لە ژوورەوەیت. {name} تۆی وەک {theirs} ناردووە، کە لێرە ئەندامێکی ترە.",
  "connect.switch.go": "وەک {theirs} بەردەوام بە",
  "connect.enter": "وەک {theirs} بەردەوام دەبیت؟",
  "connect.enter.about": "{name} تۆی وەک {theirs} ناردووە. ئەمە تۆیت؟ لە هەر وێبگەڕێکدا یەک جار دەپرسین.",
  "connect.enter.go": "وەک {theirs} بەردەوام بە",
  "connect.leaveIt": "وەک خۆی بیهێڵەوە",
  "connect.refused": "ئەم جارە نەچوویتە ژوورەوە",
  "connect.refused.lost":
    "ئەم ڕێگەیە پێشتر بەکار هاتووە، یان لە وێبگەڕێکی تر دەستی پێ کردووە، یان زۆری خایاند. تکایە لە سەرەتاوە دەست پێ بکەرەوە.",
  "connect.refused.cancelled": "{name} بەبێ چوونەژوورەوە تۆی گەڕاندەوە. لێرە هیچ نەگۆڕاوە.",
  "connect.refused.unreachable":
    "ئێستا ناگەینە {name}. تکایە دوای کەمێک هەوڵ بدەرەوە، یان بە ڕێگەیەکی تر بچۆ ژوورەوە.",
  "connect.refused.unbelievable":
    "ئەوەی لە {name} گەڕایەوە پشتڕاست نەکرایەوە، بۆیە وەرمان نەگرت. تکایە لە سەرەتاوە دەست پێ بکەرەوە.",
  "connect.refused.disabled": "ئەم هەژمارە ڕاگیراوە.",
  "connect.refused.taken": "ئەو هەژمارە بە ئەندامێکی ترەوە لێرە بەستراوە. سەرەتا لەوێ جیای بکەرەوە.",
  "connect.refused.otherMember":
    "چیتر بەو ئەندامەوە لە ژوورەوە نیت کە دەستی پێ کرد. تکایە لە سەرەتاوە دەست پێ بکەرەوە.",
  "connect.toSignIn": "بۆ لاپەڕەی چوونەژوورەوە",
  "connect.toSettings": "بۆ هەژمارە گرێدراوەکانت",
  "connect.publisher.stale":
    "ئەم بەستەرە پێشتر بەکار هاتووە یان کۆن بووە. بگەڕێوە بۆ ئەو شوێنەی لێوەی هاتیت و سەرلەنوێ بیکەرەوە.",
  "connect.publisher.flawed": "ئەم بەستەرە ناتباتە ژوورەوە: شتێکی تێدا ڕاست نییە. هەڵەی تۆ نییە.",
  "connect.publisher.goOn": "بەردەوام بە لە خوێندنەوە",
  "connect.publisher.goOnAsGuest": "وەک میوان بەردەوام بە لە خوێندنەوە",
  "connect.publisher.reason": "بۆ ئەو کەسەی سەرپەرشتی بەستەرەکە دەکات:",
  "connections.about":
    "ئەو هەژمارانەت لە ماڵپەڕی تر کە پێیان دەچیتە ژوورەوە. هیچیان لێ هەڵناگرین جگە لەوەی هی تۆن، و جگە لە خۆت کەس نایانبینێت.",
  "connections.none": "هێشتا هیچ هەژمارێکت نەبەستووەتەوە.",
  "connections.since": "لە",
  "connections.disconnect": "جیاکردنەوە",
  "connections.disconnect.label": "جیاکردنەوەی {name}",
  "connections.last":
    "ئەمە تاکە ڕێگەی چوونەژوورەوەتە. پێش جیاکردنەوەی، هەژمارێکی تر ببەستەوە یان وشەیەکی نهێنی دابنێ.",
  "connections.more": "هەژمارێکی تر ببەستەوە",
  "connections.connected": "بەسترایەوە.",
  "connections.disconnected": "جیا کرایەوە. چیتر ناتوانیت پێی بچیتە ژوورەوە.",
};

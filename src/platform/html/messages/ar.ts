import { joined } from "./join.ts";
import type { OwnCatalogue } from "./en.ts";
import type { Catalogue } from "../locale.ts";
import { ar as accounts } from "./accounts/ar.ts";
import { ar as mail } from "./mail/ar.ts";
import { ar as staff } from "./staff/ar.ts";
import { ar as secondFactor } from "./secondFactor/ar.ts";
import { ar as connect } from "./connect/ar.ts";
import { ar as profiles } from "./profiles/ar.ts";
import { ar as privacy } from "./privacy/ar.ts";
import { ar as talk } from "./talk/ar.ts";
import { ar as queue } from "./queue/ar.ts";
import { ar as acts } from "./acts/ar.ts";
import { ar as rules } from "./rules/ar.ts";
import { ar as words } from "./words/ar.ts";
import { ar as repeats } from "./repeats/ar.ts";
import { ar as learner } from "./learner/ar.ts";
import { ar as appeals } from "./appeals/ar.ts";
import { ar as law } from "./law/ar.ts";
import { ar as overview } from "./overview/ar.ts";
import { ar as outside } from "./outside/ar.ts";

// Arabic. Readers are spoken to in the plural, which leaves open who they are. Numbers are written {n, number} where
// no plural says #: a bare {n} would come out in Latin digits.

const own: OwnCatalogue = {
  "time.now": "الآن",
  "time.minutes":
    "{n, plural, zero {الآن} one {قبل دقيقة} two {قبل دقيقتين} few {قبل # دقائق} many {قبل # دقيقة} other {قبل # دقيقة}}",
  "time.hours":
    "{n, plural, zero {قبل أقلّ من ساعة} one {قبل ساعة} two {قبل ساعتين} few {قبل # ساعات} many {قبل # ساعة} other {قبل # ساعة}}",
  "time.yesterday": "أمس",
  "time.days":
    "{n, plural, zero {اليوم} one {قبل يوم} two {قبل يومين} few {قبل # أيّام} many {قبل # يومًا} other {قبل # يوم}}",
  "time.day": "{day} {month}",
  "time.dayOfYear": "{day} {month} {year}",
  "time.fullDay": "{weekday} {day} {month} {year}",
  "time.moment": "{day}، {hour}",

  "skip.story": "إلى الخبر",
  "skip.comments": "إلى التعليقات",
  "skip.content": "إلى المحتوى",
  "nav.sections": "الأقسام",
  "nav.today": "اليوم",
  "nav.latestComments": "التعليقات",
  "nav.about": "عن هذه الصحيفة",
  "foot.about": "من نحن",
  "foot.rules": "قواعد النقاش",
  "foot.privacy": "الخصوصية",
  "foot.feeds": "الخلاصات",
  "foot.published": "النشر بنظام Belowline.",
  "foot.made": "أُعدّت هذه الصفحة في {ms} ملّي ثانية.",
  "look.label": "المظهر",
  "look.auto": "مثل جهازي",
  "look.light": "فاتح",
  "look.dark": "داكن",
  "list.join": "، ",

  "story.by": "بقلم",
  "story.published": "نُشر في {when}",
  "story.updated": "آخر تحديث في {when}",
  "story.reading":
    "{n, plural, zero {يُقرأ في أقلّ من دقيقة} one {يُقرأ في دقيقة} two {يُقرأ في دقيقتين} few {يُقرأ في # دقائق} many {يُقرأ في # دقيقة} other {يُقرأ في # دقيقة}}",
  "story.tags": "الوسوم",
  "story.more": "المزيد من الصحيفة",
  "story.belowTheLine": "تحت السطر",
  "confidence.developing": "قيد التطوّر",
  "confidence.developing.about": "ما زالت تفاصيل هذا الخبر تتكشّف، ونحدّثه كلّما عرفنا جديدًا.",
  "confidence.unconfirmed": "غير مؤكّد",
  "confidence.unconfirmed.about": "لم نتمكّن بعد من التحقّق من هذا الخبر بأنفسنا.",
  "story.update": "تحديث",
  "story.correction": "تصويب، {when}",
  "story.credit": "الصورة: {credit}",
  "story.remotePicture": "صورة على موقع {host}",
  "story.elsewhere": "أخبار أخرى",
  "story.otherLanguages": "بلغات أخرى",
  "said.heading": "ما يقوله القرّاء",
  "said.all": "كلّ ما قيل",
  "said.none": "لم يقل أحد شيئًا بعد.",
  "discussed.heading": "الأكثر نقاشًا",
  "invite.heading": "كنتم هناك، أو تعرفون ما فاتنا؟",
  "invite.text": "نقرأ كلّ ما يُكتب تحت السطر، ونصوّب ما نخطئ فيه.",
  "invite.comment": "أضيفوا تعليقكم",
  "invite.comment.about": "من دون حساب",
  "invite.answer": "ردّوا على أحد القرّاء",
  "invite.answer.about": "أحدث ما قيل في النقاشات كلّها",
  "invite.feed": "تابعوا النقاش",
  "invite.feed.about": "عبر الخلاصة",
  "invite.front.heading": "رأيتم شيئًا؟ أخبرونا.",
  "invite.write": "اكتبوا إلى هيئة التحرير",
  "comments.count":
    "{n, plural, zero {لا تعليقات} one {تعليق واحد} two {تعليقان} few {# تعليقات} many {# تعليقًا} other {# تعليق}}",

  "front.title": "{site} – {day}",
  "front.below": "تحت السطر اليوم",
  "front.below.about": "ما يقوله القرّاء، والأحدث أوّلًا.",
  "front.empty": "لم يُنشر شيء بعد.",
  "front.empty.about": "تظهر الأخبار هنا فور نشرها.",
  "front.latest": "الأحدث",
  "section.empty": "لا شيء في هذا القسم بعد.",
  "section.older": "أخبار أقدم",
  "section.newest": "العودة إلى الأحدث",
  "section.feed": "خلاصة هذا القسم",
  "tag.heading": "وسم: {tag}",
  "latest.heading": "أحدث التعليقات",
  "latest.about": "ما يقوله القرّاء تحت الأخبار كلّها، خبرًا خبرًا.",

  "below.heading": "تحت السطر",
  "below.openUntil": "النقاش مفتوح حتى {when}.",
  "below.closed": "أُغلق النقاش، ويبقى متاحًا للقراءة.",
  "below.closedAt": "أُغلق النقاش في {when}، ويبقى متاحًا للقراءة.",
  "below.premoderated": "كلّ تعليق هنا يقرؤه محرّر قبل ظهوره.",
  "below.none": "لم يكتب أحد بعد. الكلمة الأولى لكم.",
  "below.noneClosed": "لم يكتب أحد حين كان النقاش مفتوحًا.",
  "below.feed": "الخلاصة",
  "notice.label": "من المحرّرين",

  "compose.heading": "أضيفوا تعليقكم",
  "compose.replyHeading": "ردّ على {name}",
  "compose.editHeading": "تعديل تعليقكم",
  "compose.name": "الاسم",
  "compose.name.optional": "يجوز تركه فارغًا",
  "compose.name.none": "يمكنكم ترك الاسم فارغًا، فيُوقَّع التعليق باسم «{name}».",
  "compose.email": "البريد الإلكتروني",
  "compose.email.hint": "لن يظهر للعلن",
  "compose.email.optional": "اختياري، ولن يظهر للعلن",
  "compose.text": "التعليق",
  "compose.post": "نشر التعليق",
  "compose.save": "حفظ التعديلات",
  "compose.cancel": "إلغاء",
  "compose.limits":
    "الحدّ الأقصى {n, plural, zero {# حرف} one {حرف واحد} two {حرفان} few {# أحرف} many {# حرفًا} other {# حرف}}{links, plural, zero {، من دون روابط} one { ورابط واحد} two { ورابطان} few { و# روابط} many { و# رابطًا} other { و# رابط}}. ويمكنكم استعمال *التوكيد* والقوائم، و«>» للاقتباس.",
  // The script puts every number into one wording (see leftWords), so these hold for all of them.
  "compose.left": "الأحرف الباقية: {n, number}",
  "compose.over": "الأحرف الزائدة: {n, number}",
  "compose.guest":
    "تكتبون بصفة ضيوف، ولكم أن تعدّلوا تعليقكم أو تسحبوه خلال {n, plural, zero {أقلّ من دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}.",
  "compose.held": "يقرأ محرّر ما تكتبون قبل ظهوره.",
  "compose.trap": "اتركوا هذا الحقل فارغًا",
  "compose.challenge.noscript":
    "تفحص هذه الصحيفة الأجهزة ببرنامج جافاسكربت صغير اتّقاءً للتعليقات المزعجة. ومن دونه يقرأ محرّر تعليقكم أوّلًا.",
  "compose.failed": "لم يصل إلينا ما أرسلتم. نصّكم محفوظ، فحاولوا مرّة أخرى.",

  "error.summary": "لم يُنشر تعليقكم بعد. راجعوا المواضع المشار إليها، وكلّ ما كتبتم ما زال هنا.",
  "error.name.missing": "وقّعوا تعليقكم باسم، أيّ اسم.",
  "error.name.long":
    "الاسم أطول من اللازم. الحدّ الأقصى {n, plural, zero {# حرف} one {حرف واحد} two {حرفان} few {# أحرف} many {# حرفًا} other {# حرف}}.",
  "error.name.invisible": "ليس في الاسم حرف يُرى.",
  "error.name.staff":
    "يشبه هذا الاسم اسم أحد العاملين في الصحيفة أو أحد المعروفين هنا. اختاروا غيره من فضلكم.",
  "error.email.missing": "اكتبوا عنوان بريد إلكتروني من فضلكم. لن يراه أحد.",
  "error.email.wrong": "لا يبدو هذا عنوان بريد إلكتروني.",
  "error.text.missing": "ما زال التعليق فارغًا.",
  "error.text.long":
    "زاد التعليق على الحدّ {n, plural, zero {# حرف} one {حرفًا واحدًا} two {حرفين} few {# أحرف} many {# حرفًا} other {# حرف}}.",
  "error.text.links":
    "{n, plural, zero {لا تُقبل الروابط هنا.} one {الحدّ الأقصى رابط واحد.} two {الحدّ الأقصى رابطان.} few {الحدّ الأقصى # روابط.} many {الحدّ الأقصى # رابطًا.} other {الحدّ الأقصى # رابط.}}",
  "error.text.same": "سبق أن قلتم هذا بحروفه.",
  "error.text.broken": "في النصّ رموز تالفة لا تُقرأ. اكتبوه من جديد من فضلكم.",
  "error.parent.gone": "لم يعد التعليق الذي كنتم تردّون عليه موجودًا. نصّكم محفوظ، ويمكنكم نشره تعليقًا مستقلًّا.",
  "error.closed": "أُغلق النقاش قبل وصول تعليقكم. ما زال نصّكم هنا ويمكنكم نسخه.",
  "error.tooFast":
    "كان ذلك سريعًا. انتظروا {n, plural, zero {لحظة} one {ثانية واحدة} two {ثانيتين} few {# ثوانٍ} many {# ثانية} other {# ثانية}} من فضلكم ثمّ أعيدوا الإرسال. كلّ ما كتبتم محفوظ.",
  "error.trap": "الحقل «{label}» موضوع للآلات. أفرغوه وأعيدوا الإرسال.",
  "error.challenge": "لم ينجح فحص جهازكم. حاولوا مرّة أخرى من فضلكم.",
  "error.key.reused": "وصل هذا التعليق من قبل، قبل أن تعدّلوا نصّه. أعيدوا تحميل الصفحة لتروه.",
  "error.reason.missing": "اختاروا سببًا من فضلكم.",

  "sort.label": "الترتيب",
  "sort.newest": "الأحدث",
  "sort.oldest": "الأقدم",
  "sort.best": "الأفضل",
  "sort.replies": "الأكثر ردودًا",
  "pager.label": "صفحات التعليقات",
  "pager.page": "الصفحة {n}",
  "pager.next": "التالية",
  "pager.previous": "السابقة",
  "pager.size": "في الصفحة",
  "pager.size.each":
    "{n, plural, zero {لا تعليقات في الصفحة} one {تعليق واحد في الصفحة} two {تعليقان في الصفحة} few {# تعليقات في الصفحة} many {# تعليقًا في الصفحة} other {# تعليق في الصفحة}}",

  "comment.guestName": "أحد القرّاء",
  "comment.you": "(أنت)",
  "comment.pending": "في انتظار محرّر.",
  "comment.onlyYou": "لا يراه سواكم.",
  "comment.rejected": "لم يُنشر.",
  "comment.edited": "عُدّل عند {when}",
  "comment.replyTo": "ردًّا على {name}",
  "comment.before": "كُتب قبل تحديث {hour}",
  "comment.beforeDay": "كُتب قبل تحديث {day}، {hour}",
  "comment.tide": "{hour}: حُدّث الخبر",
  "comment.removed": "حُذف تعليق في {when}.",
  "comment.removedRule": "حُذف تعليق في {when}، لمخالفته القاعدة {rule}: {text}",
  "comment.withdrawn": "هذا التعليق سحبه كاتبه.",
  "comment.repliesStay": "الردود عليه باقية.",
  "comment.rest":
    "{n, plural, zero {التتمّة} one {التتمّة: كلمة واحدة} two {التتمّة: كلمتان} few {التتمّة: # كلمات} many {التتمّة: # كلمة} other {التتمّة: # كلمة}}",
  "comment.fold": "طيّ التتمّة",
  "comment.recommend": "أوصي",
  "comment.recommended": "موصى به",
  "comment.reply": "ردّ",
  "comment.quote": "اقتباس",
  "comment.share": "مشاركة",
  "comment.shared": "نُسخ الرابط",
  "comment.report": "إبلاغ",
  "comment.edit": "تعديل",
  "comment.withdraw": "سحب",
  "comment.more":
    "{n, plural, zero {لا ردود أخرى} one {عرض ردّ آخر} two {عرض ردّين آخرين} few {عرض # ردود أخرى} many {عرض # ردًّا آخر} other {عرض # ردّ آخر}}",
  "comment.staff": "{title} في «{site}»",
  "comment.author": "من كتّاب هذا الخبر",

  "thread.back": "العودة إلى كلّ التعليقات",
  "thread.title": "الردود على {name}: {headline}",

  "report.heading": "الإبلاغ عن هذا التعليق",
  "report.about": "سينظر فيه محرّر، ولن يعرف كاتب التعليق من أبلغ عنه.",
  "report.reason": "ما المشكلة فيه؟",
  "report.abuse": "فيه إهانة أو تهديد لأحد",
  "report.spam": "إعلان أو كلام مزعج لا صلة له بالنقاش",
  "report.hate": "ينشر الكراهية ضدّ جماعة من الناس",
  "report.false": "فيه ما ليس صحيحًا",
  "report.private": "يكشف أمرًا خاصًّا",
  "report.other": "سبب آخر",
  "report.note": "أخبرونا بالمزيد (اختياري)",
  "report.send": "إرسال البلاغ",
  "report.thanks": "شكرًا لكم. سينظر فيه محرّر.",
  "report.again": "سبق أن أبلغتم عن هذا التعليق، وهو على قائمتنا.",
  "withdraw.heading": "هل تسحبون تعليقكم؟",
  "withdraw.about": "سيختفي عن الجميع ولا سبيل إلى استعادته. أمّا الردود عليه فتبقى.",
  "withdraw.yes": "سحب التعليق",
  "done.back": "العودة إلى النقاش",

  "gauge.heading": "الحديث، ساعةً بساعة",
  "gauge.about":
    "عدد التعليقات في الساعة، من {from} إلى {to}: {n, plural, zero {لا تعليقات} one {تعليق واحد} two {تعليقان} few {# تعليقات} many {# تعليقًا} other {# تعليق}}، والذروة عند {peak}.",

  "rules.heading": "قواعد النقاش",
  "privacy.heading": "الخصوصية",
  "about.heading": "من نحن",
  "feeds.heading": "الخلاصات",
  "feeds.about": "تابعوا الصحيفة في قارئ الخلاصات الذي تفضّلون.",
  "feeds.site": "كلّ الأخبار",
  "feeds.comments": "التعليقات على «{headline}»",

  "problem.notFound": "هذه الصفحة غير موجودة",
  "problem.notFound.about": "لعلّ في العنوان خطأ، أو حُذف ما كان هنا.",
  "problem.badRequest": "تعذّرت قراءة ما أُرسل",
  "problem.badRequest.about": "في العنوان أو في الاستمارة ما لم نتوقّعه. عودوا وحاولوا مرّة أخرى.",
  "problem.crossSite": "جاء هذا من موقع آخر",
  "problem.crossSite.about": "حفاظًا على أمانكم لا نقبل إلّا الاستمارات المرسلة من هذا الموقع.",
  "problem.tooLarge": "هذا أكبر ممّا نقبل",
  "problem.tooLarge.about": "حجم ما أُرسل يتجاوز الحدّ المسموح به هنا.",
  "problem.tooMany": "طلبات كثيرة دفعة واحدة",
  "problem.tooMany.about": "انتظروا قليلًا من فضلكم ثمّ حاولوا مرّة أخرى.",
  "problem.signIn": "يُرجى تسجيل الدخول",
  "problem.signIn.about":
    "لم تعودوا مسجّلي الدخول، لذلك لم يتغيّر شيء. عودوا إلى الصفحة السابقة وانسخوا ما كتبتم، ثم سجّلوا الدخول وأرسلوه من جديد.",
  "problem.forbidden": "هذا غير ممكن هنا",
  "problem.forbidden.about": "لا يستطيع ذلك إلّا كاتب التعليق، ولدقائق معدودة.",
  "problem.failed": "حدث خطأ من جهتنا",
  "problem.failed.about": "سجّلنا ما حدث. حاولوا مرّة أخرى بعد قليل من فضلكم.",
  "problem.wrongMethod": "لا يمكن فعل ذلك هنا",
  "problem.wrongMethod.about": "العنوان صحيح، لكنّه لا يقبل هذه الطريقة.",
  "problem.refused": "لم يُقبل ما أُرسل",
  "problem.refused.about": "ذُكر لكلّ حقل ما فيه من خطأ.",
  "problem.api.notFound": "لا شيء هنا",
  "problem.api.badRequest":
    "في العنوان أو في إحدى الترويسات أو في JSON ما لا يوافق الوصف: /api/v1/openapi.json",
  "problem.api.crossSite": "لا تستطيع صفحات المواقع الأخرى الكتابة هنا إلّا إذا سمحت هذه الصحيفة بذلك.",
  "problem.api.wrongType": "أرسلوا JSON مع الترويسة Content-Type: application/json.",
  "problem.front": "إلى الصفحة الأولى",
};

export const ar: Catalogue = joined([
  own,
  accounts,
  mail,
  staff,
  secondFactor,
  connect,
  profiles,
  privacy,
  talk,
  queue,
  acts,
  rules,
  words,
  repeats,
  learner,
  appeals,
  law,
  overview,
  outside,
]);

import type { en } from "./en.ts";

export const ar: Record<keyof typeof en, string> = {
  "why.discussionMode.premoderated": "هذا النقاش يخضع للإشراف قبل النشر.",
  "why.guestPolicy.guest": "تعليقات الزوّار تنتظر في هذا الموقع.",
  "why.proofOfWork.none": "لم يصل معه إثبات عمل: لا نصوص برمجية، أو متصفّح قديم.",
};

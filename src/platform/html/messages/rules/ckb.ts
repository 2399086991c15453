import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {
  "why.discussionMode.premoderated": "ئەم گفتوگۆیە پێش بڵاوکردنەوە چاودێری دەکرێت.",
  "why.guestPolicy.guest": "لێدوانی میوانان لەم ماڵپەڕەدا چاوەڕێ دەکات.",
  "why.proofOfWork.none": "سەلماندنی کارکردنی لەگەڵ نەهات: بێ سکریپت، یان وێبگەڕێکی کۆن.",
};

import { accountLetter } from "../src/features/notifications/account-letters.ts";
import type { Letter } from "../src/features/notifications/letter.ts";
import { type MailContent, type NoticeContent, wayInChanges } from "../src/features/notifications/mail.ts";
import { lawLetter } from "../src/features/notifications/law-letters.ts";
import type { LawContent } from "../src/features/notifications/mail.ts";
import type { News } from "../src/features/notifications/news.ts";
import { newsLetter } from "../src/features/notifications/news-letters.ts";
import type { Locale } from "../src/platform/html/locale.ts";

const now = Date.parse("2026-06-09T13:40:00Z");
const at = now - 3_600_000;
const link = "https://news.example.org/somewhere?token=abcdefghijklmnopqrstuv";

const account: readonly Exclude<MailContent, NoticeContent | LawContent>[] = [
  { kind: "verify", name: "Alma Reed", link },
  { kind: "alreadyMember", link, resetLink: link },
  { kind: "reset", link },
  { kind: "noAccount", link },
  { kind: "magicLink", link },
  { kind: "passwordChanged", at, resetLink: link },
  { kind: "newAddress", link },
  { kind: "addressChanged", at, link },
  { kind: "newSignIn", at, browser: "Firefox, Android", link },
  { kind: "newSignIn", at, browser: "", link },
  ...wayInChanges.map((change) => ({
    kind: "wayIn" as const,
    change,
    name: "Mastodon (social.example)",
    at,
    link,
    resetLink: link,
  })),
  { kind: "invitation", role: "moderator", inviter: "Nora Quill", link },
];

const place = "https://news.example.org/comments/12";
const law: readonly LawContent[] = [
  ...["remove", "redact", "fold", "suspend", "ban", "warn"].map(
    (what): LawContent => ({
      kind: "statement",
      what,
      whys: ["It broke this house rule: Speak of the matter, not of the person."],
      link,
    }),
  ),
  { kind: "appealReceived", link },
  { kind: "appealAnswered", isGranted: true, words: "", link },
  { kind: "appealAnswered", isGranted: false, words: "It names a neighbour.", link },
  { kind: "noticeReceived", number: 12, place, link },
  ...["removed", "kept", "unfounded", "warned"].map(
    (outcome): LawContent => ({
      kind: "noticeAnswered",
      number: 12,
      outcome,
      words: "A quotation.",
      place,
      link,
    }),
  ),
];

const saying = (name: string, text: string, answers: string | null = null) => ({
  name,
  text,
  at,
  href: link,
  answers,
});

const stories = (answers: string | null) => [
  {
    headline: "Library to open until nine on Thursdays",
    href: link,
    sayings: [
      saying(
        "Bo Ferris",
        "At last. My shift ends at six, and I have not seen the reading room since winter.",
        answers,
      ),
      saying("دلێر ئەحمەد", "زۆر باشە، بەڵام ڕۆژانی تریش پێویستە.", answers),
    ],
    more: 3,
  },
  {
    headline: "جسر المدينة يُغلق أسبوعين",
    href: link,
    sayings: [saying("Cy", "And the buses?", answers)],
    more: 0,
  },
];

const outcomes = ["published", "refused", "removed"] as const;
const decided = outcomes.map((outcome) => ({
  outcome,
  headline: "Library to open until nine on Thursdays",
  text: "What I have always said.",
  href: link,
  rule: outcome === "refused" ? "Speak of the matter, not of the person." : null,
  whys: outcome === "removed" ? ["It gives away something private."] : [],
  statement: outcome === "published" ? null : link,
}));

const news: readonly News[] = [
  ...(["replies", "people", "stories", "digest"] as const).flatMap((kind): News[] => {
    const all = stories(kind === "replies" ? "Who goes there at nine?" : null);
    return [
      { kind, stories: all, total: 6, names: ["Bo Ferris", "دلێر ئەحمەد", "Cy"] },
      { kind, stories: all.slice(1), total: 1, names: ["Cy"] },
    ];
  }),
  ...decided.map((each): News => ({ kind: "decisions", decided: [each] })),
  { kind: "decisions", decided },
];

/** A letter of every kind, in one language. */
export function everyLetter(locale: Locale, site: string): [name: string, letter: Letter][] {
  const links = { settings: link, unsubscribe: link };
  return [
    ...account.map((content, index): [string, Letter] => [
      `${content.kind} ${index}`,
      accountLetter(content, { locale, site, now }),
    ]),
    ...law.map((content, index): [string, Letter] => [
      `${content.kind} ${index}`,
      lawLetter(content, { locale, site }),
    ]),
    ...news.map((each, index): [string, Letter] => [
      `${each.kind} ${index}`,
      newsLetter(each, { locale, site, now, ...links }),
    ]),
  ];
}

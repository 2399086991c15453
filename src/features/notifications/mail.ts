import type { CommentId, MemberId, SiteId } from "../../platform/lib/ids.ts";

/** What a mail says, by its kind. Links are whole addresses; times milliseconds since 1970. */
export type MailContent =
  | { kind: "verify"; name: string; link: string }
  /** Somebody signs up with the address of an account that is there. */
  | { kind: "alreadyMember"; link: string; resetLink: string }
  | { kind: "reset"; link: string }
  /** Somebody asks for a new password, or a link to sign in with, for an address that no account has. */
  | { kind: "noAccount"; link: string }
  | { kind: "magicLink"; link: string }
  | { kind: "passwordChanged"; at: number; resetLink: string }
  /** To the new address: it has to be proved. */
  | { kind: "newAddress"; link: string }
  /** To the old address. */
  | { kind: "addressChanged"; at: number; link: string }
  | { kind: "newSignIn"; at: number; browser: string; link: string }
  /** One can sign in in another way than before. `name`: of the passkey or the service elsewhere. */
  | { kind: "wayIn"; change: WayInChange; name: string; at: number; link: string; resetLink: string }
  | { kind: "invitation"; role: string; inviter: string; link: string }
  /** To whoever asked what is held under an address. */
  | { kind: "myData"; link: string }
  /** To whoever wrote what the desk doesn't want to read again. */
  | { kind: "warning"; words: string; link: string }
  | LawContent
  | NoticeContent;

export const wayInChanges = [
  "passkeyAdded",
  "passkeyRemoved",
  "factorOn",
  "factorOff",
  "recoveryCodes",
  "connected",
  "disconnected",
] as const;
export type WayInChange = (typeof wayInChanges)[number];

/** What somebody is told of decisions about them, of their appeals and of their notices of illegal content. */
export type LawContent =
  /** `what`: the measure, as a statement of reasons names it. `whys`: sentences in the reader's language. */
  | { kind: "statement"; what: string; whys: readonly string[]; link: string }
  | { kind: "appealReceived"; link: string }
  | { kind: "appealAnswered"; isGranted: boolean; words: string; link: string }
  | { kind: "noticeReceived"; number: number; place: string; link: string }
  | { kind: "noticeAnswered"; number: number; outcome: string; words: string; place: string; link: string };

/** What tells of comments. Only their ids wait: what they say, and whether they are still there, is looked up when it is sent. */
export type NoticeContent =
  | { kind: "replies"; commentIds: readonly CommentId[] }
  /** One's own comments were published, refused or removed. */
  | { kind: "decisions"; commentIds: readonly CommentId[] }
  /** Somebody wrote whom the member follows. */
  | { kind: "people"; commentIds: readonly CommentId[] }
  /** Something new in discussions that the member follows. */
  | { kind: "stories"; commentIds: readonly CommentId[] }
  | { kind: "digest"; since: number; until: number };

export type MailKind = MailContent["kind"];

/** What one can stop with one click. */
export const topics = ["replies", "decisions", "people", "stories", "digest"] as const;
export type Topic = (typeof topics)[number];

/** A mail to be sent. */
export interface MailOrder {
  /** What makes it this mail: a second order with the same key changes nothing. */
  key: string;
  siteId: SiteId;
  /** Null: to somebody without an account. */
  memberId: MemberId | null;
  /** Null: in the site's. */
  language: string | null;
  /** The address, sealed for the purpose "address". */
  toSealed: string;
  content: MailContent;
}

const aMinute = 60_000;
const anHour = 60 * aMinute;
const aDay = 24 * anHour;

interface Manner {
  /** After this it isn't sent any more: milliseconds. */
  lifetime: number;
  /** Which choice of the reader it depends on; null: it is necessary, goes out at once and can't be stopped. */
  topic: Topic | null;
}

const manners: Readonly<Record<MailKind, Manner>> = {
  verify: { lifetime: 2 * aDay, topic: null },
  alreadyMember: { lifetime: aDay, topic: null },
  reset: { lifetime: anHour, topic: null },
  noAccount: { lifetime: anHour, topic: null },
  magicLink: { lifetime: 15 * aMinute, topic: null },
  passwordChanged: { lifetime: 7 * aDay, topic: null },
  newAddress: { lifetime: 2 * aDay, topic: null },
  addressChanged: { lifetime: 7 * aDay, topic: null },
  myData: { lifetime: anHour, topic: null },
  newSignIn: { lifetime: 7 * aDay, topic: null },
  wayIn: { lifetime: 7 * aDay, topic: null },
  invitation: { lifetime: 7 * aDay, topic: null },
  warning: { lifetime: 7 * aDay, topic: null },
  statement: { lifetime: 7 * aDay, topic: null },
  appealReceived: { lifetime: 7 * aDay, topic: null },
  appealAnswered: { lifetime: 7 * aDay, topic: null },
  noticeReceived: { lifetime: 7 * aDay, topic: null },
  noticeAnswered: { lifetime: 7 * aDay, topic: null },
  replies: { lifetime: 3 * aDay, topic: "replies" },
  decisions: { lifetime: 3 * aDay, topic: "decisions" },
  people: { lifetime: 3 * aDay, topic: "people" },
  stories: { lifetime: 3 * aDay, topic: "stories" },
  digest: { lifetime: aDay, topic: "digest" },
};

export function mannerOf(kind: MailKind): Manner {
  return manners[kind];
}

export function isMailKind(word: string): word is MailKind {
  return Object.hasOwn(manners, word);
}

/** Who waits for a link goes first, a digest last. */
export function priorityOf(kind: MailKind): number {
  const { topic } = manners[kind];
  if (topic === null) return lawKinds.has(kind) ? 1 : urgent;
  return topic === "digest" ? 2 : 1;
}

const lawKinds: ReadonlySet<MailKind> = new Set<LawContent["kind"]>([
  "statement",
  "appealReceived",
  "appealAnswered",
  "noticeReceived",
  "noticeAnswered",
]);

export function isOfLaw(content: MailContent): content is LawContent {
  return lawKinds.has(content.kind);
}

export const urgent = 0;
export const leastUrgent = 2;

export function isNotice(content: MailContent): content is NoticeContent {
  return manners[content.kind].topic !== null;
}

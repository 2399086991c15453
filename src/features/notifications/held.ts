import type { CommentTrace, Holding, Subject } from "../people/privacy/holding.ts";
import { digestsOf } from "./digest.store.ts";
import { allFollowsOf, deleteFollowersOf } from "./follow.store.ts";
import { forgetMember } from "./forget-mails.ts";
import { mailsOf } from "./held.store.ts";
import { deleteMailsTo } from "./mail.store.ts";
import { deleteNoticesAbout, noticesOf } from "./notice.store.ts";
import { readChoice } from "./preference.store.ts";

const isNobody = ({ memberId, emailHash }: Subject) => memberId === null && emailHash === null;

/** Mails, and with them all else that mail knows of a member: what they follow, were told of and chose. */
export const mails: Holding = {
  name: "mails",
  tables: ["mail"],
  collect: async function* ({ db, subject }) {
    if (isNobody(subject)) return;
    for (const { kind, at } of await mailsOf(db, subject)) yield { kind, at };
  },
  erase: async (tx, { subject, level }) => {
    if (level !== "everything" || isNobody(subject)) return { count: 0, next: null };
    const { length } = await mailsOf(tx, subject);
    if (subject.memberId !== null) await forgetMember(tx, subject.memberId, subject.emailHash);
    else if (subject.emailHash !== null) await deleteMailsTo(tx, subject.emailHash);
    return { count: length, next: null };
  },
};

export const notices: Holding = {
  name: "notices",
  tables: ["notice", "seen_comment"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const { topic, comment_id, at } of await noticesOf(db, memberId))
      yield { kind: topic, comment: comment_id, at };
  },
};

export const follows: Holding = {
  name: "follows",
  tables: ["follow", "mail_digest"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    const digests = new Map((await digestsOf(db, memberId)).map((each) => [each.siteId, each.nextAt]));
    for (const { kind, site_id, at, headline, name } of await allFollowsOf(db, memberId))
      yield { kind, site: site_id, story: headline, name, at, nextDigestAt: digests.get(site_id) ?? null };
  },
  // What they follow goes with their mails. Who follows them follows nobody any more, at every level.
  erase: async (tx, { subject }) => {
    await deleteFollowersOf(tx, subject.persons);
    return { count: 0, next: null };
  },
};

export const mailChoice: Holding = {
  name: "mailChoice",
  tables: ["mail_preference"],
  collect: async function* ({ db, subject: { memberId } }) {
    const choice = memberId === null ? null : await readChoice(db, memberId);
    if (!choice) return;
    const { replies, decisions, people, stories, digest, quietFrom, quietUntil } = choice;
    yield {
      answersToMe: replies,
      decisionsOnMine: decisions,
      people,
      stories,
      digest,
      quietFrom,
      quietUntil,
    };
  },
};

/** What was noted about comments to tell others says whose they were, for as long as it is there. */
export const newsTrace: CommentTrace = (tx, comments, { level }) =>
  deleteNoticesAbout(
    tx,
    comments.map(({ id }) => id),
    level === "name" ? "people" : "all",
  );

import { type CommentTrace, type Holding, inOneStep, type Subject } from "../../people/privacy/holding.ts";
import { type Retention, rowsAtOnce } from "../../people/privacy/retention.ts";
import {
  appealsOf,
  countNetworks,
  countNotices,
  emptyNetworks,
  emptyNotices,
  forgetComments,
  forgetPersons,
  noticesAnswered,
  noticesOf,
  type NoticeSender,
  reportNetworks,
  statementsOf,
} from "./held.store.ts";

const atOnce = 200;

/** Why something of somebody's was restricted. That it was stays counted, without whose it was. */
export const statements: Holding = {
  name: "statements",
  tables: ["statement"],
  collect: async function* ({ db, subject }) {
    for (let after = 0; ; ) {
      const rows = await statementsOf(db, subject.persons, after, atOnce);
      for (const { comment_id, measure, ground, clause, at, ended_at } of rows)
        yield { comment: comment_id || null, measure, ground, clause, at, endedAt: ended_at };
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) break;
      after = last.id;
    }
  },
};

/** What somebody said to a decision, and the answer. */
export const appeals: Holding = {
  name: "appeals",
  tables: ["appeal"],
  collect: async function* ({ db, subject }) {
    for (let after = 0; ; ) {
      const rows = await appealsOf(db, subject.persons, after, atOnce);
      for (const { comment_id, text, at, outcome, answer, answered_at } of rows)
        yield { comment: comment_id || null, text, at, outcome, answer, answeredAt: answered_at };
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) break;
      after = last.id;
    }
  },
  erase: (tx, { subject, level }) =>
    inOneStep(level === "everything" ? forgetPersons(tx, subject.persons) : Promise.resolve(0)),
};

const senderOf = ({ memberId, emailHash, devices }: Subject): NoticeSender => ({
  memberId,
  emailHash,
  devices,
});

/** Notices of illegal content that somebody gave. That there was one stays, and what it came to. */
export const legalNotices: Holding = {
  name: "legalNotices",
  tables: ["legal_notice"],
  collect: async function* ({ db, keys, subject }) {
    for (const row of await noticesOf(db, senderOf(subject), 1000))
      yield {
        place: row.url,
        category: row.category,
        explanation: row.explanation,
        name: row.name_sealed === null ? "" : keys.open("address", row.name_sealed),
        addressIsHeld: row.email_sealed !== null,
        at: row.at,
        outcome: row.outcome,
        answer: row.answer,
        answeredAt: row.answered_at,
      };
  },
  erase: async (tx, { subject, level }) => {
    if (level !== "everything") return { count: 0, next: null };
    const rows = await noticesOf(tx, senderOf(subject), atOnce);
    await emptyNotices(
      tx,
      rows.map(({ id }) => id),
    );
    return { count: rows.length, next: rows.length < atOnce ? null : 0 };
  },
};

/** Nothing leads from what was decided about a comment to its writer, once that is erased. */
export const lawTrace: CommentTrace = (tx, comments, { level }) =>
  forgetComments(
    tx,
    comments.map(({ id }) => id),
    level !== "name",
  );

/** Half a year is open for complaints (article 20(1)), and another week for the mail. */
const daysAfterAnswer = 191;

export const lawRetentions: readonly Retention[] = [
  {
    name: "legalNotices",
    period: { days: daysAfterAnswer },
    forget: async (tx, span) => {
      const rows = await noticesAnswered(tx, span, rowsAtOnce);
      await emptyNotices(
        tx,
        rows.map(({ id }) => id),
      );
      return {
        count: rows.length,
        next: rows.length < rowsAtOnce ? null : (rows.at(-1)?.answered_at ?? null),
      };
    },
    count: countNotices,
  },
  {
    name: "reportNetworks",
    period: "hashes",
    forget: async (tx, span) => {
      const rows = await reportNetworks(tx, span, rowsAtOnce);
      await emptyNetworks(
        tx,
        rows.map(({ id }) => id),
      );
      return { count: rows.length, next: rows.length < rowsAtOnce ? null : (rows.at(-1)?.at ?? null) };
    },
    count: countNetworks,
  },
];

import type { Context } from "../../context.ts";
import { tellError } from "../../platform/lib/tell-error.ts";
import { assertNever } from "../../platform/lib/assert-never.ts";
import { type Composed, composeMail } from "./compose-mail.ts";
import { isMailKind, mannerOf } from "./mail.ts";
import {
  endMail,
  endOutage,
  giveUp,
  isAnythingDue,
  type MailRow,
  markHanded,
  putBack,
  readOutage,
  renewLease,
  saveOutage,
  takeNext,
} from "./mail.store.ts";
import { quietUntil } from "./preference.ts";
import { mostTries, pauseAfter } from "./retry.ts";
import type { Outcome, Post } from "./smtp.ts";

/** A sender that is gone is followed by another one after this; one that is there says so in time. */
const leaseTime = 90_000;
const renewEvery = 30_000;

export interface Round {
  /** Handed over to the server. */
  sent: number;
  /** The server takes no mail now: there is no use in going on. */
  isOutage: boolean;
}

/**
 * Sends what is due, one mail after the other, until there is no more, `isStopped`, or the server takes none. Mails of
 * less priority than `least` are left to others.
 */
export async function sendDueMails(
  ctx: Context,
  post: Post,
  { least, isStopped = () => false }: { least: number; isStopped?: () => boolean },
): Promise<Round> {
  let sent = 0;
  while (!isStopped()) {
    if (!(await isAnythingDue(ctx.db.read, { now: ctx.now(), least }))) break;
    const lease = ctx.token();
    const mail = await ctx.db.transact((tx) => {
      const now = ctx.now();
      return takeNext(tx, { now, least, lease, until: now + leaseTime });
    });
    if (!mail) break;
    const outcome = await sendOne(ctx, post, mail);
    if (outcome === "sent") sent++;
    if (outcome === "outage") return { sent, isOutage: true };
  }
  return { sent, isOutage: false };
}

async function sendOne(ctx: Context, post: Post, mail: MailRow): Promise<"sent" | "outage" | "other"> {
  const now = ctx.now();
  if (mail.expires_at <= now) {
    await ctx.db.transact((tx) => endMail(tx, mail, { state: "expired", at: now }));
    return "other";
  }
  // Whoever had it before began to hand it over, and never said what came of it.
  if (mail.handed_at !== null && !mayGoTwice(mail)) {
    await ctx.db.transact((tx) => giveUp(tx, mail, { error: "inDoubt", at: now }));
    return "other";
  }
  // It ended the process, or was left half-way, each time.
  if (mail.tries > mostTries) {
    await ctx.db.transact((tx) => giveUp(tx, mail, { error: mail.error ?? "unreadable", at: now }));
    return "other";
  }
  const until = await quietUntil(ctx, mail, now);
  if (until !== null) {
    await ctx.db.transact((tx) =>
      putBack(tx, mail, { sendAt: until, error: mail.error, tries: mail.tries - 1 }),
    );
    return "other";
  }
  const composed = await tryToCompose(ctx, mail);
  if (composed === null) return "other";
  if (composed.is === "nothing") {
    await ctx.db.transact((tx) => endMail(tx, mail, { state: "dropped", at: now }));
    return "other";
  }
  if (composed.is === "refused") return settle(ctx, mail, composed);
  const renewing = keepLease(ctx, mail);
  try {
    const outcome = await post.deliver(composed.message, () =>
      ctx.db.transact((tx) => markHanded(tx, mail, ctx.now())),
    );
    return await settle(ctx, mail, outcome);
  } finally {
    clearInterval(renewing);
  }
}

/** A second copy of a link that somebody waits for does no harm; a second copy of a notice does more than a missing one. */
function mayGoTwice({ kind }: MailRow): boolean {
  return isMailKind(kind) && mannerOf(kind).topic === null;
}

/** Null: that failed. */
async function tryToCompose(ctx: Context, mail: MailRow): Promise<Composed | null> {
  try {
    return await composeMail(ctx, mail);
  } catch (error) {
    ctx.log.error({ err: tellError(error), mail: mail.id, kind: mail.kind }, "a mail could not be composed");
    await tryLater(ctx, mail, "unreadable");
    return null;
  }
}

function keepLease(ctx: Context, mail: MailRow): NodeJS.Timeout {
  const timer = setInterval(() => {
    ctx.db
      .transact((tx) => renewLease(tx, mail, ctx.now() + leaseTime))
      .catch((error: unknown) => ctx.log.warn({ err: error }, "a mail's lease could not be renewed"));
  }, renewEvery);
  timer.unref();
  return timer;
}

async function settle(ctx: Context, mail: MailRow, outcome: Outcome): Promise<"sent" | "outage" | "other"> {
  const at = ctx.now();
  const { id, kind, tries } = mail;
  switch (outcome.is) {
    case "sent":
      await ctx.db.transact((tx) => endMail(tx, mail, { state: "sent", at }));
      await tellOutage(ctx, null);
      return "sent";
    case "refused":
      ctx.log.warn({ mail: id, kind, error: outcome.error }, "a mail was refused");
      await ctx.db.transact((tx) => giveUp(tx, mail, { error: outcome.error, at }));
      return "other";
    case "inDoubt":
      ctx.log.warn(
        { mail: id, kind, error: outcome.error },
        "a mail went out, but nobody said that it arrived",
      );
      if (mayGoTwice(mail)) await tryLater(ctx, mail, outcome.error);
      else await ctx.db.transact((tx) => giveUp(tx, mail, { error: "inDoubt", at }));
      return "outage";
    case "failed":
      ctx.log.warn({ mail: id, kind, tries, error: outcome.error }, "a mail has not gone out yet");
      await tryLater(ctx, mail, outcome.error);
      if (outcome.isOutage) await tellOutage(ctx, outcome.error);
      return outcome.isOutage ? "outage" : "other";
    case "taken":
      return "other";
    default:
      return assertNever(outcome);
  }
}

async function tryLater(ctx: Context, mail: MailRow, error: string): Promise<void> {
  const at = ctx.now();
  await ctx.db.transact((tx) => {
    if (mail.tries >= mostTries) return giveUp(tx, mail, { error, at });
    const sendAt = at + pauseAfter(mail.tries, chanceOf(ctx, `${mail.id} ${mail.tries}`));
    return putBack(tx, mail, { sendAt, error, tries: mail.tries });
  });
}

/** From 0 up to 1, the same for the same words. */
export function chanceOf({ keys }: Context, words: string): number {
  return Buffer.from(keys.hash("mail", words), "base64url").readUInt32BE() / 2 ** 32;
}

/** Writes down that the server takes no mail, or (null) that it does again: the desk shows since when. */
async function tellOutage(ctx: Context, error: string | null): Promise<void> {
  if (error !== null) {
    await ctx.db.transact((tx) => saveOutage(tx, { error, at: ctx.now() }));
  } else if (await readOutage(ctx.db.read)) {
    await ctx.db.transact(endOutage);
    ctx.log.info("mail goes out again");
  }
}

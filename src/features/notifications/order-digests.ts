import type { Context } from "../../context.ts";
import { nextDigest } from "./digest-time.ts";
import { type DigestTurn, dueDigests, followedNews, turnDigest } from "./digest.store.ts";
import { wants } from "./mail-choice.ts";
import { choiceOf } from "./preference.ts";
import { queueMail } from "./queue-mail.ts";
import { readReader } from "./reader.store.ts";

const turnsAtOnce = 100;
/** What is as old as this has been written by every process that was at it: milliseconds. */
const settled = 60_000;

/** Orders the digests that are due, for whom there is anything new in what they follow. How many. */
export async function orderDigests(ctx: Context): Promise<number> {
  if (ctx.config.smtpUrl === null) return 0;
  let mails = 0;
  for (;;) {
    const turns = await dueDigests(ctx.db.read, ctx.now(), turnsAtOnce);
    for (const turn of turns) if (await order(ctx, turn)) mails++;
    if (turns.length < turnsAtOnce) return mails;
  }
}

async function order(ctx: Context, turn: DigestTurn): Promise<boolean> {
  const { memberId, siteId, lastAt: since } = turn;
  const now = ctx.now();
  const until = Math.max(since, now - settled);
  const choice = await choiceOf(ctx.db.read, memberId);
  const reader = wants(choice, "digest") ? await readReader(ctx.db.read, memberId) : null;
  const following = {
    people: choice.people === "digest",
    stories: choice.stories === "digest",
  };
  const news = reader
    ? await followedNews(ctx.db.read, { memberId, siteId, since, until, ...following }, 1)
    : [];
  const nextAt = nextDigest(now, choice, ctx.sites.byId(siteId)?.timeZone ?? "UTC");
  return ctx.db.transact(async (tx) => {
    if (!(await turnDigest(tx, turn, { lastAt: until, nextAt }))) return false;
    if (!reader || news.length === 0) return false;
    const { language, toSealed } = reader;
    const content = { kind: "digest", since, until } as const;
    const key = `digest:${memberId}:${siteId}:${until}`;
    await queueMail(tx, ctx.keys, { key, siteId, memberId, language, toSealed, content }, now);
    return true;
  });
}

import type { Context } from "../../context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { MemberId } from "../../platform/lib/ids.ts";
import { nextDigest } from "./digest-time.ts";
import { digestsOf, turnDigest } from "./digest.store.ts";
import type { Topic } from "./mail.ts";
import { type MailChoice, without } from "./mail-choice.ts";
import { choiceOf } from "./preference.ts";
import { writeChoice } from "./preference.store.ts";

/** Keeps which mails a member wants. What waits for them goes by it, too. */
export async function changeChoice(ctx: Context, memberId: MemberId, choice: MailChoice): Promise<void> {
  await ctx.db.transact((tx) => keep(tx, ctx, memberId, choice));
}

/** Stops one kind of mail, or (null) all that can be stopped. */
export async function stopMails(ctx: Context, memberId: MemberId, topic: Topic | null): Promise<void> {
  await ctx.db.transact(async (tx) => keep(tx, ctx, memberId, without(await choiceOf(tx, memberId), topic)));
}

async function keep(tx: Tx, ctx: Context, memberId: MemberId, choice: MailChoice): Promise<void> {
  const at = ctx.now();
  await writeChoice(tx, memberId, choice, at);
  for (const turn of await digestsOf(tx, memberId)) {
    const nextAt = nextDigest(at, choice, ctx.sites.byId(turn.siteId)?.timeZone ?? "UTC");
    await turnDigest(tx, turn, { lastAt: turn.lastAt, nextAt });
  }
}

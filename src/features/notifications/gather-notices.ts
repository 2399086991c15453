import type { Context } from "../../context.ts";
import { type NoticeContent, topics } from "./mail.ts";
import { type DueGroup, dueGroups, markMailed, postpone, takeDue } from "./notice.store.ts";
import { wants } from "./mail-choice.ts";
import { choiceOf } from "./preference.ts";
import { queueMail } from "./queue-mail.ts";
import { quietEnd } from "./quiet-hours.ts";
import { type MailReader, readReader } from "./reader.store.ts";

const groupsAtOnce = 100;

/** Makes mails of the notices that are due: one for all that a member is to hear of one kind. How many. */
export async function gatherNotices(ctx: Context): Promise<number> {
  let mails = 0;
  for (;;) {
    const groups = await dueGroups(ctx.db.read, ctx.now(), groupsAtOnce);
    for (const group of groups) if (await gather(ctx, group)) mails++;
    if (groups.length < groupsAtOnce) return mails;
  }
}

async function gather(ctx: Context, group: DueGroup): Promise<boolean> {
  const { memberId, siteId } = group;
  const now = ctx.now();
  const reader = await readReader(ctx.db.read, memberId);
  const choice = await choiceOf(ctx.db.read, memberId);
  const timeZone = ctx.sites.byId(siteId)?.timeZone ?? "UTC";
  const until = quietEnd(now, { from: choice.quietFrom, until: choice.quietUntil }, timeZone);
  if (reader && until !== null) {
    await ctx.db.transact((tx) => postpone(tx, group, { now, until }));
    return false;
  }
  const topic = topics.find((each) => each === group.topic);
  const isWanted = topic !== undefined && topic !== "digest" && wants(choice, topic);
  return ctx.db.transact(async (tx) => {
    const due = await takeDue(tx, group, now);
    const [first] = due;
    if (!first) return false;
    await markMailed(
      tx,
      due.map(({ id }) => id),
      now,
    );
    if (!reader || !isWanted) return false;
    const commentIds = [...new Set(due.map(({ commentId }) => commentId))];
    const order = orderFor(reader, group, { kind: topic, commentIds });
    await queueMail(tx, ctx.keys, { ...order, key: `notice:${first.id}` }, now);
    return true;
  });
}

function orderFor(reader: MailReader, { siteId }: DueGroup, content: NoticeContent) {
  return { siteId, memberId: reader.id, language: reader.language, toSealed: reader.toSealed, content };
}

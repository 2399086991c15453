import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { answerOnce, openAppealsAbout } from "./appeal.store.ts";
import { tellAppellant } from "./tell-appellant.ts";
import { removeItem } from "../law/queue-item.store.ts";

/** Who publishes a comment whose author appealed has granted the appeal, wherever they did so. */
export async function settleAppeals(
  tx: Tx,
  ctx: Pick<Context, "keys" | "now" | "config" | "sites">,
  commentId: CommentId,
  by: string,
): Promise<void> {
  for (const appeal of await openAppealsAbout(tx, commentId)) {
    const { id, site_id, comment_id } = appeal;
    await answerOnce(tx, id, { at: ctx.now(), outcome: "granted", answer: "", by });
    await removeItem(tx, { queue: "appeal", commentId: comment_id, reference: id });
    const site = ctx.sites.byId(site_id);
    if (site) await tellAppellant(tx, ctx, site, appeal, { isGranted: true, words: "" });
  }
}

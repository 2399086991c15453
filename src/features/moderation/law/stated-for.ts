import type { Context } from "../../../context.ts";
import type { CommentId, MemberId } from "../../../platform/lib/ids.ts";
import type { Site } from "../../sites/site.ts";
import { languageOfMember } from "../appeals/appeal.store.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { linkTo } from "./access.ts";
import { localeOfMail } from "./order-mail.ts";
import { reasonsIn } from "./reasons-in.ts";
import { statementsAbout } from "./statement.store.ts";

/** Why some comments of a member were refused, in their language, and where the whole of it stands. */
export async function statedFor(
  ctx: Context,
  site: Site,
  memberId: MemberId,
  ids: readonly CommentId[],
): Promise<Map<CommentId, { whys: string[]; link: string }>> {
  const db = ctx.db.read;
  const locale = localeOfMail(site, { language: await languageOfMember(db, memberId) });
  const { settings } = await rulesOf(ctx, site.id);
  const open = (await statementsAbout(db, ids)).filter((row) => row.ended_at === null);
  return new Map(
    open.map((row) => [
      row.comment_id,
      // The house rule stands in these mails already.
      {
        whys: reasonsIn(locale, row.ground === "illegal" ? row : { ...row, clause: "" }, settings),
        link: linkTo(ctx, site, "statement", row.id),
      },
    ]),
  );
}

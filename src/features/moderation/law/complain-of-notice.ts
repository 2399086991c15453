import type { Context } from "../../../context.ts";
import type { PersonId } from "../../../platform/lib/ids.ts";
import { cleanText, countCharacters, isIntact } from "../../../platform/text/clean.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import type { OpenSite } from "../../sites/sites.ts";
import { insertAppeal } from "../appeals/appeal.store.ts";
import { letAppealWait } from "../appeals/let-appeal-wait.ts";
import { longestAppeal } from "../appeals/make-appeal.ts";
import type { NoticeRow } from "./notice.store.ts";

const nobody = 0 as PersonId;

/** Asks for the answer to a notice to be looked at again, once: article 20(1)(a). Nothing: it was kept, or one was before. */
export async function complainOfNotice(
  ctx: Context,
  { site, notice, text: typed }: { site: OpenSite; notice: NoticeRow; text: string },
): Promise<Complaint[]> {
  const text = cleanText(typed);
  const over = countCharacters(text) - longestAppeal;
  if (!isIntact(typed)) return [{ field: "text", message: "error.text.broken" }];
  if (text === "") return [{ field: "text", message: "appeal.error.empty" }];
  if (over > 0) return [{ field: "text", message: "appeal.error.long", values: { n: over } }];
  if (notice.answered_at === null) return [];
  await ctx.db.transact(async (tx) => {
    const at = ctx.now();
    const appeal = await insertAppeal(tx, {
      site_id: site.id,
      statement_id: 0,
      notice_id: notice.id,
      comment_id: notice.comment_id,
      person_id: nobody,
      first_by: notice.answered_by,
      text,
      language: notice.language,
      to_sealed: notice.email_sealed,
      at,
    });
    if (appeal !== null)
      await letAppealWait(tx, site, { commentId: notice.comment_id, appeal, at, isOwn: false });
  });
  return [];
}

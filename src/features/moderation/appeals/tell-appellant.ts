import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { Site } from "../../sites/site.ts";
import { linkTo } from "../law/access.ts";
import { addresseeOf, orderMail } from "../law/order-mail.ts";
import type { AppealRow } from "./appeal.store.ts";

/** The answer goes where the appeal said, or to the account's proved address. */
export async function tellAppellant(
  tx: Tx,
  ctx: Pick<Context, "keys" | "now" | "config">,
  site: Site,
  appeal: AppealRow,
  { isGranted, words }: { isGranted: boolean; words: string },
): Promise<void> {
  const known = await addresseeOf(tx, appeal.person_id);
  const to =
    appeal.to_sealed === null
      ? known?.memberId == null
        ? null
        : known
      : { memberId: null, toSealed: appeal.to_sealed, language: appeal.language };
  if (!to) return;
  await orderMail(tx, ctx, {
    key: `appeal ${appeal.id} answered`,
    site,
    to,
    content: {
      kind: "appealAnswered",
      isGranted,
      words,
      link:
        appeal.notice_id === 0
          ? linkTo(ctx, site, "statement", appeal.statement_id)
          : linkTo(ctx, site, "notice", appeal.notice_id),
    },
  });
}

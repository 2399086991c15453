import type { Context } from "../../../context.ts";
import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
import { siteLocale } from "../../sites/site.ts";
import { reasonTold } from "../acts/refusal-reasons.ts";
import type { Judged } from "../judge-comment.ts";

/**
 * What somebody who may not write now is told: until when, why, and what they can do about it. Null: they may, as far as
 * sanctions go.
 */
export async function turnedAway(
  ctx: Pick<Context, "now">,
  { facts, judgement }: Judged,
): Promise<{ message: MessageId; values: MessageValues } | null> {
  const isOne = judgement.objections.some(({ phase, say }) => phase === "sanctions" && say === "refuse");
  const sanction = isOne ? await facts.sanction() : null;
  if (!sanction) return null;
  const { site, rules } = facts;
  const locale = siteLocale(site);
  const { contactEmail } = site.settings;
  const why = reasonTold(rules, sanction.code, locale)?.text ?? locale.message("sanction.noReason");
  const how = contactEmail
    ? locale.message("sanction.appeal", { address: contactEmail })
    : locale.message("sanction.appealAbout");
  return sanction.until === null
    ? { message: "error.banned", values: { why, how } }
    : { message: "error.suspended", values: { why, how, when: locale.moment(sanction.until, ctx.now()) } };
}

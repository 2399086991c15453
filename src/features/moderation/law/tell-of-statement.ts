import type { Context } from "../../../context.ts";
import type { DecisionId } from "../../../platform/lib/ids.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { linkTo } from "./access.ts";
import { addresseeOf, localeOfMail, orderMail } from "./order-mail.ts";
import { statementOfDecision } from "./statement.store.ts";
import { reasonsIn } from "./reasons-in.ts";

const aDay = 24 * 3_600_000;

/**
 * Tells somebody by mail of what staff decided about them or their words. What a rule refuses is told on the page, in the
 * moment in which it is posted; members hear of single comments as they have chosen. A guest's address, which nobody has
 * proved, is told of comments once a day at most and in none of their words, so that it can't be used to pester anybody;
 * spam is no news to its sender (article 17(2)).
 */
export async function tellOfStatement(ctx: Context, decisionId: DecisionId): Promise<void> {
  const statement = await statementOfDecision(ctx.db.read, decisionId);
  const site = statement && ctx.sites.byId(statement.site_id);
  if (!statement || !site || !statement.actor.startsWith("staff")) return;
  const { measure, person_id, id, at } = statement;
  const isOnPerson = measure === "suspend" || measure === "ban" || measure === "warn";
  const to = await addresseeOf(ctx.db.read, person_id);
  if (!to || measure === "spam") return;
  if (to.memberId !== null && measure === "remove") return;
  const locale = localeOfMail(site, to);
  const { settings } = await rulesOf(ctx, site.id);
  const whys = reasonsIn(locale, statement, settings);
  const key =
    isOnPerson || to.hash === null
      ? `statement ${id}`
      : `statements ${site.id} ${to.hash} ${Math.floor(at / aDay)}`;
  const content = {
    kind: "statement",
    what: measure,
    whys,
    link: linkTo(ctx, site, "statement", id),
  } as const;
  await ctx.db.transact((tx) => orderMail(tx, ctx, { key, site, to, content }));
}

import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { DecisionId } from "../../../platform/lib/ids.ts";
import type { Site } from "../../sites/site.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { linkTo } from "./access.ts";
import { addresseeOf, localeOfMail, orderMail } from "./order-mail.ts";
import { reasonsIn } from "./reasons-in.ts";
import { statementOfDecision, type StatementRow } from "./statement.store.ts";

const aDay = 24 * 3_600_000;

/**
 * Tells somebody by mail of what staff decided about them or their words. What a rule refuses is told on the page, in the
 * moment in which it is posted; members hear of single comments as they have chosen.
 */
export async function tellOfStatement(ctx: Context, decisionId: DecisionId): Promise<void> {
  const statement = await statementOfDecision(ctx.db.read, decisionId);
  const site = statement && ctx.sites.byId(statement.site_id);
  // That a comment waits is told when it has waited for long: state-long-holds.ts.
  if (!statement || !site || !statement.actor.startsWith("staff") || statement.measure === "hold") return;
  const { settings } = await rulesOf(ctx, site.id);
  await ctx.db.transact((tx) => orderTelling(tx, ctx, { site, settings, statement }));
}

/**
 * Orders the mail that tells of a statement. A guest's address, which nobody has proved, is told of comments once a day at
 * most and in none of their words, so that it can't be used to pester anybody; spam is no news to its sender (article
 * 17(2)).
 */
export async function orderTelling(
  tx: Tx,
  ctx: Pick<Context, "keys" | "now" | "config">,
  { site, settings, statement }: { site: Site; settings: RuleSettings; statement: StatementRow },
): Promise<void> {
  const { measure, person_id, id, at } = statement;
  const isOnPerson = measure === "suspend" || measure === "ban" || measure === "warn";
  const to = await addresseeOf(tx, person_id);
  if (!to || measure === "spam") return;
  if (to.memberId !== null && measure === "remove") return;
  const whys = reasonsIn(localeOfMail(site, to), statement, settings);
  const key =
    isOnPerson || to.hash === null
      ? `statement ${id}`
      : `statements ${site.id} ${to.hash} ${Math.floor(at / aDay)}`;
  const link = linkTo(ctx, site, "statement", id);
  await orderMail(tx, ctx, { key, site, to, content: { kind: "statement", what: measure, whys, link } });
}

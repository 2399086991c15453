import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { cleanText, countCharacters, isIntact } from "../../../platform/text/clean.ts";
import { looksLikeAddress } from "../../people/accounts/address.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import type { OpenSite } from "../../sites/sites.ts";
import { linkTo } from "../law/access.ts";
import { addresseeOf, orderMail } from "../law/order-mail.ts";
import type { StatementRow } from "../law/statement.store.ts";
import { recordDecision } from "../record-decision.ts";
import { type AppealRow, insertAppeal, lastCommentOf } from "./appeal.store.ts";
import { letAppealWait } from "./let-appeal-wait.ts";

/** Characters. */
export const longestAppeal = 2000;
const aDay = 24 * 3_600_000;
/** Regulation (EU) 2022/2065, article 20(1): at least six months. */
export const daysToAppeal = 184;

export interface AppealInput {
  site: OpenSite;
  statement: StatementRow;
  text: string;
  /** Where a guest wants the answer sent; empty: nowhere. */
  email: string;
  /** Catalogue in which it was written. */
  language: string;
}

export type AppealOutcome =
  | { outcome: "kept" }
  /** There is one already, or there is nothing to be appealed any more. */
  | { outcome: "late" }
  | { outcome: "refused"; complaints: Complaint[] };

/** Whether a decision can be appealed: once, while it holds, for half a year. */
export function isAppealable(
  statement: Pick<StatementRow, "measure" | "ended_at" | "at">,
  appeals: readonly Pick<AppealRow, "statement_id">[],
  now: number,
): boolean {
  return (
    statement.measure !== "hold" &&
    statement.ended_at === null &&
    appeals.length === 0 &&
    now < statement.at + daysToAppeal * aDay
  );
}

/** Asks for a decision to be looked at again, by somebody else where there is somebody else. */
export async function makeAppeal(ctx: Context, input: AppealInput): Promise<AppealOutcome> {
  const text = cleanText(input.text);
  const complaints = complaintsOf(input, text);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  if (!isAppealable(input.statement, [], ctx.now())) return { outcome: "late" };
  const isKept = await ctx.db.transact((tx) => write(tx, ctx, input, text));
  return { outcome: isKept ? "kept" : "late" };
}

function complaintsOf({ text: typed, email }: AppealInput, text: string): Complaint[] {
  const complaints: Complaint[] = [];
  const over = countCharacters(text) - longestAppeal;
  if (!isIntact(typed)) complaints.push({ field: "text", message: "error.text.broken" });
  else if (text === "") complaints.push({ field: "text", message: "appeal.error.empty" });
  else if (over > 0) complaints.push({ field: "text", message: "appeal.error.long", values: { n: over } });
  if (email.trim() !== "" && !looksLikeAddress(email.trim()))
    complaints.push({ field: "email", message: "error.email.wrong" });
  return complaints;
}

async function write(tx: Tx, ctx: Context, input: AppealInput, text: string): Promise<boolean> {
  const { site, statement, language, email } = input;
  const at = ctx.now();
  const commentId = await commentFor(tx, statement);
  const typed = email.trim() === "" ? null : ctx.keys.seal("address", email.trim());
  const id = await insertAppeal(tx, {
    site_id: site.id,
    statement_id: statement.id,
    notice_id: 0,
    comment_id: commentId,
    person_id: statement.person_id,
    first_by: statement.actor,
    text,
    language,
    to_sealed: typed,
    at,
  });
  if (id === null) return false;
  await recordDecision(tx, {
    siteId: site.id,
    commentId: statement.comment_id === 0 ? null : statement.comment_id,
    about: statement.comment_id === 0 ? `person:${statement.person_id}` : "",
    actor: "author",
    action: "appeal",
    reason: "",
    details: { statement: statement.id, appeal: id },
    before: statement.measure,
    after: statement.measure,
    at,
  });
  await letAppealWait(tx, site, { commentId, appeal: id, at, isOwn: true });
  const known = await addresseeOf(tx, statement.person_id);
  // An address that a guest left with a comment is told of what was decided, not of what was typed in its name.
  const own = known?.memberId == null ? null : known;
  const to = typed === null ? own : { memberId: null, toSealed: typed, language };
  if (to)
    await orderMail(tx, ctx, {
      key: `appeal ${id} received`,
      site,
      to,
      content: { kind: "appealReceived", link: linkTo(ctx, site, "statement", statement.id) },
    });
  return true;
}

/** The comment at which the desk finds an appeal: that which it is about, or the last that its writer wrote. */
async function commentFor(tx: Tx, { comment_id, person_id }: StatementRow): Promise<CommentId> {
  return comment_id === 0 ? ((await lastCommentOf(tx, person_id)) ?? comment_id) : comment_id;
}

import type { Db, Tx } from "../../platform/db/database.ts";
import { padded } from "../../platform/db/in-groups.ts";
import type { MemberId } from "../../platform/lib/ids.ts";
import type { MailPreferenceTable } from "./mail.table.ts";
import { type MailChoice, paces } from "./mail-choice.ts";

export async function readChoice(db: Db, memberId: MemberId): Promise<MailChoice | null> {
  return (await readChoices(db, [memberId])).get(memberId) ?? null;
}

/** Of those who have chosen anything. */
export async function readChoices(db: Db, members: readonly MemberId[]): Promise<Map<MemberId, MailChoice>> {
  const rows = await db
    .selectFrom("mail_preference")
    .selectAll()
    .where("member_id", "in", padded(members))
    .execute();
  return new Map(rows.map((row) => [row.member_id, choiceOfRow(row)]));
}

function choiceOfRow(row: MailPreferenceTable): MailChoice {
  const pace = (word: string) => paces.find((each) => each === word) ?? "off";
  return {
    replies: row.replies === 1,
    decisions: row.decisions === 1,
    people: pace(row.people),
    stories: pace(row.stories),
    digest: row.digest === "weekly" ? "weekly" : "daily",
    quietFrom: row.quiet_from,
    quietUntil: row.quiet_until,
  };
}

export async function writeChoice(tx: Tx, memberId: MemberId, choice: MailChoice, at: number): Promise<void> {
  const values = {
    replies: choice.replies ? 1 : 0,
    decisions: choice.decisions ? 1 : 0,
    people: choice.people,
    stories: choice.stories,
    digest: choice.digest,
    quiet_from: choice.quietFrom,
    quiet_until: choice.quietUntil,
    at,
  };
  await tx
    .insertInto("mail_preference")
    .values({ member_id: memberId, ...values })
    .onConflict((conflict) => conflict.column("member_id").doUpdateSet(values))
    .execute();
}

export async function deleteChoice(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom("mail_preference").where("member_id", "=", memberId).execute();
}

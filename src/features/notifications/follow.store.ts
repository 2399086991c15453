import type { Tx } from "../../platform/db/database.ts";
import type { FollowTable } from "./follow.table.ts";

export async function insertFollow(tx: Tx, row: FollowTable): Promise<void> {
  await tx
    .insertInto("follow")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteFollow(
  tx: Tx,
  row: Pick<FollowTable, "member_id" | "kind" | "target_id">,
): Promise<void> {
  await tx
    .deleteFrom("follow")
    .where("member_id", "=", row.member_id)
    .where("kind", "=", row.kind)
    .where("target_id", "=", row.target_id)
    .execute();
}

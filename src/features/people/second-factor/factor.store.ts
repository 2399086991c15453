import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

export async function findTotp(db: Db, memberId: MemberId) {
  const row = await db
    .selectFrom("totp")
    .select(["secret_sealed", "next_sealed", "last_step"])
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps a secret that waits for its first code; what holds until then stays. */
export async function keepNextSecret(tx: Tx, memberId: MemberId, sealed: string): Promise<void> {
  await tx
    .insertInto("totp")
    .values({ member_id: memberId, secret_sealed: null, next_sealed: sealed })
    .onConflict((conflict) => conflict.column("member_id").doUpdateSet({ next_sealed: sealed }))
    .execute();
}

/** Puts the secret that waited in place of the other, unless another one waits by now. */
export async function confirmSecret(
  tx: Tx,
  memberId: MemberId,
  { sealed, step }: { sealed: string; step: number },
): Promise<boolean> {
  const [done] = await tx
    .updateTable("totp")
    .set({ secret_sealed: sealed, next_sealed: null, last_step: step })
    .where("member_id", "=", memberId)
    .where("next_sealed", "=", sealed)
    .execute();
  return Number(done?.numUpdatedRows ?? 0) > 0;
}

/** Marks a code as used. False: it, or a newer one, was used before. */
export async function useStep(tx: Tx, memberId: MemberId, step: number): Promise<boolean> {
  const [done] = await tx
    .updateTable("totp")
    .set({ last_step: step })
    .where("member_id", "=", memberId)
    .where("last_step", "<", step)
    .execute();
  return Number(done?.numUpdatedRows ?? 0) > 0;
}

/** False: there was none, or none that had been confirmed. */
export async function deleteFactor(tx: Tx, memberId: MemberId): Promise<boolean> {
  const row = await tx
    .deleteFrom("totp")
    .where("member_id", "=", memberId)
    .returning("secret_sealed")
    .executeTakeFirst();
  await tx.deleteFrom("recovery_code").where("member_id", "=", memberId).execute();
  return !!row?.secret_sealed;
}

export async function setHasFactor(tx: Tx, memberId: MemberId, has: boolean): Promise<void> {
  await tx
    .updateTable("member")
    .set({ two_factor_enabled: has ? 1 : 0 })
    .where("id", "=", memberId)
    .execute();
}

export async function replaceRecoveryCodes(
  tx: Tx,
  memberId: MemberId,
  hashes: readonly string[],
): Promise<void> {
  await tx.deleteFrom("recovery_code").where("member_id", "=", memberId).execute();
  await tx
    .insertInto("recovery_code")
    .values(hashes.map((hash) => ({ member_id: memberId, hash })))
    .execute();
}

/** Uses a recovery code up. False: there is none like it. */
export async function useRecoveryCode(tx: Tx, memberId: MemberId, hash: string): Promise<boolean> {
  const [done] = await tx
    .deleteFrom("recovery_code")
    .where("member_id", "=", memberId)
    .where("hash", "=", hash)
    .execute();
  return Number(done?.numDeletedRows ?? 0) > 0;
}

export async function countRecoveryCodes(db: Db, memberId: MemberId): Promise<number> {
  const row = await db
    .selectFrom("recovery_code")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("member_id", "=", memberId)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The sites on which a member is one of the staff; 0: all. */
export async function staffSites(db: Db, memberId: MemberId): Promise<number[]> {
  const rows = await db
    .selectFrom("staff_role")
    .select("site_id")
    .where("member_id", "=", memberId)
    .execute();
  return rows.map((row) => row.site_id);
}

export async function isStaffAnywhere(db: Db, memberId: MemberId): Promise<boolean> {
  return (await staffSites(db, memberId)).length > 0;
}

/** Who proves something: how to name them, where to write to them, and their password's hash where they have one. */
export async function findProver(db: Db, memberId: MemberId) {
  const row = await db
    .selectFrom("member")
    .leftJoin("sign_in_method", (join) =>
      join
        .onRef("sign_in_method.member_id", "=", "member.id")
        .on("sign_in_method.provider_id", "=", "credential"),
    )
    .select([
      "member.name",
      "member.handle",
      "member.language",
      "member.email_sealed",
      "member.disabled_at",
      "sign_in_method.password",
    ])
    .where("member.id", "=", memberId)
    .executeTakeFirst();
  return row ?? null;
}

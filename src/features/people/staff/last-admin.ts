import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { Scope } from "./staff.ts";
import { activeAdmins, lockAdmins } from "./staff.store.ts";

/** An admin whose account isn't switched off, and where. */
export interface Admin {
  memberId: MemberId;
  scope: Scope;
}

/** Whether, after a change, nobody is admin any more where somebody was. */
export function leavesNoAdmin(before: readonly Admin[], after: readonly Admin[]): boolean {
  const scopesOf = (admins: readonly Admin[]) => new Set(admins.map(({ scope }) => scope));
  const [had, has] = [scopesOf(before), scopesOf(after)];
  // Who is admin of every site is admin of each.
  if (has.has(0)) return false;
  return [...had].some((scope) => !has.has(scope));
}

/**
 * All admins, of whom nobody becomes one or ceases to be one before this transaction has ended. Whatever could take an
 * admin away asks for them first.
 */
export async function adminsForChange(tx: Tx): Promise<Admin[]> {
  await lockAdmins(tx);
  return activeAdmins(tx);
}

/** Whether an account can go or be switched off without leaving the house to nobody. */
export async function canDoWithout(tx: Tx, memberId: MemberId): Promise<boolean> {
  const admins = await adminsForChange(tx);
  return !leavesNoAdmin(
    admins,
    admins.filter((admin) => admin.memberId !== memberId),
  );
}

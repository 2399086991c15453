import type { Db } from "../../../platform/db/database.ts";
import { may, type Permission } from "./permissions.ts";
import type { By, Scope } from "./staff.ts";
import { rolesHeld } from "./staff.store.ts";

/** Where somebody may do something. */
export interface Reach {
  includes(scope: Scope): boolean;
  isEverywhere: boolean;
}

/**
 * Where `by` may do something now: read in the transaction of the change, since a role may have ended after the request
 * was let in. The command line may do everything.
 */
export async function reachOf(db: Db, by: By, permission: Permission): Promise<Reach> {
  if (by === "cli") return { includes: () => true, isEverywhere: true };
  const held = await rolesHeld(db, by);
  const scopes = new Set(held.filter(({ role }) => may(role, permission)).map(({ scope }) => scope));
  const isEverywhere = scopes.has(0);
  return { includes: (scope) => isEverywhere || scopes.has(scope), isEverywhere };
}

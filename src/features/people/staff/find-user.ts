import type { Context } from "../../../context.ts";
import { standIn } from "../accounts/address.ts";
import { findByHandle, findByStandIn, type Somebody } from "./people.store.ts";
import { type ListedStaff, listStaff } from "./staff.store.ts";

/** An account by its handle, or by its address. */
export function findUser({ db, keys }: Context, who: string): Promise<Somebody | null> {
  return who.includes("@") ? findByStandIn(db.read, standIn(keys, who)) : findByHandle(db.read, who);
}

/** Everybody who works here, with each of their roles. */
export function listUsers({ db }: Context): Promise<ListedStaff[]> {
  return listStaff(db.read, null);
}

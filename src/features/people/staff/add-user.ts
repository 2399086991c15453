import { setPasswordHash } from "../accounts/member.store.ts";
import type { Context } from "../../../context.ts";
import { localeOf } from "../../../platform/html/locale.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { addMember } from "../accounts/add-member.ts";
import { standIn } from "../accounts/address.ts";
import { hashPassword } from "../accounts/passwords.ts";
import { setRole } from "./change-role.ts";
import { checkPassword } from "../accounts/strength.ts";
import { checkAddress, checkName, checkTitle } from "./check-staff-form.ts";
import { adminsForChange } from "./last-admin.ts";
import { makePasswordLink } from "./password-link.ts";
import { findByStandIn, findSomebody } from "./people.store.ts";
import type { Scope, Standing } from "./staff.ts";

export interface NewUser {
  name: string;
  address: string;
  /** Null: a link is made to choose one. */
  password: string | null;
  scope: Scope;
  /** Null: a reader. */
  to: Standing | null;
  siteId: SiteId;
}

export type AddedUser = { handle: string; link: string | null } | { refused: string };

/** Makes an account at the command line, with its address taken as proved, and gives it a role. */
export async function addUser(ctx: Context, user: NewUser): Promise<AddedUser> {
  const { address, password, scope, to, siteId } = user;
  const name = cleanLine(user.name);
  const [wrong] = [
    ...checkName(user.name),
    ...checkAddress(address),
    ...checkTitle(to?.title ?? ""),
    ...(password === null ? [] : await checkPassword(password, [name, address])),
  ];
  if (wrong) return { refused: localeOf("en", "UTC").message(wrong.message, wrong.values) };
  const [memberId, id] = [ctx.token() as MemberId, ctx.token()];
  const hash = password === null ? null : await hashPassword(password);
  const isMade = await ctx.db.transact(async (tx) => {
    const at = ctx.now();
    const admins = await adminsForChange(tx);
    if (await findByStandIn(tx, standIn(ctx.keys, address))) return false;
    await addMember(tx, ctx.keys, { id: memberId, name, address, language: null, at });
    if (hash !== null) await setPasswordHash(tx, { id, memberId, hash, at });
    if (to) await setRole(tx, { by: "cli", memberId, scope, to, siteId, admins, what: "role", at });
    return true;
  });
  if (!isMade) return { refused: "There is an account with this address already." };
  const link = password === null ? await makePasswordLink(ctx, { by: "cli", memberId, siteId }) : null;
  const made = await findSomebody(ctx.db.read, memberId);
  return { handle: made?.handle ?? "", link };
}

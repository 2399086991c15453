import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { checkFreeName, checkNameToWrite } from "../names/check-free-name.ts";
import { looksLikeAddress } from "./address.ts";
import { askAt } from "./ask.ts";
import type { Complaint } from "./complaint.ts";
import { hashPassword } from "./passwords.ts";
import { checkPassword } from "./strength.ts";

export interface SignUpForm {
  name: string;
  email: string;
  password: string;
  to: string;
}

/**
 * Takes a wish for an account. What the form says is checked; whether the address has an account already is not, so the
 * answer is the same, and takes as long, in both cases. The account is made when its address is proved.
 */
export async function signUp(world: World, form: SignUpForm): Promise<Complaint[]> {
  const [name, address] = [cleanLine(form.name), cleanLine(form.email)];
  const complaints = [
    ...(await checkMemberName(world, form.name)),
    ...checkAddress(address),
    ...(await checkPassword(form.password, [name, address, world.site.name])),
  ];
  if (complaints.length > 0) return complaints;
  const passwordHash = await hashPassword(form.password);
  const { language } = world.locale;
  const device = world.actor.device ?? "";
  await askAt(world, address, { kind: "signUp", name, passwordHash, device, language, to: form.to });
  return [];
}

/** What is wrong with the name of somebody who has no account yet. */
export async function checkMemberName({ ctx, site }: World, typed: string): Promise<Complaint[]> {
  const { complaint } = await checkFreeName(ctx.db.read, {
    sites: ctx.sites,
    siteId: site.id,
    typed,
    exceptMember: null,
  });
  return complaint ? [{ field: "name", ...complaint }] : [];
}

/** The same within the transaction that makes the account. */
export async function checkMemberNameToWrite(
  tx: Tx,
  { ctx, site }: World,
  typed: string,
): Promise<Complaint[]> {
  const complaint = await checkNameToWrite(tx, {
    sites: ctx.sites,
    siteId: site.id,
    typed,
    exceptMember: null,
  });
  return complaint ? [{ field: "name", ...complaint }] : [];
}

export function checkAddress(address: string): Complaint[] {
  return looksLikeAddress(address) ? [] : [{ field: "email", message: "error.email.wrong" }];
}

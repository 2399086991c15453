import type { World } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { type SignUp, signUpLink } from "./account-links.ts";
import { addMember } from "./add-member.ts";
import { standIn } from "./address.ts";
import type { Complaint } from "./complaint.ts";
import { readLink, takeLink } from "./links.ts";
import { memberAt, setPasswordHash } from "./member.store.ts";
import { longestPassword, verifyPassword } from "./passwords.ts";
import { checkMemberName, checkMemberNameToWrite } from "./sign-up.ts";

export type Confirmed =
  | { outcome: "made"; memberId: MemberId; to: string }
  /** The name has become somebody else's meanwhile, or the password isn't the one that was chosen. */
  | { outcome: "refused"; complaints: Complaint[]; isElsewhere: boolean }
  /** The link doesn't hold, or the address has an account by now. */
  | { outcome: "gone" };

/**
 * Whether the link was opened on another browser than the one that asked for the account: then the password is asked for.
 * Else somebody could choose one for an address that isn't theirs, and have its owner press the button.
 */
export function isElsewhere({ actor }: World, asked: Pick<SignUp, "device">): boolean {
  return asked.device === "" || asked.device !== actor.device;
}

/** Makes the account that was asked for, once its address is proved by the link that was sent there. */
export async function confirmSignUp(
  world: World,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<Confirmed> {
  const { ctx, site } = world;
  const wanted = cleanLine(name);
  const link = await readLink(ctx.db.read, ctx, signUpLink, token);
  if (!link) return { outcome: "gone" };
  const isOther = isElsewhere(world, link);
  const isTheirs = !isOther || (await isRight(password, link.passwordHash));
  const complaints: Complaint[] = [
    ...(await checkMemberName(world, name)),
    ...(isTheirs ? [] : [{ field: "password", message: "account.verify.wrong" } as const]),
  ];
  if (complaints.length > 0) return { outcome: "refused", complaints, isElsewhere: isOther };
  return ctx.db.transact(async (tx): Promise<Confirmed> => {
    const taken = await checkMemberNameToWrite(tx, world, wanted);
    if (taken.length > 0) return { outcome: "refused", complaints: taken, isElsewhere: isOther };
    const asked = await takeLink(tx, ctx, signUpLink, token);
    if (!asked || (await memberAt(tx, standIn(ctx.keys, asked.address)))) return { outcome: "gone" };
    const { address, language, passwordHash, to } = asked;
    const [id, at] = [ctx.token() as MemberId, ctx.now()];
    await addMember(tx, ctx.keys, { id, name: wanted, address, language, at });
    await setPasswordHash(tx, { id: ctx.token(), memberId: id, hash: passwordHash, at });
    await appendEvent(tx, { type: "member.changed", siteId: site.id, at, memberId: id });
    return { outcome: "made", memberId: id, to };
  });
}

async function isRight(password: string, hash: string): Promise<boolean> {
  return password !== "" && password.length <= 2 * longestPassword && verifyPassword(hash, password);
}

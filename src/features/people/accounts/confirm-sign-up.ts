import type { World } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { signUpLink } from "./account-links.ts";
import { addMember } from "./add-member.ts";
import { standIn } from "./address.ts";
import type { Complaint } from "./complaint.ts";
import { takeLink } from "./links.ts";
import { memberAt, setPasswordHash } from "./member.store.ts";
import { checkMemberName } from "./sign-up.ts";

export type Confirmed =
  | { outcome: "made"; memberId: MemberId; to: string }
  /** The name has become somebody else's meanwhile. */
  | { outcome: "refused"; complaints: Complaint[] }
  /** The link doesn't hold, or the address has an account by now. */
  | { outcome: "gone" };

/** Makes the account that was asked for, once its address is proved by the link that was sent there. */
export async function confirmSignUp(world: World, token: string, name: string): Promise<Confirmed> {
  const { ctx, site } = world;
  const wanted = cleanLine(name);
  const complaints = await checkMemberName(world, name);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  return ctx.db.transact(async (tx): Promise<Confirmed> => {
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

import type { Context } from "../../../context.ts";
import type { MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { Trust } from "../phases/facts.ts";
import { recordDecision } from "../record-decision.ts";
import { memberOfPerson, setTrust, trustForChange } from "../standing.store.ts";

export const trusts = ["auto", "trusted", "distrusted"] as const satisfies readonly Trust[];

export interface TrustChange {
  siteId: SiteId;
  personId: PersonId;
  trust: Trust;
  by: MemberId;
}

/**
 * The desk's word on somebody who writes, which comes before the numbers. False: nobody like that writes on this site, or
 * it is who gives it: nobody has a word on themselves.
 */
export function changeTrust(
  ctx: Pick<Context, "db" | "now">,
  { siteId, personId, trust, by }: TrustChange,
): Promise<boolean> {
  return ctx.db.transact(async (tx) => {
    const before = await trustForChange(tx, siteId, personId);
    if (before === null || (await memberOfPerson(tx, personId)) === by) return false;
    if (before === trust) return true;
    await setTrust(tx, personId, trust);
    await recordDecision(tx, {
      siteId,
      commentId: null,
      about: `person:${personId}`,
      actor: `staff:${by}`,
      action: "trust",
      reason: "",
      before,
      after: trust,
      at: ctx.now(),
    });
    return true;
  });
}

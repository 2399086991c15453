import type { Context } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { Submission } from "../phases/facts.ts";
import type { Sanction, Target } from "./sanction.ts";
import { addressForDomains, sanctionsOn } from "./sanction.store.ts";

/** Against whoever comes from there; a member has a name of their own to answer for. */
const forGuests: readonly Target[] = ["network", "range"];

/** What keeps the writer of a submission from writing, the longest; null: nothing. Staff are kept from nothing. */
export async function sanctionOn(
  ctx: Pick<Context, "db" | "keys">,
  { site, author, at }: Submission,
): Promise<Sanction | null> {
  if (author.kind === "staff") return null;
  const { persons, memberId, deviceHash, networkHash } = author;
  const domainHash = author.domainHash ?? (await domainOf(ctx, site.id, memberId));
  const known = { persons, memberId, deviceHash, networkHash, domainHash };
  const all = await sanctionsOn(ctx.db.read, site.id, known, at);
  return all.find(({ target }) => author.kind === "guest" || !forGuests.includes(target)) ?? null;
}

async function domainOf(
  ctx: Pick<Context, "db" | "keys">,
  siteId: Submission["site"]["id"],
  memberId: MemberId | null,
): Promise<string | null> {
  if (memberId === null) return null;
  const sealed = await addressForDomains(ctx.db.read, siteId, memberId);
  return sealed === null ? null : domainHash(ctx, ctx.keys.open("address", sealed));
}

/** The domain of an address. */
export function domainIn(address: string): string {
  return address.split("@").at(-1)?.toLowerCase() ?? "";
}

export function domainHash({ keys }: Pick<Context, "keys">, address: string): string {
  return keys.hash("domain", domainIn(address));
}

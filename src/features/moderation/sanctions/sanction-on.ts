import type { Context } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { Submission } from "../phases/facts.ts";
import type { Sanction, Target } from "./sanction.ts";
import { normalAddress } from "../../people/accounts/address.ts";
import { bannedHash } from "./banned-hash.ts";
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
  const mail =
    author.domainHash === null
      ? await mailOf(ctx, site.id, memberId)
      : { domainHash: author.domainHash, addressHash: author.addressHash ?? null };
  const known = { persons, memberId, deviceHash, networkHash, ...mail };
  const all = await sanctionsOn(ctx.db.read, site.id, known, at);
  return all.find(({ target }) => author.kind === "guest" || !forGuests.includes(target)) ?? null;
}

async function mailOf(
  ctx: Pick<Context, "db" | "keys">,
  siteId: Submission["site"]["id"],
  memberId: MemberId | null,
): Promise<{ domainHash: string | null; addressHash: string | null }> {
  const sealed = memberId === null ? null : await addressForDomains(ctx.db.read, siteId, memberId);
  if (sealed === null) return { domainHash: null, addressHash: null };
  const address = ctx.keys.open("address", sealed);
  return { domainHash: domainHash(ctx, address), addressHash: addressHash(ctx, address) };
}

/** What an address is known by to which a sanction holds on. */
export function addressHash({ keys }: Pick<Context, "keys">, address: string): string {
  return bannedHash(keys, keys.hash("email", normalAddress(address)));
}

/** The domain of an address. */
export function domainIn(address: string): string {
  return address.split("@").at(-1)?.toLowerCase() ?? "";
}

export function domainHash({ keys }: Pick<Context, "keys">, address: string): string {
  return keys.hash("domain", domainIn(address));
}

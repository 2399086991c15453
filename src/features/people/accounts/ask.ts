import type { Context, World } from "../../../context.ts";
import { normalAddress } from "./address.ts";
import type { AccountRequest } from "./request.ts";
import { insertRequest } from "./request.store.ts";

/** Mails that one address is sent in a quarter of an hour because somebody, maybe somebody else, asks for them. */
const mailsPerAddress = 4;

/**
 * Keeps what is asked for at an address. Whether somebody has that address is looked up later, so that neither the words
 * nor the time of the answer tell: it is the same work for every address.
 */
export async function askAt(world: World, address: string, request: AccountRequest): Promise<void> {
  const { ctx, site } = world;
  const tooMany = isTooMuch(ctx, address);
  await ctx.db.transact(async (tx) => {
    // Too many are kept just as well, and answered by nothing.
    await insertRequest(tx, {
      id: ctx.token(),
      siteId: site.id,
      kind: tooMany ? "none" : request.kind,
      emailSealed: ctx.keys.seal("address", address),
      contentSealed: ctx.keys.seal("mail", JSON.stringify(request)),
      at: ctx.now(),
    });
  });
}

function isTooMuch({ keys, tries }: Context, address: string): boolean {
  return tries.take(`mail ${keys.hash("email", normalAddress(address))}`, mailsPerAddress).isExceeded;
}

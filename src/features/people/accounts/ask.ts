import type { World } from "../../../context.ts";
import { normalAddress } from "./address.ts";
import type { AccountRequest } from "./request.ts";
import { insertRequest } from "./request.store.ts";

/**
 * Mails that one address is sent in a quarter of an hour because somebody, maybe somebody else, asks for them: from one
 * network, and in all. So whoever asks in somebody's place doesn't keep them from asking themselves.
 */
const mailsPerNetwork = 4;
const mailsPerAddress = 8;

/**
 * Keeps what is asked for at an address. Whether somebody has that address is looked up later, so that neither the words
 * nor the time of the answer tell: it is the same work for every address.
 */
export async function askAt(world: World, address: string, request: AccountRequest): Promise<void> {
  const { ctx, site } = world;
  const tooMany = isTooMuch(world, address);
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

function isTooMuch({ ctx, actor }: World, address: string): boolean {
  const key = `mail ${ctx.keys.hash("email", normalAddress(address))}`;
  return (
    ctx.tries.take(`${key} over ${actor.network}`, mailsPerNetwork).isExceeded ||
    ctx.tries.take(key, mailsPerAddress).isExceeded
  );
}

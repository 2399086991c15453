import type { World } from "../../../../context.ts";
import type { Tx } from "../../../../platform/db/database.ts";
import type { MemberId } from "../../../../platform/lib/ids.ts";
import { keptAddress } from "../../accounts/address.ts";
import { addMember } from "../../accounts/add-member.ts";
import { checkFreeName, checkNameToWrite } from "../../names/check-free-name.ts";
import { followName } from "../../profiles/change-profile.ts";
import { type Arrival, arrive, letIn } from "../arrive.ts";
import { type Attempt, keepAttempt } from "../attempt.ts";
import { beginAgain, Overtaken } from "../begin-again.ts";
import { connect, memberOfAccount, ownerOf } from "../connection.ts";
import { holdMember, methodsOf, updateMember } from "../connections.store.ts";
import { publisherAccounts } from "../method-label.ts";
import { isKnownReader } from "./known-reader.ts";
import { applyGrants } from "./apply-grants.ts";
import { useToken } from "./publisher.store.ts";
import type { Publisher } from "./publisher.ts";
import { type Flaw, type HandedOver, verifyToken } from "./verify-token.ts";

/** A publisher hands a reader over: makes or updates the member, and signs them in, or asks whether it is them. */
export async function handOver(
  world: World,
  publisher: Publisher,
  { token, to }: { token: string; to: string },
): Promise<Arrival | { kind: "flawed"; flaw: Flaw | "used" }> {
  const read = await verifyToken(world, publisher, token);
  if ("flaw" in read) return { kind: "flawed", flaw: read.flaw };
  const { ctx, site, actor } = world;
  const arrived: Attempt<"finish"> = {
    provider: "publisher",
    label: site.name,
    profile: {
      accounts: publisherAccounts(site.id),
      accountId: read.sub,
      name: read.name,
      address: read.address,
    },
    to,
    remember: false,
    grants: read.grants,
  };
  const name = await nameFor(world, arrived);
  const mayBeNew = actor.member === null;
  const taking = { read, arrived, name, mayBeNew };
  const outcome = await beginAgain(() => ctx.db.transact((tx) => take(tx, world, taking)));
  if (outcome === "used") return { kind: "flawed", flaw: "used" };
  if (outcome === "asks") return arrive(world, arrived);
  if (!actor.member && isKnownReader(world, arrived.profile)) return letIn(world, outcome, arrived);
  if (actor.member?.memberId === outcome) return { kind: "in", to, cookies: [] };
  // Nobody is signed in, or made another one, by a link that anybody could have sent: they are asked.
  return { kind: "finish", ...(await keepAttempt(world, "finish", arrived)) };
}

/** What the publisher calls somebody; null where they can't be called that here. */
async function nameFor({ ctx, site }: World, { profile }: Attempt<"finish">): Promise<string | null> {
  const exceptMember = await memberOfAccount(ctx.db.read, ctx.keys, profile);
  const wanted = { sites: ctx.sites, siteId: site.id, typed: profile.name, exceptMember };
  const { name, complaint } = await checkFreeName(ctx.db.read, wanted);
  return complaint ? null : name;
}

interface Taking {
  read: HandedOver;
  arrived: Attempt<"finish">;
  /** What they are called, where that name can be had. */
  name: string | null;
  mayBeNew: boolean;
}

/** The member; or "used": the token has been; or "asks": the reader has to be asked something first. */
async function take(tx: Tx, world: World, taking: Taking): Promise<MemberId | "used" | "asks"> {
  const { ctx, site } = world;
  const { read, arrived, name } = taking;
  const { profile, grants } = arrived;
  const tokenHash = ctx.keys.hash("connect", `jti ${read.jti}`);
  if (!(await useToken(tx, { siteId: site.id, tokenHash, expiresAt: read.until }))) return "used";
  const known = await memberOfAccount(tx, ctx.keys, profile);
  if (known !== null) {
    await update(tx, world, known, taking);
    return known;
  }
  const isOwned = (await ownerOf(tx, ctx.keys, profile.address)) !== null;
  if (name === null || isOwned || !taking.mayBeNew) return "asks";
  if (!(await isFree(tx, world, name, null))) return "asks";
  const id = ctx.token() as MemberId;
  await addMember(tx, ctx.keys, { id, name, address: profile.address, language: null, at: world.now });
  if (!(await connect(tx, world, id, profile))) throw new Overtaken();
  await applyGrants(tx, world, id, grants);
  return id;
}

async function update(tx: Tx, world: World, id: MemberId, { read, arrived, name }: Taking): Promise<void> {
  const member = await holdMember(tx, id);
  if (!member) return;
  const isNew = name !== null && name !== member.name && (await isFree(tx, world, name, id));
  const address = await newAddress(tx, world, member, read.address);
  if (isNew || address)
    await updateMember(tx, id, {
      name: isNew ? name : null,
      address,
      at: new Date(world.now).toISOString(),
    });
  if (isNew) await followName(tx, { memberId: id, name, at: world.now });
  await applyGrants(tx, world, id, arrived.grants);
}

async function isFree(tx: Tx, { ctx, site }: World, name: string, id: MemberId | null): Promise<boolean> {
  const wanted = { sites: ctx.sites, siteId: site.id, typed: name, exceptMember: id };
  return (await checkNameToWrite(tx, wanted)) === null;
}

/** The publisher's word for an address holds for who has no other way in than the publisher. */
async function newAddress(
  tx: Tx,
  { ctx, site }: World,
  member: { id: MemberId; email: string },
  address: string | null,
) {
  if (address === null) return null;
  const kept = keptAddress(ctx.keys, address);
  if (kept.email === member.email) return null;
  const methods = await methodsOf(tx, member.id);
  const isTheirs = methods.every(({ accounts }) => accounts === publisherAccounts(site.id));
  const owner = await ownerOf(tx, ctx.keys, address);
  return isTheirs && owner === null ? kept : null;
}

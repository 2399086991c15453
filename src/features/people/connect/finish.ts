import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { addMember } from "../accounts/add-member.ts";
import { type Arrival, letIn } from "./arrive.ts";
import { type Attempt, readAttempt, takeAttempt } from "./attempt.ts";
import { beginAgain, Overtaken } from "./begin-again.ts";
import { connect, connectOneMore, memberOfAccount, ownerOf } from "./connection.ts";
import { checkFreeName, checkNameToWrite } from "../names/check-free-name.ts";
import type { NameComplaint } from "../names/check-name.ts";
import { applyGrants } from "./publisher/apply-grants.ts";

/** Somebody who is new here has chosen a name: makes the member and signs them in. */
export async function becomeMember(
  world: World,
  token: string,
  typed: string,
): Promise<Arrival | { kind: "asked"; complaint: NameComplaint } | { kind: "owned" }> {
  const { ctx, site } = world;
  const waiting = await readAttempt(world, "finish", token);
  if (!waiting) return lost;
  const wanted = { sites: ctx.sites, siteId: site.id, typed, exceptMember: null };
  const { name, complaint } = await checkFreeName(ctx.db.read, wanted);
  if (complaint) return { kind: "asked", complaint };
  const id = ctx.token() as MemberId;
  const work = () => ctx.db.transact((tx) => make(tx, world, { token, id, name }));
  const made = await beginAgain(work);
  if (made === "owned") return { kind: "owned" };
  if (made && "message" in made) return { kind: "asked", complaint: made };
  return made ? letIn(world, made.memberId, made.waiting) : lost;
}

interface New {
  token: string;
  id: MemberId;
  name: string;
}

type Made = { memberId: MemberId; waiting: Attempt<"finish"> };

/** Null: the attempt is gone. "owned": an account here has the address, and has to be proved first. */
async function make(
  tx: Tx,
  world: World,
  { token, id, name }: New,
): Promise<Made | NameComplaint | "owned" | null> {
  const { ctx, site, now } = world;
  const waiting = await readAttempt(world, "finish", token, tx);
  if (!waiting) return null;
  const { profile } = waiting;
  // In two windows, say: the second one finds the first one's member.
  const known = await memberOfAccount(tx, ctx.keys, profile);
  if (known === null && (await ownerOf(tx, ctx.keys, profile.address)) !== null) return "owned";
  const taken = { sites: ctx.sites, siteId: site.id, typed: name, exceptMember: null };
  const complaint = known === null ? await checkNameToWrite(tx, taken) : null;
  if (complaint) return complaint;
  if (!(await takeAttempt(tx, world, "finish", token))) return null;
  if (known !== null) return { memberId: known, waiting };
  await addMember(tx, ctx.keys, { id, name, address: profile.address, language: null, at: now });
  if (!(await connect(tx, world, id, profile))) throw new Overtaken();
  await applyGrants(tx, world, id, waiting.grants);
  return { memberId: id, waiting };
}

const lost: Arrival = { kind: "refused", why: "lost", to: "/" };

/** Who came back turns out to have an account here, and has signed in to it: connects the two. */
export async function joinMember(world: World, token: string, memberId: MemberId): Promise<Arrival> {
  const { ctx } = world;
  const waiting = await readAttempt(world, "finish", token);
  if (!waiting) return lost;
  const outcome = await ctx.db.transact(async (tx) => {
    const taken = await takeAttempt(tx, world, "finish", token);
    if (!taken) return null;
    const isNew = await connectOneMore(tx, world, memberId, taken.profile);
    const owner = isNew ? memberId : await memberOfAccount(tx, ctx.keys, taken.profile);
    if (owner === memberId) await applyGrants(tx, world, memberId, taken.grants);
    return owner === memberId;
  });
  if (outcome === null) return lost;
  const { to } = waiting;
  return outcome ? { kind: "in", to, cookies: [] } : { kind: "refused", why: "taken", to };
}

/** Who is signed in goes on as the member whose account elsewhere it is. */
export async function goOnAs(world: World, token: string, memberId: MemberId): Promise<Arrival> {
  const taken = await world.ctx.db.transact((tx) => takeAttempt(tx, world, "finish", token));
  return taken ? letIn(world, memberId, taken) : lost;
}

import type { Context, World } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { CommentId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import {
  countGuestComments,
  type GuestComment,
  guestComments,
  takeOverComments,
} from "../../discussion/take-over-comments.ts";
import { memberPerson } from "../member-person.ts";
import { keepNameIfKnown } from "../names/notice-known.ts";
import { type OwnGuest, ownGuests } from "./guest.store.ts";
import { lockMember, readAddress } from "./profile.store.ts";

/** Comments that were written under one name, with the member's address or without one. */
export interface Offer {
  name: string;
  hasAddress: boolean;
  /** As whom: each device has its own. */
  guests: readonly PersonId[];
  /** The newest of them. */
  comments: readonly GuestComment[];
  count: number;
}

interface Claimant {
  memberId: MemberId;
  siteId: SiteId;
  /** The hash of the device at hand; null: none that we know. */
  device: string | null;
}

function claimantOf({ site, actor }: World): Claimant | null {
  const { member, device } = actor;
  return member && { memberId: member.memberId, siteId: site.id, device };
}

/** Whom a member was as a guest: nobody, until their address is proved. */
async function guestsOf(db: Db, { memberId, siteId, device }: Claimant): Promise<OwnGuest[]> {
  const address = await readAddress(db, memberId);
  return address?.isVerified ? ownGuests(db, siteId, { emailHash: address.hash, device }) : [];
}

/** How many comments a member could take over. */
export async function offeredTo({ ctx, site, actor }: World, memberId: MemberId): Promise<{ count: number }> {
  const claimant = { memberId, siteId: site.id, device: actor.device };
  const db = ctx.db.read;
  const guests = await guestsOf(db, claimant);
  const ids = guests.map(({ id }) => id);
  return { count: await countGuestComments(db, ids) };
}

const mostListed = 200;

/** What a member could take over, by the name under which it was written. */
export async function readOffers(world: World): Promise<Offer[]> {
  const claimant = claimantOf(world);
  if (!claimant) return [];
  const db = world.ctx.db.read;
  const guests = await guestsOf(db, claimant);
  const ids = guests.map(({ id }) => id);
  const { comments, counts } = await guestComments(db, ids, mostListed);
  const byName = Map.groupBy(guests, ({ name, hasAddress }) => `${hasAddress} ${name}`);
  return [...byName.values()].flatMap((same) => {
    const own = new Set(same.map(({ id }) => id));
    const count = same.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
    const [first] = same;
    if (!first || count === 0) return [];
    const { name, hasAddress } = first;
    return [
      {
        name,
        hasAddress,
        guests: [...own],
        count,
        comments: comments.filter(({ authorId }) => own.has(authorId)),
      },
    ];
  });
}

export interface Chosen {
  comments: readonly CommentId[];
  /** All that was written under these names. */
  guests: readonly PersonId[];
}

/**
 * Makes what a member chose theirs, of what is theirs to choose at this moment, whatever else was asked for. Gives how
 * many comments that were.
 */
export async function takeOver(ctx: Context, claimant: Claimant, chosen: Chosen): Promise<number> {
  const { memberId, siteId, device } = claimant;
  const taken = await ctx.db.transact(async (tx) => {
    const at = ctx.now();
    const member = await lockMember(tx, memberId);
    if (!member || member.disabled_at !== null) return 0;
    const guests = await guestsOf(tx, claimant);
    if (guests.length === 0) return 0;
    const id = await memberPerson(tx, { memberId, siteId, name: member.name, at });
    const count = await takeOverComments(tx, {
      siteId,
      memberId,
      to: { id, name: member.name },
      choice: { guests: guests.map((guest) => guest.id), comments: chosen.comments, allOf: chosen.guests },
      device,
      ofDevice: guests.flatMap((guest) => (guest.isOfDevice ? guest.id : [])),
      at,
    });
    if (count > 0) await appendEvent(tx, { type: "person.changed", siteId, at, personId: id });
    return count;
  });
  if (taken > 0) await keepNameIfKnown(ctx.db, memberId);
  return taken;
}

import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { CommentId, MemberId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { Subject } from "./holding.ts";
import {
  authorOf,
  findMember,
  guestsOfAddress,
  type KnownPerson,
  namesAsStaff,
  personsOfMember,
  personsOnDevices,
} from "./subject.store.ts";

/** By what somebody is known who asks for what is theirs, or for whom staff does. */
export type SubjectKey =
  | { kind: "member"; memberId: MemberId }
  /** Of guests: by an address that was proved, or the device that asks. Accounts have to be signed in to. */
  | { kind: "address"; emailHash: string }
  | { kind: "device"; deviceHash: string }
  /** For staff alone: who wrote a comment. */
  | { kind: "comment"; siteId: SiteId; commentId: CommentId };

export async function subjectOf(db: Db, key: SubjectKey): Promise<Subject> {
  switch (key.kind) {
    case "member":
      return subjectOfMember(db, key.memberId);
    case "address": {
      const guests = await guestsOfAddress(db, key.emailHash);
      return { ...(await guestSubject(db, guests)), emailHash: key.emailHash };
    }
    case "device": {
      const all = await personsOnDevices(db, [key.deviceHash]);
      const guests = all.filter(({ memberId }) => memberId === null);
      // Who holds the device may see what it did, whoever else used it.
      return {
        memberId: null,
        persons: idsOf(guests),
        emailHash: null,
        devices: [key.deviceHash],
        staffNames: [],
      };
    }
    case "comment": {
      const author = await authorOf(db, key.siteId, key.commentId);
      if (author?.memberId) return subjectOfMember(db, author.memberId);
      return guestSubject(db, author ? [author] : []);
    }
  }
}

/** An account, with all that a guest wrote under its address, once that is proved. */
async function subjectOfMember(db: Db, memberId: MemberId): Promise<Subject> {
  const member = await findMember(db, { id: memberId });
  const emailHash = member?.isVerified === 1 ? member.emailHash : null;
  const own = await personsOfMember(db, memberId);
  const guests = emailHash === null ? [] : await guestsOfAddress(db, emailHash);
  const staffNames = await namesAsStaff(db, memberId);
  return { ...(await guestSubject(db, [...own, ...guests])), memberId, emailHash, staffNames };
}

async function guestSubject(db: Db, known: readonly KnownPerson[]): Promise<Subject> {
  const persons = new Set<PersonId>(idsOf(known));
  const devices = [...new Set(known.flatMap(({ deviceHash }) => deviceHash || []))];
  const others = (await personsOnDevices(db, devices)).filter(({ id }) => !persons.has(id));
  const shared = new Set(others.map(({ deviceHash }) => deviceHash));
  return {
    memberId: null,
    persons: [...persons],
    emailHash: null,
    devices: devices.filter((device) => !shared.has(device)),
    staffNames: [],
  };
}

function idsOf(known: readonly KnownPerson[]): PersonId[] {
  return known.map(({ id }) => id);
}

/** Whether anybody is behind it. */
export function isSomebody(subject: Subject): boolean {
  return subject.memberId !== null || subject.persons.length > 0;
}

const anHour = 3_600_000;

/** Hands a key to a form or a mail, closed: it opens for an hour, and only where it was made for. */
export function sealKey(ctx: Context, place: "guest" | "desk", key: SubjectKey): string {
  return ctx.keys.seal("privacy", JSON.stringify({ place, key, until: ctx.now() + anHour }));
}

/** Null: it isn't ours, was made for another place, or came too late. */
export function openKey(ctx: Context, place: "guest" | "desk", sealed: string): SubjectKey | null {
  let opened: string;
  try {
    opened = ctx.keys.open("privacy", sealed);
  } catch {
    return null;
  }
  const told = JSON.parse(opened) as { place: string; key: SubjectKey; until: number };
  return told.place === place && told.until > ctx.now() ? told.key : null;
}

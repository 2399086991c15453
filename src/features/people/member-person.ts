import type { Tx } from "../../platform/db/database.ts";
import { appendEvent } from "../../platform/events/log.ts";
import type { MemberId, PersonId, SiteId } from "../../platform/lib/ids.ts";
import { findMemberPerson, holdsAccount, insertMemberPerson, readStanding } from "./member-person.store.ts";

/** A member about to write on a site. */
export interface WritingMember {
  memberId: MemberId;
  siteId: SiteId;
  /** Under which they write. */
  name: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Who writes on a site for an account: the one person that it has there, made when it first writes. */
export async function memberPerson(tx: Tx, member: WritingMember): Promise<PersonId> {
  const { memberId, siteId, name, at } = member;
  const known = await findMemberPerson(tx, memberId, siteId);
  if (known !== null) return known;
  // Who is being erased at this moment has lost their person: a new one would outlive them.
  if (!(await holdsAccount(tx, memberId)))
    throw Object.assign(new Error("the account is closed"), { statusCode: 400 });
  const standing = await readStanding(tx, memberId, siteId);
  await insertMemberPerson(tx, {
    memberId,
    siteId,
    name,
    title: standing?.title ?? "",
    at,
    isStaff: !!standing,
  });
  const made = await findMemberPerson(tx, memberId, siteId);
  if (made === null) throw new Error("a member's person has not been written");
  // Sessions know who writes for them on a site.
  await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
  return made;
}

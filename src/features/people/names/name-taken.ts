import type { Db, Tx } from "../../../platform/db/database.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { skeletons } from "./lookalikes.ts";
import {
  deleteKnownNames,
  findKnownName,
  insertKnownNames,
  namesOfMember,
  staffNames,
} from "./name.store.ts";

// What puts something beside a name: "Nora Quill (editor)", "Editor: Nora Quill". Within a word it is part of the name.
const beside = /[()[\]{},،;؛:/\\|·•~]|\s[\p{Pd}@]+|[\p{Pd}@]+\s|\p{Pi}|\p{Pf}\s|\s\p{Pf}/u;

/** A name as a whole, and each name of several words that something is put beside. */
function namesIn(name: string): string[] {
  const parts = name.normalize("NFKC").split(beside);
  return [name, ...parts.filter((part) => /\S\s+\S/u.test(part))];
}

/**
 * Whether a name reads like that of one of the staff or of a well-known member, whatever its case, marks, spaces and
 * foreign letters, and whatever title is put beside it. `exceptMember`: whose own names don't count; null for a guest.
 */
export async function nameTaken(
  db: Db,
  siteId: SiteId,
  name: string,
  exceptMember: MemberId | null,
): Promise<boolean> {
  const wanted = [...new Set(namesIn(name).flatMap(skeletons))].filter((each) => each !== "");
  if (wanted.length === 0) return false;
  const staff = await staffNames(db, siteId);
  const isStaffs = staff
    .filter(({ memberId }) => memberId === null || memberId !== exceptMember)
    .some((each) => knownSkeletons(each.name).some((skeleton) => wanted.includes(skeleton)));
  return isStaffs || (await findKnownName(db, wanted, exceptMember ?? ""));
}

const known = new Map<string, readonly string[]>();
const mostKnown = 1000;

/** The skeletons of a name that is compared with every comment. */
function knownSkeletons(name: string): readonly string[] {
  const found = known.get(name);
  if (found) return found;
  if (known.size >= mostKnown) known.clear();
  const made = skeletons(name);
  known.set(name, made);
  return made;
}

/** From now on nobody else may take a name that reads like this member's, or like their handle. */
export async function keepName(tx: Tx, memberId: MemberId): Promise<void> {
  const names = await namesOfMember(tx, memberId);
  if (!names) return;
  await deleteKnownNames(tx, memberId);
  const all = [names.name, names.handle].flatMap(skeletons).filter((each) => each !== "");
  await insertKnownNames(tx, memberId, [...new Set(all)]);
}

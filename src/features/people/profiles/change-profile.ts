import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { cleanText, countCharacters, isIntact } from "../../../platform/text/clean.ts";
import { slugify } from "../../../platform/text/slug.ts";
import type { Sites } from "../../sites/sites.ts";
import { signAs } from "../../discussion/said-by.ts";
import { freeHandle, longestHandle } from "../accounts/add-member.ts";
import { checkFreeName, checkNameToWrite } from "../names/check-free-name.ts";
import { keepName } from "../names/name-taken.ts";
import { hasKnownName } from "../names/name.store.ts";
import { longestAbout } from "./profile.ts";
import {
  findFormerHandle,
  insertRenaming,
  lockMember,
  personsOfMember,
  readOwnProfile,
  renamePersons,
  renamingsSince,
  saveMember,
  saveProfile,
  swapFormerHandle,
} from "./profile.store.ts";

/** What a member typed of themselves. */
export interface TypedProfile {
  name: string;
  about: string;
  /** A catalogue's; empty: the site's. */
  language: string;
  isListed: boolean;
  /** Whether the address of the profile follows a new name. */
  newHandle: boolean;
}

export interface ProfileComplaint {
  field: "name" | "about" | "picture";
  message: MessageId;
  values?: MessageValues;
  /** When it becomes possible: milliseconds since 1970. */
  from?: number;
}

const mostRenamings = 3;
const renamingsIn = 30 * 24 * 3_600_000;

interface Change {
  memberId: MemberId;
  /** Where it is done. */
  siteId: SiteId;
  typed: TypedProfile;
}

/** Changes what a member says of themselves, and the name under all that they ever wrote. All or nothing. */
export async function changeProfile(ctx: Context, change: Change): Promise<ProfileComplaint[]> {
  const { typed } = change;
  const { name, complaints: ofName } = await checkNewName(ctx, change);
  const about = cleanText(typed.about);
  const complaints = [...ofName, ...checkAbout(typed.about, about)];
  if (complaints.length > 0) return complaints;
  return ctx.db.transact((tx) => write(tx, { ...change, sites: ctx.sites, name, about, at: ctx.now() }));
}

/** A name that they have already is theirs, whatever the rules were when they took it. */
async function checkNewName(
  ctx: Context,
  { memberId, siteId, typed }: Change,
): Promise<{ name: string; complaints: ProfileComplaint[] }> {
  const field = "name" as const;
  const before = await readOwnProfile(ctx.db.read, memberId);
  if (before?.name === typed.name) return { name: typed.name, complaints: [] };
  const wanted = { sites: ctx.sites, siteId, typed: typed.name, exceptMember: memberId };
  const { name, complaint } = await checkFreeName(ctx.db.read, wanted);
  return { name, complaints: complaint ? [{ field, ...complaint }] : [] };
}

const address = /[^\s@]@[^\s@]+\.[^\s@]/u;

function checkAbout(typed: string, about: string): ProfileComplaint[] {
  const field = "about" as const;
  if (!isIntact(typed)) return [{ field, message: "error.text.broken" }];
  const over = countCharacters(about) - longestAbout;
  if (over > 0) return [{ field, message: "profile.about.long", values: { n: over } }];
  return address.test(about) ? [{ field, message: "profile.about.address" }] : [];
}

interface CheckedChange extends Change {
  sites: Sites;
  name: string;
  about: string;
  at: number;
}

async function write(tx: Tx, change: CheckedChange): Promise<ProfileComplaint[]> {
  const { sites, memberId, siteId, typed, name, about, at } = change;
  const member = await lockMember(tx, memberId);
  if (!member) return [];
  const isRenamed = member.name !== name;
  if (isRenamed) {
    const renamings = await renamingsSince(tx, memberId, at - renamingsIn);
    const first = renamings.at(-mostRenamings);
    if (first !== undefined) {
      return [
        { field: "name", message: "name.often", values: { n: mostRenamings }, from: first + renamingsIn },
      ];
    }
    const complaint = await checkNameToWrite(tx, { sites, siteId, typed: name, exceptMember: memberId });
    if (complaint) return [{ field: "name", ...complaint }];
    await insertRenaming(tx, memberId, at);
  }
  const handle = typed.newHandle ? await handleFor(tx, memberId, member.handle, name) : member.handle;
  await saveMember(tx, memberId, { name, handle, language: typed.language || null }, at);
  if (handle !== member.handle)
    await swapFormerHandle(tx, memberId, { before: member.handle, after: handle });
  await saveProfile(tx, memberId, { about, isListed: typed.isListed });
  if (isRenamed || handle !== member.handle) await followName(tx, change);
  await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
  return [];
}

/** Carries a new name or handle on to all that shows it. */
export async function followName(
  tx: Tx,
  { memberId, name, at }: Pick<CheckedChange, "memberId" | "name" | "at">,
): Promise<void> {
  const persons = await personsOfMember(tx, memberId);
  await renamePersons(tx, memberId, name);
  await signAs(
    tx,
    persons.map(({ id }) => id),
    name,
  );
  if (await hasKnownName(tx, memberId)) await keepName(tx, memberId);
  for (const { id, siteId } of persons)
    await appendEvent(tx, { type: "person.changed", siteId, at, personId: id });
}

/** The handle that fits a name: the one that is there where it does, or one that they had before. */
async function handleFor(tx: Tx, memberId: MemberId, handle: string, name: string): Promise<string> {
  const base = slugify(name).slice(0, longestHandle) || "reader";
  if (handle === base || (handle.startsWith(`${base}-`) && /^\d+$/.test(handle.slice(base.length + 1))))
    return handle;
  const former = await findFormerHandle(tx, base);
  return former?.memberId === memberId ? base : freeHandle(tx, name);
}

import { createHash } from "node:crypto";
import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { SentFile } from "../../../platform/http/file-form.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { makeSquare, type PictureFault, PictureRefused, removePictures } from "../../media/square-picture.ts";
import type { ProfileComplaint } from "./change-profile.ts";
import { mostBytes, pictureFiles, pictureSize } from "./picture.ts";
import { lockMember, readOwnProfile, savePicture } from "./profile.store.ts";

interface Owner {
  memberId: MemberId;
  /** Where it is done. */
  siteId: SiteId;
}

const faults = {
  unreadable: "picture.unreadable",
  misnamed: "picture.misnamed",
  tooManyPixels: "picture.tooManyPixels",
  tooSmall: "picture.tooSmall",
} as const satisfies Record<PictureFault, MessageId>;

const refuse = (message: MessageId): ProfileComplaint[] => [{ field: "picture", message }];

/** Shows a member by this picture from now on, and no longer by another one. */
export async function changePicture(
  ctx: Context,
  owner: Owner,
  file: SentFile | null,
): Promise<ProfileComplaint[]> {
  if (!file || file.bytes.length === 0) return refuse("picture.missing");
  if (file.bytes.length > mostBytes) return refuse("picture.tooLarge");
  // Nothing that the file holds: who has the same picture, or had this one, can't be found by it.
  const name = createHash("sha256").update(`${ctx.token()}${ctx.token()}`).digest("hex").slice(0, 32);
  try {
    const { bytes, type } = file;
    await makeSquare(ctx.config.dataDir, { bytes, type, name, size: pictureSize });
  } catch (error) {
    if (error instanceof PictureRefused) return refuse(faults[error.fault]);
    throw error;
  }
  await replacePicture(ctx, owner, name);
  return [];
}

/** Takes a member's picture away, and its files with it. */
export async function deletePicture(ctx: Context, owner: Owner): Promise<void> {
  await replacePicture(ctx, owner, null);
}

async function replacePicture(ctx: Context, { memberId, siteId }: Owner, name: string | null): Promise<void> {
  const before = await ctx.db.transact(async (tx) => {
    await lockMember(tx, memberId);
    const own = await readOwnProfile(tx, memberId);
    await savePicture(tx, memberId, name);
    await appendEvent(tx, { type: "member.changed", siteId, at: ctx.now(), memberId });
    return own?.picture ?? null;
  });
  // Files that a crash would leave here have names that nobody can guess, and stand nowhere any more.
  if (before !== null) await removePictures(ctx.config.dataDir, Object.values(pictureFiles(before)));
}

/** The files of a member's picture; null: they have none. */
export async function pictureOf(db: Db, memberId: MemberId): Promise<{ webp: string; jpeg: string } | null> {
  const picture = (await readOwnProfile(db, memberId))?.picture ?? null;
  return picture === null ? null : pictureFiles(picture);
}

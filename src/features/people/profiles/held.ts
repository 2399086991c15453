import { readPicture, removePictures } from "../../media/square-picture.ts";
import type { Holding } from "../privacy/holding.ts";
import { formerHandlesOf, mutesOf, readProfileRow, renamingsOf } from "./held.store.ts";
import { pictureFiles } from "./picture.ts";

/** What members say of themselves, and their picture. It goes with the account. */
export const profile: Holding = {
  name: "profile",
  tables: ["profile"],
  collect: async function* ({ db, subject: { memberId } }) {
    const row = memberId === null ? undefined : await readProfileRow(db, memberId);
    if (!row) return;
    yield {
      about: row.about,
      isListed: row.is_listed === 1,
      picture: row.picture === null ? null : pictureName,
    };
  },
  files: async function* ({ config }, { db, subject: { memberId } }) {
    const row = memberId === null ? undefined : await readProfileRow(db, memberId);
    if (!row?.picture) return;
    const bytes = await readPicture(config.dataDir, pictureFiles(row.picture).jpeg);
    if (bytes) yield { name: pictureName, bytes };
  },
  clear: async ({ db, config }, { subject: { memberId }, level }) => {
    if (memberId === null || level !== "everything") return;
    const row = await readProfileRow(db.read, memberId);
    if (row?.picture) await removePictures(config.dataDir, Object.values(pictureFiles(row.picture)));
  },
};

/** Of the picture in the archive. */
const pictureName = "picture.jpg";

/** Names that lead to an account, or led to it. */
export const names: Holding = {
  name: "names",
  // What the name of a well-known member looks like isn't told: it is made from the name.
  tables: ["former_handle", "renaming", "known_name"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const { handle } of await formerHandlesOf(db, memberId)) yield { formerHandle: handle };
    for (const { at } of await renamingsOf(db, memberId)) yield { renamedAt: at };
  },
};

export const mutes: Holding = {
  name: "mutes",
  tables: ["mute"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const { site_id, name, at } of await mutesOf(db, memberId)) yield { site: site_id, name, at };
  },
};

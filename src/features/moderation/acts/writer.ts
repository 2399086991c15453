import type { World } from "../../../context.ts";
import type { MemberId, PersonId } from "../../../platform/lib/ids.ts";
import type { ListedSanction } from "../sanctions/sanction.ts";
import { sanctionsOfPerson } from "../sanctions/sanction.store.ts";
import { staffNames } from "./decisions.store.ts";
import { notesOn } from "./note.store.ts";
import { findWriter, type Writer } from "./writer.store.ts";

/** What the desk knows of somebody who writes on this site. */
export interface KnownWriter {
  writer: Writer;
  sanctions: readonly ListedSanction[];
  notes: readonly { id: number; by: string; text: string; at: number }[];
  /** Of colleagues, by their accounts. */
  names: ReadonlyMap<string, string>;
}

export async function readWriter({ ctx, site }: World, id: PersonId): Promise<KnownWriter | null> {
  const db = ctx.db.read;
  const writer = await findWriter(db, site.id, id);
  if (!writer) return null;
  const sanctions = await sanctionsOfPerson(db, site.id, { personId: id, memberId: writer.memberId });
  const notes = await notesOn(db, [id]);
  const actors = [...sanctions.map(({ actor }) => actor), ...notes.map(({ by }) => by)];
  const ids = [...new Set(actors)].map((actor) => actor.slice("staff:".length) as MemberId);
  return { writer, sanctions, notes, names: await staffNames(db, ids) };
}

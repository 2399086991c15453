import type { Tx } from "../../platform/db/database.ts";
import type { PersonId } from "../../platform/lib/ids.ts";
import { addToStanding } from "./standing.store.ts";

const isRefused = (status: string) => status === "rejected" || status === "spam";
const isPublished = (status: string) => status === "published";

/** Counts what becomes of somebody's comment; `before` is empty for one that was just written. */
export async function countForStanding(
  tx: Tx,
  id: PersonId,
  { before, after }: { before: string; after: string },
): Promise<void> {
  const published = Number(isPublished(after)) - Number(isPublished(before));
  const refused = Number(isRefused(after)) - Number(isRefused(before));
  if (published !== 0 || refused !== 0) await addToStanding(tx, { id, published, refused, upheld: 0 });
}

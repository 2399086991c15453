import type { Tx } from "../../platform/db/database.ts";
import type { PersonId } from "../../platform/lib/ids.ts";
import { addToStanding, addToStandings, moveReports, recountStandings } from "./standing.store.ts";

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

/** What guests wrote is a member's now, and so is what became of it. */
export async function moveStanding(
  tx: Tx,
  { from, to }: { from: readonly PersonId[]; to: PersonId },
): Promise<void> {
  await moveReports(tx, { from, to });
  await recountStandings(tx, [...from, to]);
}

/** Counts comments that were written elsewhere, all at once. */
export async function countImported(
  tx: Tx,
  comments: readonly { authorId: PersonId; status: string }[],
): Promise<void> {
  const changes = new Map<PersonId, { id: PersonId; published: number; refused: number }>();
  for (const { authorId: id, status } of comments) {
    const { published, refused } = changes.get(id) ?? { published: 0, refused: 0 };
    changes.set(id, {
      id,
      published: published + Number(isPublished(status)),
      refused: refused + Number(isRefused(status)),
    });
  }
  await addToStandings(
    tx,
    [...changes.values()].filter(({ published, refused }) => published + refused > 0),
  );
}

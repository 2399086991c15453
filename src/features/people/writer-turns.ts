import type { Tx } from "../../platform/db/database.ts";
import { takeTurns } from "../../platform/db/take-turns.ts";

/**
 * Until its end a transaction is the only one in which somebody begins to write, or is erased, who is known by one of these
 * hashes of devices and addresses. An erasure so finds all that was being written, also under a name that was new.
 */
export async function takeWritersTurns(tx: Tx, hashes: readonly (string | null)[]): Promise<void> {
  const all = new Set(hashes.flatMap((hash) => hash || []));
  for (const hash of [...all].sort()) await takeTurns(tx, `writer ${hash}`);
}

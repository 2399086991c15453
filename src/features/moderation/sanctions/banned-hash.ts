import type { Keys } from "../../../platform/lib/keys.ts";

/**
 * What is left of whoever had themselves erased while they were suspended or banned: nothing else is kept under it, and
 * nothing leads from it to an address, or from one site's ban to what they wrote.
 */
export function bannedHash(keys: Pick<Keys, "hash">, emailHash: string): string {
  return keys.hash("banned", emailHash);
}

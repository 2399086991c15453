import type { MemberId } from "../../platform/lib/ids.ts";
import type { Self } from "../people/writers.ts";

/** As whom a member recommends and reports, wherever they are signed in. */
export function memberVoter(memberId: MemberId): string {
  return `member ${memberId}`;
}

/** As whom somebody's recommend counts: first as whom a new one is written, then as whom they may have before. */
export function votersOf({ deviceHash, memberId }: Self): readonly [string, ...string[]] {
  return memberId ? [memberVoter(memberId), deviceHash] : [deviceHash];
}

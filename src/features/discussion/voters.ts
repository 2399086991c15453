import type { MemberId } from "../../platform/lib/ids.ts";

/** As whom a member recommends and reports, wherever they are signed in. */
export function memberVoter(memberId: MemberId): string {
  return `member ${memberId}`;
}

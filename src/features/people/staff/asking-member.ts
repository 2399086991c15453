import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

/** Who asks, on a route that only members may call. */
export function askingMember({ actor }: World): MemberId {
  if (!actor.member) throw new Error("nobody is signed in");
  return actor.member.memberId;
}

import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { findMember, methodsOf } from "./connections.store.ts";
import type { Connection } from "./connections.view.tsx";
import { canDoWithout } from "./disconnect.ts";
import { methodLabel } from "./method-label.ts";

/** The accounts elsewhere with which a member signs in, oldest first, and which of them may be given up. */
export async function listConnections(world: World, memberId: MemberId): Promise<Connection[]> {
  const { ctx } = world;
  const [member, methods] = await Promise.all([
    findMember(ctx.db.read, memberId),
    methodsOf(ctx.db.read, memberId),
  ]);
  const elsewhere = methods.filter(({ accounts }) => accounts !== "credential");
  return Promise.all(
    elsewhere.map(async ({ id, accounts, since }) => {
      const others = methods.filter((other) => other.id !== id);
      return {
        id,
        label: methodLabel(ctx, accounts).label,
        since: Date.parse(since),
        isLast: !member || !(await canDoWithout(ctx.db.read, world, member, others)),
      };
    }),
  );
}

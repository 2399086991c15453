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
  return methods
    .filter(({ accounts }) => accounts !== "credential")
    .map(({ id, accounts, since }) => ({
      id,
      label: methodLabel(ctx, accounts).label,
      since: Date.parse(since),
      isLast:
        !member ||
        !canDoWithout(
          world,
          member,
          methods.filter((other) => other.id !== id),
        ),
    }));
}

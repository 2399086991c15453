import type { World } from "../../../context.ts";
import { type Answer, redirect } from "../../../platform/http/answer.ts";

const tenMinutes = 600_000;

/**
 * Asks who is signed in to prove it again before something dangerous. Null: they did so in the last ten minutes; else
 * where they are led, to come back to `to`, the path of a page of this site.
 */
export function requireFresh(world: World, to: string): Answer | null {
  const provedAt = world.actor.member?.provedAt ?? 0;
  if (world.now - provedAt < tenMinutes) return null;
  return redirect(`/prove?to=${encodeURIComponent(to)}`);
}

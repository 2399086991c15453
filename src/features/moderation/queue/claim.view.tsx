import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { isolate } from "../../../platform/text/clean.ts";

/** Says that somebody else of the desk is looking at the same. */
export function ClaimNote({ world, name }: { world: World; name: string | null }): JSX.Element | null {
  if (name === null) return null;
  return (
    <p class="claim" role="status" data-claimed="">
      {world.locale.message("case.claimed", { name: isolate(name) })}
    </p>
  );
}

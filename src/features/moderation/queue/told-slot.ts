import type { JSX } from "preact";
import type { World } from "../../../context.ts";

/** What was just done, above the next case, and how to take it back. `told`: as the acts wrote it into the address. */
export async function toldView(_world: World, _told: string): Promise<JSX.Element | null> {
  return null;
}

import type { Context } from "../../../context.ts";
import { providersOf } from "./providers.ts";

/** With which accounts elsewhere one can sign in: those that the settings switch on. */
export function connectChoices(ctx: Pick<Context, "config">): { id: string; label: string }[] {
  return providersOf(ctx).map(({ id, label }) => ({ id, label }));
}

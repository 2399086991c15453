import type { Context } from "../../../context.ts";

/** Another account that one can sign in with here. */
export interface ConnectChoice {
  /** In addresses: `/connect/:id`. */
  id: string;
  /** "Google", "Library card". */
  label: string;
}

/** What is switched on, in the order in which it is shown. */
export function connectChoices(_ctx: Context): readonly ConnectChoice[] {
  return [];
}

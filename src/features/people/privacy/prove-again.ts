import type { World } from "../../../context.ts";
import { type Answer, redirect } from "../../../platform/http/answer.ts";

const tenMinutes = 10 * 60_000;

/** Leads somebody who is signed in to prove once more that it is them, where that is long ago. Null: it isn't. */
export function proveAgain({ actor: { member }, now }: World, to: string): Answer | null {
  if (member && now - member.provedAt < tenMinutes) return null;
  return redirect(`/sign-in?to=${encodeURIComponent(to)}`);
}

import type { World } from "../../../context.ts";
import { type DecisionId, readId } from "../../../platform/lib/ids.ts";
import type { Outcome } from "./decide-comments.ts";

/** How the page that one is led to knows what was just done: the first and the last of the decisions. */
export function toldIn(to: string, { done }: Pick<Outcome, "done">): string {
  if (done.length === 0) return to;
  const [path = "", query = ""] = to.split("?");
  const search = new URLSearchParams(query);
  search.set("told", `${Math.min(...done)}-${Math.max(...done)}`);
  return `${path}?${search}`;
}

/** Decisions that were just taken. */
export interface Told {
  first: DecisionId;
  last: DecisionId;
}

export function readTold(told: string): Told | null {
  const [one = "", other = ""] = told.split("-");
  const first = readId<DecisionId>(one);
  const last = readId<DecisionId>(other);
  return first !== null && last !== null && first <= last ? { first, last } : null;
}

/** Where the desk goes on: a path of its own. */
export function onwards(to: string): string {
  return /^\/desk(?:[/?]|$)/.test(to) ? to : "/desk/comments";
}

export function actorOf(world: World): string {
  return `staff:${world.actor.member?.memberId ?? ""}`;
}

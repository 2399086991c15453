import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { may } from "../../people/staff/permissions.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { type Reason, reasonsOf } from "./refusal-reasons.ts";

/** What the desk's form has to know of what is decided. */
export interface Decidable {
  reasons: readonly Reason[];
  mayPick: boolean;
  mayChangeDiscussion: boolean;
}

/** Reads what `DecideForm` shows for these comments. */
export async function decidable(world: World, _ids: readonly CommentId[]): Promise<Decidable> {
  const { ctx, site, locale, actor } = world;
  const role = actor.member?.staff?.role ?? null;
  const { settings } = await rulesOf(ctx, site.id);
  return {
    reasons: reasonsOf(settings, locale),
    mayPick: may(role, "comments.pick"),
    mayChangeDiscussion: may(role, "discussions.change"),
  };
}

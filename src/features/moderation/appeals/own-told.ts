import type { World } from "../../../context.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { type Told, toldAbout } from "./told.ts";

/** What a reader is told of own comments on a page. */
export interface OwnTold {
  told: ReadonlyMap<CommentId, Told>;
  rules: Pick<RuleSettings, "reasons" | "tellsWords">;
}

/** What became of some of a reader's own comments; undefined where there are none of which anything is to be told. */
export async function ownTold(world: World, ids: readonly CommentId[]): Promise<OwnTold | undefined> {
  if (ids.length === 0) return undefined;
  const { ctx, site } = world;
  const [told, { settings }] = [await toldAbout(ctx.db.read, ids), await rulesOf(ctx, site.id)];
  return { told, rules: settings };
}

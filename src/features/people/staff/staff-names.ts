import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { namesOf } from "./log.store.ts";

/** The names of those who did something, by what the log knows them by: a member, "cli" or "publisher". */
export async function namesOfStaff(
  { ctx, locale }: World,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await namesOf(ctx.db.read, [...new Set(ids)] as MemberId[]);
  const nameOf = (id: string) =>
    id === "cli" || id === "publisher"
      ? locale.message(`log.${id}`)
      : (found.get(id) ?? locale.message("log.gone"));
  return new Map(ids.map((id) => [id, nameOf(id)]));
}

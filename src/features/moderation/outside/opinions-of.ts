import type { Context } from "../../../context.ts";
import { shows } from "../../../shows.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { askClassifier, type Said } from "./ask-classifier.ts";
import { classifiersOf } from "./classifier.store.ts";

/** What the services that a site has switched on say of a text. They are asked at once: it takes as long as the slowest. */
export async function opinionsOf(
  ctx: Pick<Context, "db" | "kept" | "keys" | "network" | "now">,
  { site, text, language }: { site: OpenSite; text: string; language: string },
): Promise<Said[]> {
  const all = await ctx.kept.get(`classifiers ${site.id}`, [shows.rules(site.id)], () =>
    classifiersOf(ctx.db.read, site.id),
  );
  const asked = { text, language, site: site.key };
  return Promise.all(all.filter(({ isOn }) => isOn).map((each) => askClassifier(ctx, each, asked)));
}

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "../../../context.ts";
import type { Db } from "../../../platform/db/database.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import type { Comment } from "../../discussion/comment.ts";
import { keepRepeatsOnce, type Repeats, repeatsOf } from "../repeats/repeats.ts";
import { sketchDays } from "../repeats/retentions.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";

/** Comments in one transaction: others write between two. */
const atOnce = 20;
const aDay = 24 * 3_600_000;

type Settings = RuleSettings["phases"]["repeats"];

/**
 * What was said before each of these comments that is nearly the same. Keeps what they say for those that are said after
 * them, unless it is `isDry`. Of what is older than sketches are kept, nothing is compared.
 */
export async function repeatsOfAll(
  ctx: Context,
  comments: readonly Comment[],
  { settings, isDry }: { settings: Settings; isDry: boolean },
): Promise<Map<CommentId, Repeats>> {
  const all = new Map<CommentId, Repeats>();
  if (!settings.on) return all;
  const young = comments.filter(({ createdAt }) => createdAt > ctx.now() - sketchDays * aDay);
  for (let from = 0; from < young.length; from += atOnce) {
    const some = young.slice(from, from + atOnce);
    const found = isDry ? await look(ctx.db.read, some, settings) : await index(ctx, some, settings);
    for (const [id, repeats] of found) all.set(id, repeats);
    await nextTurn();
  }
  return all;
}

type Found = [CommentId, Repeats][];

async function look(db: Db, comments: readonly Comment[], settings: Settings): Promise<Found> {
  const found: Found = [];
  for (const comment of comments) found.push([comment.id, await before(db, comment, settings)]);
  return found;
}

function index({ db }: Context, comments: readonly Comment[], settings: Settings): Promise<Found> {
  return db.transact(async (tx) => {
    const found: Found = [];
    for (const comment of comments) {
      const { id, siteId, createdAt: at } = comment;
      const repeats = await before(tx, comment, settings);
      await keepRepeatsOnce(tx, repeats, { id, siteId, at, isWaiting: false });
      found.push([id, repeats]);
    }
    return found;
  });
}

function before(db: Db, { id, siteId, text, createdAt: at }: Comment, settings: Settings): Promise<Repeats> {
  return repeatsOf(db, { siteId, text, except: id, at, until: at, settings });
}

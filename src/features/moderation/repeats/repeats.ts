import type { Db, Tx } from "../../../platform/db/database.ts";
import type { ClusterId, CommentId, SiteId } from "../../../platform/lib/ids.ts";
import { joinCluster } from "../queue/queue.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import {
  addToCluster,
  clusterOf,
  commentsSharing,
  countInCluster,
  deleteTexts,
  insertCluster,
  insertText,
  type KnownText,
  saveVerdict,
  sketchesOf,
  textsOf,
} from "./repeat.store.ts";
import { likeness, type Sketch, sketchOf } from "./sketch.ts";

/** What was said before that is nearly the same as a text. */
export interface Repeats {
  /** Null: the text is too short to be compared. */
  sketch: Sketch | null;
  /** The one that is most like it; null: there is none. */
  nearest: { id: CommentId; likeness: number; clusterId: ClusterId | null } | null;
  /** How often it was said before. */
  times: number;
  /** What somebody of the desk last decided about one of them; empty: nothing. */
  verdict: string;
}

export const nothing: Omit<Repeats, "sketch"> = { nearest: null, times: 0, verdict: "" };

/** Of all that share a value, those are compared that share the most. */
const compared = 8;
const aDay = 24 * 3_600_000;

export interface RepeatQuestion {
  siteId: SiteId;
  text: string;
  /** It isn't compared with itself. */
  except: CommentId | null;
  at: number;
  /** What was said after this moment doesn't count; absent: everything does that is known. */
  until?: number;
  /** Nor does what the desk decided about the others in its cluster, or what came after it in the same moment. */
  isThen?: boolean;
  settings: RuleSettings["phases"]["repeats"];
}

/** Looks up what was said on this site before that is nearly the same. */
export async function repeatsOf(db: Db, question: RepeatQuestion): Promise<Repeats> {
  const { siteId, text, except, at, until = Infinity, isThen = false, settings } = question;
  const size = { seed: siteId, fewest: settings.words };
  const sketch = sketchOf(text, size);
  if (!sketch) return { sketch, ...nothing };
  const shared = new Map<CommentId, number>();
  const below = isThen ? except : null;
  for (const id of await commentsSharing(db, { values: sketch.values, below }))
    if (id !== except) shared.set(id, (shared.get(id) ?? 0) + 1);
  const first = [...shared]
    .toSorted(([one, n], [other, m]) => m - n || other - one)
    .slice(0, compared)
    .map(([id]) => id);
  const alike = (await textsOf(db, first))
    .filter((known) => known.at > at - settings.days * aDay && known.at <= until)
    .map((known) => ({ known, likeness: likenessTo(sketch, known.text, size) }))
    .filter((each) => each.likeness * 100 >= settings.alike)
    .toSorted((one, other) => other.likeness - one.likeness);
  return { sketch, ...(await withoutItself(db, told(alike, isThen), question)) };
}

/** A cluster's size counts the comment itself, where it is in it, and what was said after the moment that is asked about. */
async function withoutItself(
  db: Db,
  found: Omit<Repeats, "sketch">,
  { except, until }: RepeatQuestion,
): Promise<Omit<Repeats, "sketch">> {
  const clusterId = found.nearest?.clusterId ?? null;
  if (except === null || clusterId === null) return found;
  return { ...found, times: await countInCluster(db, { clusterId, except, until }) };
}

function likenessTo(sketch: Sketch, text: string, size: { seed: number; fewest: number }): number {
  const other = sketchOf(text, size);
  return other ? likeness(sketch, other) : 0;
}

function told(
  alike: readonly { known: KnownText; likeness: number }[],
  isThen: boolean,
): Omit<Repeats, "sketch"> {
  const [best] = alike;
  if (!best) return nothing;
  // One that is in a cluster before one that stands alone.
  const { known } = alike.find((each) => each.known.clusterId !== null) ?? best;
  const isRefused = known.status === "rejected" || known.status === "spam";
  return {
    nearest: { id: known.id, likeness: best.likeness, clusterId: known.clusterId },
    times: known.clusterId === null ? alike.length : Math.max(known.size ?? 1, alike.length),
    verdict: known.clusterId === null || isThen ? (isRefused ? known.status : "") : (known.verdict ?? ""),
  };
}

/** Keeps what a new comment says, and with whom it says it. What waits, waits with the others then. */
export async function keepRepeats(
  tx: Tx,
  { sketch, nearest }: Repeats,
  comment: { id: CommentId; siteId: SiteId; at: number; isWaiting: boolean },
): Promise<void> {
  if (!sketch) return;
  const { id, siteId, at, isWaiting } = comment;
  await insertText(tx, { id, at, values: sketch.values });
  const clusterId = nearest && (await takeCluster(tx, siteId, nearest.id, at));
  if (!clusterId) return;
  await addToCluster(tx, { id, clusterId, at });
  if (isWaiting) await joinCluster(tx, clusterId, id);
}

/** The same of a comment that is there already: nothing, where it is kept. */
export async function keepRepeatsOnce(
  tx: Tx,
  repeats: Repeats,
  comment: { id: CommentId; siteId: SiteId; at: number; isWaiting: boolean },
): Promise<void> {
  if ((await clusterOf(tx, comment.id)) === undefined) await keepRepeats(tx, repeats, comment);
}

/** The cluster of the nearest text, made where it has none; null: it is forgotten by now. */
async function takeCluster(
  tx: Tx,
  siteId: SiteId,
  nearest: CommentId,
  at: number,
): Promise<ClusterId | null> {
  const known = await clusterOf(tx, nearest);
  if (known === undefined) return null;
  if (known !== null) return known;
  const made = await insertCluster(tx, { siteId, first: nearest, at });
  await joinCluster(tx, made, nearest);
  return made;
}

/** Forgets what comments said: their words are gone, or have changed. */
export async function forgetTexts(tx: Tx, ids: readonly CommentId[]): Promise<void> {
  if (ids.length > 0) await deleteTexts(tx, await sketchesOf(tx, ids));
}

/** Somebody of the desk decided about a comment: that goes for the next that says the same. */
export async function noteVerdict(tx: Tx, id: CommentId, status: string): Promise<void> {
  const clusterId = await clusterOf(tx, id);
  if (clusterId) await saveVerdict(tx, clusterId, status);
}

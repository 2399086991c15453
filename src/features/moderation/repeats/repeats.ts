import type { Db, Tx } from "../../../platform/db/database.ts";
import type { ClusterId, CommentId, PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { joinCluster } from "../queue/queue.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import { unquoted } from "./own-words.ts";
import {
  addToCluster,
  clusterOf,
  commentsSharing,
  countInCluster,
  deleteTexts,
  insertCluster,
  insertText,
  type KnownText,
  putIntoCluster,
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
  /** Since when the comment itself says nearly this, and with whom; null: it is new, or said something else before. */
  own: { since: number; clusterId: ClusterId | null } | null;
}

export const nothing: Omit<Repeats, "sketch"> = { nearest: null, times: 0, verdict: "", own: null };

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
  /** As whom it is said, of those who wrote here before. */
  by?: readonly PersonId[];
}

/**
 * Looks up what was said on this site before that is nearly the same. Who copies a comment does nothing to it: when its
 * writer changes it and it still says nearly what it did, only that counts which was there before it.
 */
export async function repeatsOf(db: Db, question: RepeatQuestion): Promise<Repeats> {
  const { siteId, text, except, at, settings } = question;
  const size = { seed: siteId, fewest: settings.words };
  const sketch = sketchOf(text, size);
  if (!sketch) return { sketch, ...nothing };
  const shared = new Map<CommentId, number>();
  const below = question.isThen ? except : null;
  for (const id of await commentsSharing(db, { values: sketch.values, below }))
    if (id !== except) shared.set(id, (shared.get(id) ?? 0) + 1);
  const first = [...shared]
    .toSorted(([one, n], [other, m]) => m - n || other - one)
    .slice(0, compared)
    .map(([id]) => id);
  const known = await textsOf(db, except === null ? first : [...first, except]);
  const isAlike = (each: { likeness: number }) => each.likeness * 100 >= settings.alike;
  const compare = (each: KnownText) => ({ known: each, likeness: likenessTo(sketch, each.text, size) });
  const itself = known
    .filter(({ id }) => id === except)
    .map(compare)
    .find(isAlike)?.known;
  const until = Math.min(question.until ?? Infinity, itself?.at ?? Infinity);
  const alike = known
    .filter((each) => each.id !== except && each.at > at - settings.days * aDay && each.at <= until)
    .filter((each) => !itself || each.at < itself.at || each.id < itself.id)
    .map(compare)
    .filter(isAlike)
    .toSorted((one, other) => other.likeness - one.likeness);
  return {
    sketch,
    ...(await withoutItself(db, told(alike, question), question)),
    own: itself ? { since: itself.at, clusterId: itself.clusterId } : null,
  };
}

/** A cluster's size counts the comment itself, where it is in it, and what was said after the moment that is asked about. */
async function withoutItself(
  db: Db,
  found: Omit<Repeats, "sketch" | "own">,
  { except, until }: RepeatQuestion,
): Promise<Omit<Repeats, "sketch" | "own">> {
  const clusterId = found.nearest?.clusterId ?? null;
  if (except === null || clusterId === null) return found;
  return { ...found, times: await countInCluster(db, { clusterId, except, until }) };
}

function likenessTo(sketch: Sketch, text: string, size: { seed: number; fewest: number }): number {
  const readings = /^>/m.test(text) ? [text, unquoted(text)] : [text];
  return Math.max(
    ...readings.map((each) => {
      const other = sketchOf(each, size);
      return other ? likeness(sketch, other) : 0;
    }),
  );
}

type Alike = { known: KnownText; likeness: number };

function told(
  alike: readonly Alike[],
  { by = [], isThen = false }: Pick<RepeatQuestion, "by" | "isThen">,
): Omit<Repeats, "sketch" | "own"> {
  const [best] = alike;
  if (!best) return nothing;
  // One that is in a cluster before one that stands alone.
  const { known } = alike.find((each) => each.known.clusterId !== null) ?? best;
  const verdict =
    known.clusterId === null || isThen ? (isRefused(known) ? known.status : "") : (known.verdict ?? "");
  return {
    nearest: { id: known.id, likeness: best.likeness, clusterId: known.clusterId },
    times: known.clusterId === null ? alike.length : Math.max(known.size ?? 1, alike.length),
    verdict: isStanding(alike, by) ? "" : verdict,
  };
}

function isRefused({ status }: KnownText): boolean {
  return status === "rejected" || status === "spam";
}

/**
 * Whether it is rather like something that stands on the page than like what the desk has refused. Otherwise whoever
 * pastes somebody's words with an insult added, to have that refused, would have those words refused with it. One's own
 * words count for oneself also when a copy that was refused is as like.
 */
function isStanding(alike: readonly Alike[], by: readonly PersonId[]): boolean {
  const refused = Math.max(0, ...alike.filter(({ known }) => isRefused(known)).map((each) => each.likeness));
  return alike.some(
    ({ known, likeness }) =>
      known.status === "published" &&
      (likeness > refused || (likeness === refused && by.includes(known.authorId))),
  );
}

/**
 * Keeps what a new comment says, and with whom it says it. What waits, waits with the others then. One that says nearly
 * what it did before stays where it was.
 */
export async function keepRepeats(
  tx: Tx,
  { sketch, nearest, own }: Repeats,
  comment: { id: CommentId; siteId: SiteId; at: number; isWaiting: boolean },
): Promise<void> {
  if (!sketch) return;
  const { id, siteId, isWaiting } = comment;
  const at = own?.since ?? comment.at;
  await insertText(tx, { id, at, values: sketch.values });
  if (own && !nearest) {
    // Whatever holds it, it isn't that others copied it: it isn't decided with them.
    if (own.clusterId) await putIntoCluster(tx, { id, clusterId: own.clusterId });
    return;
  }
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

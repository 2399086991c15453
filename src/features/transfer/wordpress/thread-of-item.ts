import { createHash } from "node:crypto";
import { sanitizeCommentHtml } from "../../../platform/html/safe-html.ts";
import { bodyOfHtml } from "../../discussion/comment-body.ts";
import type { SourceComment } from "../import/source.ts";
import { count, type Tally } from "../import/tally.ts";
import type { Staff } from "./bylines.ts";
import { classifyComment } from "./classify.ts";
import { type CleanComment, cleanCommentContent } from "./content/clean-comment.ts";
import { publicName } from "./public-name.ts";
import { type SeenIds, seenIds } from "./seen-ids.ts";
import type { WxrComment } from "./wxr.ts";

/** The comments of one item as they come, in one piece or in several. */
export interface Thread {
  staff: Staff;
  now: number;
  /** For a comment without a date. */
  publishedAt: number;
  example: string;
  tally: Tally;
  /** All that were read, and how often those that were read more than once. */
  seen: SeenIds;
  repeats: Map<string, number>;
  taken: SeenIds;
  /** What comments that are not taken answer themselves. */
  skipped: Map<number, number | null>;
  /** Replies to what was not read yet. */
  waiting: Entry[];
}

interface Entry {
  comment: WxrComment;
  key: string;
  cleaned: CleanComment;
  status: SourceComment["status"];
}

const mostWaiting = 20_000;
const longestContent = 100_000;

export function newThread(
  given: Pick<Thread, "staff" | "now" | "publishedAt" | "example" | "tally">,
): Thread {
  return { ...given, seen: seenIds(), repeats: new Map(), taken: seenIds(), skipped: new Map(), waiting: [] };
}

/** Those comments that are taken, each after the one that it answers. `isLast`: no more will come. */
export function takeComments(
  thread: Thread,
  comments: readonly WxrComment[],
  isLast: boolean,
): SourceComment[] {
  const entries = [...thread.waiting, ...comments.flatMap((comment) => entryOf(thread, comment) ?? [])];
  const mayWait = !isLast && thread.waiting.length < mostWaiting;
  thread.waiting = [];
  const here = new Map<number, Entry>();
  for (const entry of entries) {
    const { id } = entry.comment;
    if (id !== null && !here.has(id)) here.set(id, entry);
  }
  const byTime = entries.toSorted(
    (one, other) => timeOf(thread, one.comment) - timeOf(thread, other.comment),
  );
  const done = new Map<Entry, SourceComment | "waits">();
  for (const entry of byTime) place(thread, { entry, here, done, mayWait });
  const taken = [...done.values()].filter((each) => each !== "waits");
  for (const { comment } of entries)
    if (comment.id !== null && isTaken(here.get(comment.id), done)) thread.taken.add(comment.id);
  return taken;
}

function isTaken(entry: Entry | undefined, done: ReadonlyMap<Entry, SourceComment | "waits">): boolean {
  return entry !== undefined && done.get(entry) !== "waits";
}

function entryOf(thread: Thread, comment: WxrComment): Entry | null {
  const { id, parentId } = comment;
  const isRepeated = id !== null && thread.seen.add(id);
  const content =
    comment.content.length > longestContent
      ? `${comment.content.slice(0, longestContent)}…`
      : comment.content;
  const cleaned = cleanCommentContent(content);
  const what = classifyComment(comment, cleaned.text);
  if (what === "published" || what === "pending" || what === "spam") {
    if (content !== comment.content) count(thread.tally, "mended.comment-too-long", thread.example);
    return { comment, key: keyOf(thread, comment, isRepeated), cleaned, status: what };
  }
  count(thread.tally, `comment.skipped.${what}`);
  if (id !== null && !isRepeated) thread.skipped.set(id, parentId);
  return null;
}

/** The same at every import: the comment's id, or what it says where it has none; with a number where it is repeated. */
function keyOf(thread: Thread, { id, createdAt, author, content }: WxrComment, isRepeated: boolean): string {
  if (id !== null && !isRepeated) return String(id);
  const text = `${createdAt}\n${author}\n${content}`;
  const key =
    id === null ? `#${createHash("sha256").update(text).digest("base64url").slice(0, 16)}` : String(id);
  const number = (thread.repeats.get(key) ?? (id === null ? 0 : 1)) + 1;
  thread.repeats.set(key, number);
  return number === 1 ? key : `${key}.${number}`;
}

interface Placing {
  entry: Entry;
  here: ReadonlyMap<number, Entry>;
  done: Map<Entry, SourceComment | "waits">;
  mayWait: boolean;
}

/** Takes a comment after all that it answers. */
function place(thread: Thread, { entry, here, done, mayWait }: Placing): void {
  const chain: { entry: Entry; parent: Parent }[] = [];
  const inChain = new Set<Entry>();
  let next: Entry | null = entry;
  while (next && !done.has(next)) {
    const parent: Parent = parentOf(thread, next, here);
    const above = entryAbove(parent);
    const isCircle = above !== null && inChain.has(above);
    chain.push({ entry: next, parent: isCircle ? "missing" : parent });
    inChain.add(next);
    next = isCircle ? null : above;
  }
  for (const { entry: each, parent } of chain.toReversed()) {
    const above = entryAbove(parent);
    if (above ? done.get(above) === "waits" : parent === "missing" && mayWait) {
      thread.waiting.push(each);
      done.set(each, "waits");
      continue;
    }
    if (parent === "missing") count(thread.tally, "mended.parent-missing", thread.example);
    const earlier = typeof parent === "object" && "key" in parent ? parent.key : null;
    done.set(each, commentOf(thread, each, above?.key ?? earlier));
  }
}

/** A comment of this piece, the key of an earlier one, or none. */
type Parent = { entry: Entry } | { key: string } | "top" | "missing";

function entryAbove(parent: Parent): Entry | null {
  return typeof parent === "object" && "entry" in parent ? parent.entry : null;
}

/** The nearest that is taken of those above. */
function parentOf(thread: Thread, { comment }: Entry, here: ReadonlyMap<number, Entry>): Parent {
  const passed = new Set<number>();
  let id = comment.parentId;
  while (id !== null && id !== comment.id && !passed.has(id)) {
    const entry = here.get(id);
    if (entry) return { entry };
    if (thread.taken.has(id)) return { key: String(id) };
    const above = thread.skipped.get(id);
    if (above === undefined) return "missing";
    passed.add(id);
    id = above;
  }
  return "top";
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const longestAddress = 254;

function commentOf(
  thread: Thread,
  { comment, key, cleaned, status }: Entry,
  parentKey: string | null,
): SourceComment {
  const { name, wasAddress } = publicName(comment.author);
  if (wasAddress) count(thread.tally, "mended.name-was-address", thread.example);
  const email = comment.email.trim();
  const isAddress = email.length <= longestAddress && address.test(email);
  return {
    key,
    parentKey,
    kind: isStaff(thread.staff, comment) ? "staff" : "guest",
    name,
    email: isAddress ? email : null,
    body: bodyOfHtml(cleaned.text, sanitizeCommentHtml(cleaned.html)),
    status,
    at: timeOf(thread, comment),
  };
}

function isStaff(staff: Staff, { userId, email }: WxrComment): boolean {
  return (userId !== null && staff.userIds.has(userId)) || staff.emails.has(email.toLowerCase());
}

function timeOf(thread: Thread, { createdAt }: WxrComment): number {
  return Math.min(createdAt ?? thread.publishedAt, thread.now);
}

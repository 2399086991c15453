import { createHash } from "node:crypto";
import type { SourceComment, SourceStory, Step } from "../import/source.ts";
import { count, type Tally } from "../import/tally.ts";
import { classifyItem } from "./classify.ts";
import { readWxr } from "./read-wxr.ts";
import { exampleOf, type ItemWorld, storyOfItem } from "./story-of-item.ts";
import { bytesOf } from "./survey.ts";
import { newThread, takeComments, type Thread } from "./thread-of-item.ts";
import type { WxrComment, WxrItem, WxrRecord } from "./wxr.ts";
import { newWxrReport, type WxrReport } from "./wxr-report.ts";

export interface StepsInput {
  file: string;
  world: ItemWorld;
  withPages: boolean;
  /** Items that were done by an import before, and whether it may have written a part of the next one. */
  itemsDone: number;
  isResumed: boolean;
  onProgress(wxr: WxrReport): void;
}

/** A story whose comments are being read. */
interface OpenStory {
  story: SourceStory;
  thread: Thread;
  tally: Tally;
  isFirst: boolean;
  isResumed: boolean;
}

interface Reading {
  input: StepsInput;
  items: number;
  open: OpenStory | null;
  /** What was said of the first item with an id that others have too. */
  signatures: Map<number, string>;
  dateBefore: number | null;
}

/** Comments of one step. */
const mostAtOnce = 500;

/** Reads an export as the steps that an import takes, from the first item on that is not done yet. */
export async function* stepsOfExport(input: StepsInput): AsyncGenerator<Step> {
  const wxr = newWxrReport();
  const reading: Reading = { input, items: 0, open: null, signatures: new Map(), dateBefore: null };
  for await (const record of readWxr(bytesOf(input.file), wxr)) {
    input.onProgress(wxr);
    yield* stepsOfRecord(reading, record);
  }
  yield* stepsOfComments(reading, [], true);
}

function* stepsOfRecord(reading: Reading, record: WxrRecord): Generator<Step> {
  if (record.kind === "comments") yield* stepsOfComments(reading, record.comments, !record.goesOn);
  if (record.kind !== "item") return;
  // The last item may have broken off in the middle of its comments.
  yield* stepsOfComments(reading, [], true);
  const { item } = record;
  reading.items += 1;
  const key = keyOf(reading, item);
  if (item.publishedAt !== null) reading.dateBefore = item.publishedAt;
  if (reading.items <= reading.input.itemsDone) return;
  const tally: Tally = {};
  reading.open = openStory(reading, item, key, tally);
  if (!reading.open) yield { piece: null, itemsDone: reading.items, tally };
  else yield* stepsOfComments(reading, item.comments, !record.goesOn);
}

function openStory(
  reading: Reading,
  item: WxrItem,
  { key, isFirst }: ItemKey,
  tally: Tally,
): OpenStory | null {
  const { world, withPages, itemsDone, isResumed } = reading.input;
  const what = classifyItem(item, world.now);
  if ("skip" in what || (what.take === "page" && !withPages)) {
    count(tally, `item.skipped.${"skip" in what ? what.skip : "page"}`, exampleOf(item));
    count(tally, "comment.skipped.with-item", "", item.comments.length);
    return null;
  }
  const place = { kind: what.take, key, isFirstOfItsId: isFirst, dateBefore: reading.dateBefore };
  const story = storyOfItem(item, world, place, tally);
  const { publishedAt } = story.draft;
  const { staff } = world.survey;
  const thread = newThread({ staff, now: world.now, publishedAt, example: story.example, tally });
  return { story, thread, tally, isFirst: true, isResumed: isResumed && reading.items === itemsDone + 1 };
}

/** What was counted of a story goes with its last piece: it is written when all of it is. */
function* stepsOfComments(
  reading: Reading,
  comments: readonly WxrComment[],
  isLast: boolean,
): Generator<Step> {
  const { open, items } = reading;
  if (!open) return;
  const taken = takeComments(open.thread, comments, isLast);
  if (isLast) reading.open = null;
  for (const [part, isEnd] of partsOf(taken)) {
    const piece = { story: open.story, comments: part, isFirst: open.isFirst, isLast: isLast && isEnd };
    open.isFirst = false;
    const { isResumed } = open;
    yield piece.isLast
      ? { piece: { ...piece, isResumed }, itemsDone: items, tally: open.tally }
      : { piece: { ...piece, isResumed }, itemsDone: items - 1, tally: {} };
  }
}

function* partsOf(comments: readonly SourceComment[]): Generator<[SourceComment[], boolean]> {
  let from = 0;
  do {
    yield [comments.slice(from, from + mostAtOnce), from + mostAtOnce >= comments.length];
    from += mostAtOnce;
  } while (from < comments.length);
}

interface ItemKey {
  key: string;
  /** False for another item with an id that stood on one before. */
  isFirst: boolean;
}

/** Names an item, the same at every import: by its id, or by what else it has where others have that too. */
function keyOf({ input, signatures }: Reading, item: WxrItem): ItemKey {
  const signature = createHash("sha256").update(signatureOf(item)).digest("base64url").slice(0, 16);
  if (item.id === null) return { key: `#${signature}`, isFirst: true };
  if (!input.world.survey.repeatedIds.has(item.id)) return { key: String(item.id), isFirst: true };
  const first = signatures.get(item.id) ?? signature;
  signatures.set(item.id, first);
  return first === signature
    ? { key: String(item.id), isFirst: true }
    : { key: `${item.id}#${signature}`, isFirst: false };
}

function signatureOf({ type, guid, link, slug, title, publishedAt }: WxrItem): string {
  return [type, guid || link || `${slug}\n${title}\n${publishedAt}`].join("\n");
}

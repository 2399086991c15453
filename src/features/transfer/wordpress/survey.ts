import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { addAuthor, newStaff, type Staff } from "./bylines.ts";
import { type Attachments, newAttachments } from "./attachments.ts";
import { type Term, termsOf } from "./categories.ts";
import { classifyItem } from "./classify.ts";
import { readWxr } from "./read-wxr.ts";
import { seenIds } from "./seen-ids.ts";
import type { WxrChannel, WxrItem } from "./wxr.ts";
import { newWxrReport, type WxrReport } from "./wxr-report.ts";

/** What has to be known of a whole export before the first of its stories can be written. */
export interface Survey {
  channel: WxrChannel;
  staff: Staff;
  attachments: Attachments;
  /** Ids that stand on more than one item. */
  repeatedIds: ReadonlySet<number>;
  /** Those that stories will stand in, the fullest first. */
  sections: readonly Term[];
  wxr: WxrReport;
  /** A digest of the file. */
  fingerprint: string;
}

// Larger ones would outlive the young generation of the heap, and memory would grow with them.
const chunkSize = 1 << 16;

/** The bytes of a file, as the reader wants them. */
export function bytesOf(file: string): AsyncIterable<Buffer> {
  return createReadStream(file, { highWaterMark: chunkSize });
}

const nowhere: WxrChannel = {
  title: "",
  link: "",
  description: "",
  language: "",
  wxrVersion: "",
  baseSiteUrl: "",
  baseBlogUrl: "",
};

export interface Surveying {
  file: string;
  now: number;
  signal: AbortSignal;
  /** Called again and again, with what was read so far. */
  onProgress(wxr: WxrReport): void;
}

/** Reads an export once from end to end. Null when it was told to stop. Throws WxrError on what is no export. */
export async function surveyExport({ file, now, signal, onProgress }: Surveying): Promise<Survey | null> {
  const wxr = newWxrReport();
  const hash = createHash("sha256");
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const chunk of bytesOf(file)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  let channel = nowhere;
  const staff = newStaff();
  const attachments = newAttachments();
  const ids = seenIds();
  const repeatedIds = new Set<number>();
  const stories = new Map<string, { term: Term; count: number }>();
  for await (const record of readWxr(hashed(), wxr)) {
    if (signal.aborted) return null;
    onProgress(wxr);
    if (record.kind === "channel") channel = record.channel;
    if (record.kind === "author") addAuthor(staff, record.author);
    if (record.kind !== "item") continue;
    const { item } = record;
    if (item.id !== null && ids.add(item.id)) repeatedIds.add(item.id);
    if (item.type === "attachment") attachments.add(item);
    else countSection(stories, item, now);
  }
  const sections = [...stories.values()]
    .sort((one, other) => other.count - one.count)
    .map(({ term }) => term);
  return { channel, staff, attachments, repeatedIds, sections, wxr, fingerprint: hash.digest("base64url") };
}

function countSection(stories: Map<string, { term: Term; count: number }>, item: WxrItem, now: number): void {
  const what = classifyItem(item, now);
  const term = "take" in what && what.take === "story" ? termsOf(item).section : null;
  if (!term) return;
  const known = stories.get(term.slug);
  if (known) known.count += 1;
  else stories.set(term.slug, { term, count: 1 });
}

import { z } from "zod";
import { readId, type SectionId, type StoryId } from "../../../platform/lib/ids.ts";
import type { TimeKey } from "../../discussion/reading.ts";
import { queues } from "./queue.ts";

/** The desk's lists: its queues, what waits in clusters, what is new since one last looked, and everything. */
export const listNames = [...queues, "clusters", "new", "all"] as const;
export type ListName = (typeof listNames)[number];

/** Which of the desk's lists is seen, and how much of it. */
export interface Filter {
  queue: ListName;
  sectionId: SectionId | null;
  storyId: StoryId | null;
  /** BCP 47; null: every language. */
  language: string | null;
}

const text = z.string().max(100).optional().catch(undefined);

/** The part of an address that says which list is seen. */
export const filterQuery = z.object({
  queue: z.enum(listNames).optional().catch(undefined),
  section: text,
  story: text,
  language: text,
});

export function filterOf(query: z.output<typeof filterQuery>): Filter {
  return {
    queue: query.queue ?? "held",
    sectionId: readId(query.section ?? ""),
    storyId: readId(query.story ?? ""),
    language: /^[A-Za-z0-9-]{2,35}$/.test(query.language ?? "") ? (query.language ?? null) : null,
  };
}

/** Whether it leaves anything out of its list. */
export function isNarrow({ sectionId, storyId, language }: Filter): boolean {
  return sectionId !== null || storyId !== null || language !== null;
}

/** Path of a list, or of a case within it. `more`: further fields of the address. */
export function deskPath(
  { queue, sectionId, storyId, language }: Filter,
  { id, ...more }: { id?: number | string; after?: TimeKey; from?: TimeKey; members?: TimeKey } = {},
): string {
  const query = new URLSearchParams({ queue });
  if (sectionId !== null) query.set("section", String(sectionId));
  if (storyId !== null) query.set("story", String(storyId));
  if (language !== null) query.set("language", language);
  for (const [name, key] of Object.entries(more)) query.set(name, writeKey(key));
  return `/desk/comments${id === undefined ? "" : `/${id}`}?${query}`;
}

const writeKey = ({ at, id }: TimeKey) => `${at}.${id}`;

/** Reads a place in a list from an address; null: there is none. */
export function readKey(value: string | undefined): TimeKey | null {
  const found = /^(-?\d{1,16})\.(\d{1,16})$/.exec(value ?? "");
  if (!found) return null;
  const key = { at: Number(found[1]), id: Number(found[2]) };
  return Number.isSafeInteger(key.at) && Number.isSafeInteger(key.id) ? key : null;
}

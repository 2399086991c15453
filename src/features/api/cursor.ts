import type { Sort } from "../discussion/comment.ts";
import type { Place } from "../discussion/list-comments.ts";

/** A list of comments of a discussion, and an order of it. */
export interface Walk {
  sort: Sort;
  topsOnly: boolean;
}

export function writePlace({ key, id }: Place): string {
  return `${key}.${id}`;
}

/** The place in a cursor that has passed its schema. */
export function readPlace(cursor: string): Place {
  const [key, id] = cursor.split(".").map(Number);
  return { key: key ?? 0, id: id ?? 0 };
}

const walks: Readonly<Record<string, Walk>> = {
  newest: { sort: "newest", topsOnly: false },
  oldest: { sort: "oldest", topsOnly: false },
  newestTops: { sort: "newest", topsOnly: true },
  oldestTops: { sort: "oldest", topsOnly: true },
  best: { sort: "best", topsOnly: true },
  replies: { sort: "replies", topsOnly: true },
};

export function writeWalk({ sort, topsOnly }: Walk, place: Place): string {
  const isByTime = sort === "newest" || sort === "oldest";
  return `${sort}${isByTime && topsOnly ? "Tops" : ""}.${writePlace(place)}`;
}

/** The list and the place in a cursor that has passed its schema. */
export function readWalk(cursor: string): { walk: Walk; place: Place } {
  const [name = "", ...place] = cursor.split(".");
  return { walk: walks[name] ?? { sort: "newest", topsOnly: false }, place: readPlace(place.join(".")) };
}

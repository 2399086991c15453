import type { Attachment } from "./content/images.ts";
import { plainText } from "./content/clean-name.ts";
import type { WxrItem } from "./wxr.ts";

/** The pictures of an export's media library, kept small: a large site has some hundred thousand. */
export interface Attachments {
  add(item: WxrItem): void;
  find(id: number): Attachment | undefined;
  /** Ids of the pictures that were uploaded to an item, in its order. */
  of(parentId: number): number[];
}

const most = 1_000_000;
const longestText = 500;
const separator = "\u001f";

export function newAttachments(): Attachments {
  const known = new Map<number, string>();
  /** parent, order, id; parent, order, id; … */
  const uploads: number[] = [];
  let sorted: number[][] | null = null;
  return {
    add(item) {
      const { id, attachmentUrl, imageAlt, excerpt, parentId, menuOrder } = item;
      if (id === null || attachmentUrl === "" || known.size >= most) return;
      const caption = plainText(excerpt).replace(/\s+/g, " ").trim().slice(0, longestText);
      known.set(id, [attachmentUrl, imageAlt.slice(0, longestText), caption].join(separator));
      if (parentId !== null && isPicture(attachmentUrl)) uploads.push(parentId, menuOrder, id);
      sorted = null;
    },
    find(id) {
      const [url, alt = "", caption = ""] = known.get(id)?.split(separator) ?? [];
      return url === undefined ? undefined : { url, alt, caption };
    },
    of(parentId) {
      sorted ??= sortedUploads(uploads);
      const ids: number[] = [];
      for (let at = firstOf(sorted, parentId); sorted[at]?.[0] === parentId; at++)
        ids.push(sorted[at]?.[2] ?? 0);
      return ids;
    },
  };
}

function isPicture(url: string): boolean {
  return /\.(?:jpe?g|png|gif|webp|avif)$/i.test(url.replace(/[?#].*$/, ""));
}

function sortedUploads(uploads: readonly number[]): number[][] {
  const rows: number[][] = [];
  for (let at = 0; at < uploads.length; at += 3) rows.push(uploads.slice(at, at + 3));
  const order = (one: number[], other: number[], column: number) => (one[column] ?? 0) - (other[column] ?? 0);
  return rows.sort((one, other) => order(one, other, 0) || order(one, other, 1) || order(one, other, 2));
}

/** Where the rows of a parent begin, by halving. */
function firstOf(rows: readonly number[][], parentId: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.[0] ?? 0) < parentId) low = middle + 1;
    else high = middle;
  }
  return low;
}

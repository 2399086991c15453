import { isPictureAddress, mediaAddress } from "./addresses.ts";
import { cleanTitle } from "./clean-name.ts";
import type { Tag } from "./markup.ts";

export interface StoryImage {
  /** Absolute; "" if only `attachmentId` says which picture it is. */
  url: string;
  alt: string;
  caption: string;
  credit?: string;
  width?: number;
  height?: number;
  attachmentId?: number;
  /** The picture that this one linked to, usually the same in full size. */
  fullUrl?: string;
}

/** A picture of the media library, as the caller knows it from the export's attachment items. */
export interface Attachment {
  url: string;
  alt: string;
  caption: string;
}

function dimension(text: string | undefined): number | undefined {
  const match = /^\s*(\d{1,5})(?:px|\.\d+)?\s*$/.exec(text ?? "");
  return match?.[1] ? Number(match[1]) : undefined;
}

export function isSmiley(tag: Tag): boolean {
  const { attributes } = tag;
  return (
    /wp-smiley|\bemoji\b/.test(attributes["class"] ?? "") ||
    /\/(?:smil(?:ies|eys?)|emoji)\//i.test(attributes["src"] ?? "")
  );
}

/** One by one pixel: it counts readers and shows nothing. */
export function isTracker(tag: Tag): boolean {
  const width = dimension(tag.attributes["width"]);
  const height = dimension(tag.attributes["height"]);
  return (width !== undefined && width <= 2) || (height !== undefined && height <= 2);
}

function sourceOf(tag: Tag, base: string | undefined): string | null {
  const { attributes } = tag;
  // Pages that load pictures late keep the address elsewhere and a placeholder in src.
  for (const name of ["data-src", "data-lazy-src", "data-original", "data-orig-file", "src"]) {
    const address = mediaAddress(attributes[name] ?? "", base);
    if (address) return address;
  }
  return null;
}

function attachmentOf(tag: Tag): number | undefined {
  const marked = /\bwp-image-(\d{1,15})\b/.exec(tag.attributes["class"] ?? "")?.[1];
  const id = Number(marked ?? tag.attributes["data-id"] ?? tag.attributes["data-attachment-id"] ?? "");
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** `link`: the address that the picture was linked to. Null if there is nothing to fetch. */
export function imageOf(tag: Tag, link: string | null, base: string | undefined): StoryImage | null {
  const url = sourceOf(tag, base);
  if (!url) return null;
  const width = dimension(tag.attributes["width"]);
  const height = dimension(tag.attributes["height"]);
  const attachmentId = attachmentOf(tag);
  return {
    url,
    alt: cleanTitle(tag.attributes["alt"] ?? ""),
    caption: "",
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(attachmentId === undefined ? {} : { attachmentId }),
    ...(link && isPictureAddress(link) && link !== url ? { fullUrl: link } : {}),
  };
}

const creditAtEnd =
  /[\s.,;–—-]*[([]?\s*(?:(?:photo(?:graph)?|picture|image|foto|bild|crédit|credit|photographie)s?(?:\s+(?:by|von|par|de|credit))?\s*[:©]|©|\(c\))\s*([^()[\]]{2,80}?)\s*[)\]]?\.?$/i;

/** Parts "The pier at dawn (Photo: A. Berg)" into caption and credit. */
export function captioned(image: StoryImage, text: string): StoryImage {
  const match = creditAtEnd.exec(text);
  const credit = match?.[1]?.trim();
  if (!match || !credit) return { ...image, caption: text };
  return { ...image, caption: text.slice(0, match.index).trim(), credit };
}

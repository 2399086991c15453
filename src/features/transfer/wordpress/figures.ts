import type { SourcePicture } from "../import/source.ts";
import { count, type Tally } from "../import/tally.ts";
import type { Attachments } from "./attachments.ts";
import { captioned, type StoryImage } from "./content/images.ts";
import { cleanTitle } from "./content/clean-name.ts";
import type { WxrItem } from "./wxr.ts";

/** PostgreSQL indexes no more than about 2,700 bytes. */
const longestAddress = 2000;

export interface Figures {
  pictures: SourcePicture[];
  /** The text, without a picture at its beginning that stands above it already. */
  html: string;
}

/** The picture above a story and those in its text. */
export function figuresOf(
  item: WxrItem,
  { html, images }: { html: string; images: readonly StoryImage[] },
  { attachments, tally, example }: { attachments: Attachments; tally: Tally; example: string },
): Figures {
  const pictures: SourcePicture[] = [];
  const lead = item.featuredImageId === null ? undefined : attachments.find(item.featuredImageId);
  if (item.featuredImageId !== null && !lead) count(tally, "mended.picture-unknown", example);
  for (const [position, image] of images.entries()) {
    const known = image.attachmentId === undefined ? undefined : attachments.find(image.attachmentId);
    const url = known?.url || image.fullUrl || image.url;
    if (!isAddress(url)) count(tally, "mended.picture-unknown", example);
    else pictures.push({ ...words(image, known?.alt), url, placement: "body", position });
  }
  if (!lead || !isAddress(lead.url)) return { pictures, html };
  const featured = captioned({ ...lead, alt: cleanTitle(lead.alt) }, lead.caption);
  const first = pictures[0];
  const isTwice = first?.position === 0 && sameFile(first.url, lead.url) && html.startsWith(mark);
  const above = { ...words(featured), url: lead.url, placement: "lead", position: 0 } as const;
  if (!first || !isTwice) return { pictures: [above, ...pictures], html };
  const caption = first.caption || above.caption;
  return {
    pictures: [
      { ...above, alt: above.alt || first.alt, caption, credit: first.credit || above.credit },
      ...pictures.slice(1),
    ],
    html: html.slice(mark.length).trimStart(),
  };
}

const mark = '<figure data-image="0"></figure>';

function words(image: StoryImage, alt = "") {
  return { alt: image.alt || cleanTitle(alt), caption: image.caption, credit: image.credit ?? "" };
}

function isAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && url.length <= longestAddress && URL.canParse(url);
}

/** Whether two addresses are one picture, in whatever size WordPress made of it. */
function sameFile(one: string, other: string): boolean {
  const bare = (url: string) =>
    url
      .replace(/[?#].*$/, "")
      .replace(/-(?:\d+x\d+|scaled)(?=\.\w+$)/, "")
      .replace(/^https?:/, "");
  return bare(one) === bare(other);
}

import { fileName, mediaAddress, watchAddress } from "./addresses.ts";
import { cleanCharacters } from "./characters.ts";
import * as flow from "./flow.ts";
import { captioned, imageOf, isSmiley, isTracker } from "./images.ts";
import type { StoryImage } from "./images.ts";
import type { Tag } from "./markup.ts";
import { out } from "./out.ts";
import { attachmentMark } from "./shortcode-media.ts";
import { countMend, nothing } from "./story-state.ts";
import type { Figure, StoryWriter } from "./story-state.ts";

/** Pictures, their captions, and players. A function that enters a tag gives what to do on leaving it. */

function pushImage(w: StoryWriter, image: StoryImage): void {
  flow.writeBlock(w.flow, out("figure", { "data-image": String(w.images.length) }));
  w.images.push(image);
}

function pushAttachment(w: StoryWriter, id: number): void {
  const known = w.context.attachment?.(id);
  pushImage(w, {
    url: known?.url ?? "",
    alt: known?.alt ?? "",
    caption: known?.caption ?? "",
    attachmentId: id,
  });
}

export function writePicture(w: StoryWriter, tag: Tag): void {
  if (w.caption !== null || w.player?.picture) return;
  const alt = tag.attributes["alt"] ?? "";
  if (isSmiley(tag)) flow.writeText(w.flow, cleanCharacters(alt));
  if (isSmiley(tag) || isTracker(tag)) return;
  const image = imageOf(tag, w.links.at(-1) ?? null, w.context.baseUrl);
  if (image) pushImage(w, image);
  else countMend(w, "picture-without-address");
}

function writeLinkParagraph(w: StoryWriter, href: string, text: string): void {
  flow.writeBlock(w.flow, out("p", {}, [out("a", { href }, [text])]));
}

/** A frame, film or sound becomes a paragraph with a link to it: no third party is fetched from a page. */
export function enterPlayer(w: StoryWriter, tag: Tag): () => void {
  if (w.player) {
    notePlayerAddress(w, tag);
    return nothing;
  }
  w.player = { address: "", picture: true };
  notePlayerAddress(w, tag);
  w.dropping += 1;
  const isFile = tag.name === "video" || tag.name === "audio";
  return () => {
    w.dropping -= 1;
    const address = watchAddress(w.player?.address ?? "");
    w.player = null;
    if (address === "") return;
    countMend(w, "player-to-link");
    writeLinkParagraph(w, address, isFile ? fileName(address) : address);
  };
}

export function notePlayerAddress(w: StoryWriter, { name, attributes }: Tag): void {
  if (w.player?.address !== "") return;
  const isMovie = name === "param" && /^(movie|src|url)$/i.test(attributes["name"] ?? "");
  const raw =
    name === "param" ? (isMovie ? attributes["value"] : "") : (attributes["src"] ?? attributes["data"]);
  w.player.address = mediaAddress(raw ?? "", w.context.baseUrl) ?? "";
}

export function enterFigure(w: StoryWriter, tag: Tag): () => void {
  const figure: Figure = { firstImage: w.images.length, caption: "" };
  w.figures.push(figure);
  flow.endLine(w.flow);
  const mark = tag.attributes[attachmentMark];
  return () => {
    flow.endLine(w.flow);
    w.figures.pop();
    if (mark === "all") for (const id of w.context.attachedIds ?? []) pushAttachment(w, id);
    else if (mark !== undefined) markAttachment(w, figure, Number(mark));
    placeCaption(w, figure);
  };
}

function markAttachment(w: StoryWriter, figure: Figure, id: number): void {
  const image = w.images[figure.firstImage];
  if (!image) pushAttachment(w, id);
  else image.attachmentId ??= id;
}

/** A caption belongs to the one picture of its figure; under several, or under none, it is a paragraph. */
function placeCaption(w: StoryWriter, figure: Figure): void {
  const text = figure.caption.replace(/\s+/g, " ").trim();
  if (text === "") return;
  const image = w.images[figure.firstImage];
  if (image && w.images.length === figure.firstImage + 1 && image.caption === "") {
    w.images[figure.firstImage] = captioned(image, text);
  } else flow.writeBlock(w.flow, out("p", {}, [text]));
}

export function enterCaption(w: StoryWriter): () => void {
  if (w.caption !== null) return nothing;
  w.caption = "";
  return () => {
    const text = w.caption ?? "";
    w.caption = null;
    const figure = w.figures.at(-1);
    if (figure) figure.caption += ` ${text}`;
    else placeCaption(w, { firstImage: Math.max(0, w.images.length - 1), caption: text });
  };
}

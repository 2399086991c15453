import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { type CommentId, type MemberId, readId } from "../../../platform/lib/ids.ts";
import { cleanLine, cleanText, countCharacters, isIntact } from "../../../platform/text/clean.ts";
import { findComment } from "../../discussion/reading.ts";
import { looksLikeAddress, normalAddress } from "../../people/accounts/address.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { type Site, siteUrl } from "../../sites/site.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { cardsById } from "../../stories/reading.ts";
import { enqueue } from "../queue/queue.ts";
import { linkTo } from "./access.ts";
import { noticeCategories, type NoticeCategory } from "./categories.ts";
import { countUnderAddress, insertNotice, recordOfSender, type Sender } from "./notice.store.ts";
import { orderMail } from "./order-mail.ts";
import { weightOf } from "./weigh-reports.ts";

// Notice and action: Regulation (EU) 2022/2065, article 16; against misuse of it: article 23(2).

/** As it was typed. */
export interface TypedNotice {
  place: string;
  category: string;
  explanation: string;
  name: string;
  email: string;
  goodFaith: boolean;
}

export interface NoticeInput {
  site: OpenSite;
  typed: TypedNotice;
  memberId: MemberId | null;
  deviceHash: string;
  /** Whether the browser brought a valid proof of work, where the site asks for one. */
  solvedChallenge: boolean;
  language: string;
}

export type NoticeOutcome = { outcome: "kept"; id: number } | { outcome: "refused"; complaints: Complaint[] };

const longestExplanation = 5000;
const longestPlace = 1000;
const longestName = 200;
const aDay = 24 * 3_600_000;
/** Over so many days it is counted how often somebody gave notice without any ground, */
const daysCounted = 180;
/** from so many on, when they are at least half of theirs, what they send isn't looked at */
export const unfoundedFrom = 3;
/** for so many days after the last of them, of which they were warned. */
export const daysPutOff = 30;

/** Keeps a notice of illegal content for the desk, and confirms it to its sender. */
export async function giveNotice(ctx: Context, input: NoticeInput): Promise<NoticeOutcome> {
  const complaints = complaintsOf(input.typed);
  if (complaints.length > 0) return { outcome: "refused", complaints };
  const id = await ctx.db.transact((tx) => write(tx, ctx, input));
  return { outcome: "kept", id };
}

function complaintsOf(typed: TypedNotice): Complaint[] {
  const { place, explanation, name, email, category, goodFaith } = typed;
  const complaints: Complaint[] = [];
  const isWhole = [place, explanation, name].every(isIntact);
  const over = countCharacters(cleanText(explanation)) - longestExplanation;
  if (cleanLine(place) === "" || place.length > longestPlace)
    complaints.push({ field: "place", message: "illegal.error.place" });
  if (categoryIn(category) === null)
    complaints.push({ field: "category", message: "illegal.error.category" });
  if (!isWhole) complaints.push({ field: "explanation", message: "error.text.broken" });
  else if (cleanText(explanation) === "")
    complaints.push({ field: "explanation", message: "illegal.error.explanation" });
  else if (over > 0)
    complaints.push({ field: "explanation", message: "appeal.error.long", values: { n: over } });
  // Of sexual abuse of children one may tell without saying who one is: article 16(2)(c).
  const mayBeNameless = category === "minors";
  if (!mayBeNameless && (cleanLine(name) === "" || name.length > longestName))
    complaints.push({ field: "name", message: "illegal.error.name" });
  if (email.trim() === "" ? !mayBeNameless : !looksLikeAddress(email.trim()))
    complaints.push({
      field: "email",
      message: email.trim() === "" ? "illegal.error.email" : "error.email.wrong",
    });
  if (!goodFaith) complaints.push({ field: "goodFaith", message: "illegal.error.goodFaith" });
  return complaints;
}

function categoryIn(word: string): NoticeCategory | null {
  return noticeCategories.find((each) => each === word) ?? null;
}

/** The comment that an address of this site leads to; null: it leads to none. */
export function commentAt(place: string): CommentId | null {
  const [, id = ""] = /(?:\/comments\/|#c-)([1-9]\d{0,15})\b/.exec(place) ?? [];
  return readId<CommentId>(id);
}

async function write(tx: Tx, ctx: Context, input: NoticeInput): Promise<number> {
  const { site, typed, memberId, deviceHash, language } = input;
  const { keys } = ctx;
  const at = ctx.now();
  const place = cleanLine(typed.place);
  const known = commentAt(place);
  const comment = known === null ? null : await findComment(tx, site.id, known);
  const [name, email] = [cleanLine(typed.name), typed.email.trim()];
  const emailHash = email === "" ? null : keys.hash("email", normalAddress(email));
  const { weight, isPutOff } = await standingOf(tx, { memberId, emailHash, deviceHash }, at);
  const id = await insertNotice(tx, {
    site_id: site.id,
    comment_id: comment?.id ?? noComment,
    url: place,
    category: categoryIn(typed.category) ?? "unspecified",
    explanation: cleanText(typed.explanation),
    name_sealed: name === "" ? null : keys.seal("address", name),
    email_sealed: email === "" ? null : keys.seal("address", email),
    email_hash: emailHash,
    member_id: memberId,
    device_hash: deviceHash,
    language,
    weight: isPutOff ? 0 : input.solvedChallenge ? weight : Math.round(weight / 2),
    at,
    outcome: isPutOff ? "putOff" : "",
  });
  const story = comment && (await cardsById(tx, [comment.storyId])).get(comment.storyId);
  if (comment && story && !isPutOff)
    await enqueue(tx, {
      queue: "notice",
      siteId: site.id,
      commentId: comment.id,
      storyId: comment.storyId,
      sectionId: story.sectionId,
      language: comment.language ?? story.language,
      since: at,
      reference: id,
      weight,
    });
  if (emailHash !== null && (await countUnderAddress(tx, emailHash, at - aDay)) <= mostReceipts)
    await orderMail(tx, ctx, {
      key: `notice ${id} received`,
      site,
      to: { memberId: null, toSealed: keys.seal("address", email), language },
      content: {
        kind: "noticeReceived",
        number: id,
        place: placeInMail(site, ctx.config.url, place),
        link: linkTo(ctx, site, "notice", id),
      },
    });
  return id;
}

/** Mails to one address in a day that say a notice has arrived: anybody may type anybody's. The page says so each time. */
const mostReceipts = 10;

/**
 * The place as a mail names it: nobody has proved the address that it goes to, so nothing stands in it that whoever typed
 * it could want a stranger to read.
 */
export function placeInMail(site: Site, origin: string, place: string): string {
  const id = commentAt(place);
  if (id !== null) return placeOf(site, origin, id);
  const home = siteUrl(site, origin, "/");
  const path = URL.parse(place)?.pathname ?? "";
  return place.startsWith(home) && /^[a-z0-9/_-]{1,200}$/i.test(path) ? new URL(path, home).href : home;
}

const noComment = 0 as CommentId;

/** What a sender's notices weigh, and whether they are put off: see `unfoundedFrom`. */
export async function standingOf(
  tx: Tx,
  sender: Sender,
  now: number,
): Promise<{ weight: number; unfounded: number; isPutOff: boolean }> {
  const record = await recordOfSender(tx, sender, now - daysCounted * aDay);
  const { answered, removed, unfounded, lastUnfounded } = record;
  const isOften = unfounded >= unfoundedFrom && unfounded * 2 >= answered;
  const isPutOff = isOften && lastUnfounded !== null && now < lastUnfounded + daysPutOff * aDay;
  return { weight: weightOf({ upheld: removed, dismissed: unfounded }), unfounded, isPutOff };
}

/** Where a comment stands, as a notice names it. */
export function placeOf(site: Site, origin: string, id: CommentId): string {
  return siteUrl(site, origin, `/comments/${id}`);
}

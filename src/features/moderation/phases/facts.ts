import type { CommentId, MemberId, PersonId } from "../../../platform/lib/ids.ts";
import type { OpenSite } from "../../sites/sites.ts";
import type { DiscussionMode, Preset, StoryCard } from "../../stories/story.ts";
import type { Sanction } from "../sanctions/sanction.ts";
import type { Said } from "../outside/ask-classifier.ts";
import type { Repeats } from "../repeats/repeats.ts";
import type { RuleSettings } from "../rules/rule-settings.ts";
import type { WordBook } from "../words/word-book.ts";
import type { Span } from "./verdict.ts";

/** A text that somebody wants to post, as it reaches the phases. */
export interface Submission {
  site: OpenSite;
  story: Pick<StoryCard, "id" | "sectionId" | "language" | "publishedAt">;
  mode: DiscussionMode;
  /** What kind of story it is, where that brings rules of its own; empty: none. */
  preset: Preset | "";
  author: Author;
  /** What it answers. */
  parentId: CommentId | null;
  /** Plain text: what spans are counted in. */
  text: string;
  /** Sanitized HTML of all of it, for its links. */
  html: string;
  /** The comment itself, when it is changed, scanned or tried once more; null: it isn't written yet. */
  commentId: CommentId | null;
  /** Whether the browser brought a valid proof of work. */
  solvedChallenge: boolean;
  /** When it was written: milliseconds since 1970. */
  at: number;
}

/** Who writes, as far as is known: of a comment that is looked at again, some of it may be forgotten by then. */
export interface Author {
  kind: "guest" | "member" | "staff";
  name: string;
  memberId: MemberId | null;
  /** Under which they have written on this site before; empty: never. */
  persons: readonly PersonId[];
  /** Keyed hashes; empty: unknown. */
  deviceHash: string;
  networkHash: string;
  /** Keyed hash of the domain of their address; null: none is known. */
  domainHash: string | null;
  /** Keyed hash of the address that a guest gave; null or absent: none. */
  addressHash?: string | null;
  /** When the account was made: milliseconds since 1970; null: no account. */
  since: number | null;
}

/** What became of what somebody wrote on a site before. */
export interface Standing {
  published: number;
  refused: number;
  /** Reports against them that staff agreed with. */
  reportsUpheld: number;
  /** When the first of their comments was written; null: there is none. */
  firstAt: number | null;
  /** What the desk has said of them, whatever the numbers say. */
  trust: Trust;
}

/** "auto": nothing, so the numbers count. */
export type Trust = "auto" | "trusted" | "distrusted";

/** What has been learnt from the desk's decisions, asked about a submission. */
export interface LearnerScore {
  /** How likely the desk is to refuse it, 0 to 1. */
  score: number;
  /** Which state of it says so. */
  version: string;
  /**
   * Whether it has earned to hold, or to refuse, from `threshold` on: both that and the precision that it has to have
   * shown are in per cent.
   */
  mayHold(threshold: number, least: number): Promise<boolean>;
  mayRefuse(threshold: number): Promise<boolean>;
  /** What in the text speaks for refusing it. */
  spans(): readonly Span[];
}

/** What phases may know of a submission. Each names what it uses; what costs a query is read when one asks, once. */
export interface Facts extends Submission {
  rules: RuleSettings;
  /** Where the site itself stands: links to it are the site's own. */
  ownHost: string;
  standing(): Promise<Standing>;
  /** What keeps the writer from writing; null: nothing. */
  sanction(): Promise<Sanction | null>;
  /** What services elsewhere say; nothing while rules are only tried. */
  opinions(): Promise<readonly Said[]>;
  /** What was said before that is nearly the same. */
  repeats(): Promise<Repeats>;
  /** The words that are looked for on this site. */
  words(): Promise<WordBook>;
  /** Null: nothing has been learnt yet. */
  learnerScore(): Promise<LearnerScore | null>;
}

import type { SiteSettings } from "../../sites/site.ts";
import type { DiscussionMode } from "../../stories/story.ts";

/** What phases may know of a new comment. Each names what it uses. */
export interface Facts {
  mode: DiscussionMode;
  settings: SiteSettings;
  authorKind: "guest" | "member" | "staff";
  /** Whether the browser brought a valid proof of work. */
  solvedChallenge: boolean;
}

/** What a phase says: let it pass, or hold it for an editor, and why. */
export type Verdict = { say: "pass" } | { say: "hold"; reason: string };

export interface Phase {
  name: string;
  check(facts: Facts): Verdict;
}

export const pass: Verdict = { say: "pass" };
export const hold = (reason: string): Verdict => ({ say: "hold", reason });

import type { World } from "../../../context.ts";
import type { PersonId } from "../../../platform/lib/ids.ts";
import { type Complaint, checkText } from "../../discussion/check-comment.ts";
import { findDiscussion, listStories } from "../../stories/reading.ts";
import type { Discussion, StoryCard } from "../../stories/story.ts";
import { factsOf } from "../facts-of.ts";
import type { Author, Submission } from "../phases/facts.ts";
import { type Judgement, turnAway } from "../phases/judge.ts";
import type { TurnedAway } from "../phases/phase.ts";
import { tryRules } from "./dry-run.ts";
import type { RuleSettings } from "./rule-settings.ts";

/** As whom a text is tried: a guest or member who is known here for what was published, or somebody new. */
export const triers = ["new", "guest", "member"] as const;
export type Trier = (typeof triers)[number];

export interface Trial {
  text: string;
  as: Trier;
  /** Under which story; null: none in particular. */
  story: StoryCard | null;
}

/** What a text would meet: it is given back before anything is kept, or judged. */
export type TrialResult = { away: TurnedAway } | { judgement: Judgement };

const mostOffered = 50;

/** The stories that can be chosen from. */
export function storiesToTry({ ctx, site }: World): Promise<StoryCard[]> {
  return listStories(ctx.db.read, { siteId: site.id, limit: mostOffered });
}

/** Tries a text under some settings. Nothing is written. */
export async function tryText(
  world: World,
  trial: Trial,
  settings: RuleSettings,
): Promise<TrialResult | { complaints: readonly Complaint[] }> {
  const { ctx, site } = world;
  const { body, complaints } = checkText(trial.text, site.settings);
  if (complaints.length > 0) return { complaints };
  const discussion = trial.story && (await findDiscussion(ctx.db.read, trial.story.id));
  const submission = submissionOf(world, trial, discussion, {
    text: body.text,
    html: body.html + body.restHtml,
  });
  const facts = { ...factsOf(ctx, submission, { settings, isTrial: true }), ...standingOf(trial.as) };
  // How often its writer has written of late isn't tried.
  const moment = { secondsToWait: async () => 0, slowSeconds: 0 };
  const away = await turnAway(facts, moment, ctx.log);
  return away ? { away } : { judgement: await tryRules(ctx, submission, settings, standingOf(trial.as)) };
}

/** Who is known has written enough to be trusted as far as numbers go. */
function standingOf(as: Trier) {
  const published = as === "new" ? 0 : 50;
  const standing = { published, refused: 0, reportsUpheld: 0, firstAt: null, trust: "auto" } as const;
  return { standing: async () => standing };
}

function submissionOf(
  { site, now }: World,
  { as, story }: Trial,
  discussion: Discussion | null,
  words: Pick<Submission, "text" | "html">,
): Submission {
  return {
    site,
    story: story ?? { id: 0 as StoryCard["id"], sectionId: null, language: site.language, publishedAt: now },
    mode: discussion?.mode ?? "open",
    preset: discussion?.preset ?? "",
    author: authorOf(as, now),
    parentId: null,
    ...words,
    commentId: null,
    solvedChallenge: true,
    at: now,
  };
}

function authorOf(as: Trier, now: number): Author {
  const nobody: readonly PersonId[] = [];
  return {
    kind: as === "member" ? "member" : "guest",
    name: "",
    memberId: null,
    persons: nobody,
    deviceHash: "",
    networkHash: "",
    domainHash: null,
    since: as === "member" ? now - 365 * 24 * 3_600_000 : null,
  };
}

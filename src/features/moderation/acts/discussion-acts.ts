import type { World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { readId, type StoryId } from "../../../platform/lib/ids.ts";
import { findComment } from "../../discussion/reading.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { may } from "../../people/staff/permissions.ts";
import { readPreset } from "../../stories/story.ts";
import { idsIn, type TypedOrder } from "./order-form.ts";
import type { Conflict } from "./act.ts";
import { decidable } from "./decidable.ts";
import { DecidePage } from "./decide-page.view.tsx";
import { outcomeWords } from "./outcome-words.ts";
import { changeTalk, type TalkChange } from "./change-talk.ts";
import { onwards, toldIn } from "./told.ts";

/** What is done to a whole discussion. */
export const discussionActs: readonly string[] = ["closeDiscussion", "openDiscussion", "slowMode", "preset"];

/** Seconds between two comments of one writer that can be chosen; 0: as the site's limits say. */
export const slowChoices: readonly number[] = [0, 30, 60, 300, 900];

/** Changes the discussion of a story, which `target` names, or of the comment that the form is about. */
export async function discussionAnswer(world: World, typed: TypedOrder): Promise<Answer> {
  const { ctx, site, actor } = world;
  if (!may(actor.member?.staff?.role ?? null, "discussions.change")) return problem("role");
  const [id] = idsIn(typed);
  const comment = id ? await findComment(ctx.db.read, site.id, id) : null;
  const storyId = comment?.storyId ?? readId<StoryId>(typed.target);
  const change = changeOf(typed);
  if (storyId === null || !change) return problem("badRequest");
  const seenAt = Number(typed.shown);
  const order = { siteId: site.id, by: askingMember(world), storyId, change };
  const decisionId = await changeTalk(ctx, { ...order, ...(seenAt > 0 ? { seenAt } : {}) });
  if (typeof decisionId === "object" && decisionId !== null) return conflictAnswer(world, typed, decisionId);
  return decisionId === null
    ? problem("notFound")
    : redirect(toldIn(onwards(typed.to), { done: decisionId === "same" ? [] : [decisionId] }));
}

/** Somebody was first: what they did stays, and who comes second is told. */
async function conflictAnswer(world: World, typed: TypedOrder, conflict: Conflict): Promise<Answer> {
  const { told } = await outcomeWords(world, { done: [], conflicts: [conflict], stopped: {} });
  const ids = idsIn(typed).slice(0, 1);
  const known = await decidable(world, ids);
  return page(renderPage(DecidePage({ world, ids, seen: "", to: onwards(typed.to), known, told })), 409);
}

function changeOf({ act, slow, preset }: TypedOrder): TalkChange | null {
  switch (act) {
    case "closeDiscussion":
      return { mode: "closed" };
    case "openDiscussion":
      return { mode: "open" };
    case "slowMode": {
      const seconds = slowChoices.find((each) => String(each) === slow);
      return seconds === undefined ? null : { slowSeconds: seconds };
    }
    case "preset": {
      const known = readPreset(preset);
      return known === null ? null : { preset: known };
    }
    default:
      return null;
  }
}

import { z } from "zod";
import { type Route, route } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { page, problem, redirect, sharedPage } from "../../platform/http/answer.ts";
import { readId, type StoryId } from "../../platform/lib/ids.ts";
import { shows } from "../../shows.ts";
import { follow, unfollow } from "../notifications/follow.ts";
import { may } from "../people/staff/permissions.ts";
import { findStoryById } from "../stories/reading.ts";
import { storyPath } from "../stories/story.ts";
import { idParams, slugParams } from "./discussion.routes.ts";
import { findAny } from "./find-comment.ts";
import { versionsOf } from "./history.ts";
import { HistoryPage } from "./history.view.tsx";
import { keepDraft } from "./keep-draft.ts";
import { isAnswer, storyAt } from "./story-page.ts";

const followStory = route({
  method: "POST",
  path: "/stories/:slug/follow",
  access: "member",
  limit: 60,
  input: z.object({ params: slugParams, body: z.object({ on: z.enum(["0", "1"]) }) }),
  handle: async ({ world, input: { params, body } }) => {
    const { member } = world.actor;
    const story = await storyAt(world, params.slug);
    if (isAnswer(story)) return story;
    if (!member || story.discussion.mode === "hidden") return problem("notFound");
    const { memberId } = member;
    const following = { memberId, siteId: world.site.id, kind: "story", targetId: story.id } as const;
    await (body.on === "1" ? follow(world.ctx, following) : unfollow(world.ctx, following));
    return redirect(`${storyPath(story.slug)}#below`);
  },
});

const saveDraft = route({
  method: "POST",
  path: "/drafts",
  access: "member",
  // The script saves every few seconds, in as many windows as are open.
  limit: 120,
  input: z.object({
    body: z.object({
      story: z.string(),
      parent: z.string().default(""),
      text: z.string().default(""),
      /** Whose form it was: the handle of who was signed in. */
      as: z.string().max(200).optional(),
    }),
  }),
  handle: async ({ world, input: { body } }) => {
    const { member } = world.actor;
    // A page that was left open on a shared computer: what is typed there is not for who signed in since.
    if (body.as !== undefined && body.as !== member?.handle) return problem("forbidden");
    const storyId = readId<StoryId>(body.story);
    const parentId = body.parent === "" ? 0 : readId(body.parent);
    const story = storyId === null ? null : await findStoryById(world.ctx.db.read, storyId);
    if (!member || story?.siteId !== world.site.id || parentId === null) return problem("notFound");
    await keepDraft(world.ctx, {
      siteId: world.site.id,
      memberId: member.memberId,
      storyId: story.id,
      parentId,
      text: body.text,
      // What is too long can still be shortened.
      most: 2 * world.site.settings.maxLength,
    });
    return { kind: "nothing" };
  },
});

const history = route({
  method: "GET",
  path: "/comments/:id/history",
  access: "anyone",
  input: z.object({ params: idParams }),
  shared: true,
  handle: async ({ world, input }) => {
    const found = await findAny(world, input.params.id);
    if (!found) return problem("notFound");
    const { comment, story } = found;
    const isForStaff = may(world.actor.member?.staff?.role ?? null, "comments.moderate");
    // What was taken away is not to be read by another door.
    if (comment.status !== "published" && !isForStaff) return problem("notFound");
    const versions = await versionsOf(world.ctx.db.read, comment, { all: isForStaff });
    const html = renderPage(HistoryPage({ world, story, comment, versions }));
    if (isForStaff) return page(html);
    const { sites, site, story: ofStory, talk } = shows;
    return sharedPage(html, { shows: [sites, site(world.site.id), ofStory(story.id), talk(story.id)] });
  },
});

/** What members have beside guests' acts, and what everybody may read of it. */
export const memberTalkRoutes: readonly Route[] = [followStory, saveDraft, history];

import { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import { shows } from "../../shows.ts";
import { renderFragment, renderPage } from "../../platform/html/render.ts";
import { type Answer, page, problem, redirect, sharedPage } from "../../platform/http/answer.ts";
import { type CommentId, readId } from "../../platform/lib/ids.ts";
import { isolate } from "../../platform/text/clean.ts";
import { ownTold } from "../moderation/appeals/own-told.ts";
import { findStoryById } from "../stories/reading.ts";
import { commentPath, isOpen, type Story, storyPath } from "../stories/story.ts";
import { createChallenge, solves } from "./challenge.ts";
import type { Complaint } from "./check-comment.ts";
import { type Comment, levelOf, pageSizes, rootList, sorts } from "./comment.ts";
import { findComment } from "./comment.store.ts";
import { BranchItem, branchPath, type Talk } from "./comment.view.tsx";
import type { Draft } from "./composer.view.tsx";
import { threadHref } from "./threads.view.tsx";
import { findVisible } from "./find-comment.ts";
import { type PostInput, postComment, postingMember } from "./post-comment.ts";
import { chooseView, type OwnThread, type ViewChoice, withPersonal } from "./read-discussion.ts";
import { StoryComposer } from "./story-composer.view.tsx";
import { isAnswer, storyAt, storyPage, storyPageAgain, storyPageWithSlots } from "./story-page.ts";
import { BranchPage, ReplyForm, ReplyPage } from "./talk-pages.view.tsx";
import { closing } from "./under-rules.ts";
import { threadPage, whereIs } from "./thread-page.ts";

const slugParams = z.object({ slug: z.string().min(1).max(300) });
const idParams = z.object({
  id: z.string().transform((value, context) => readId<CommentId>(value) ?? invalid(context)),
});

function invalid(context: z.RefinementCtx): never {
  context.addIssue("not an id");
  return z.NEVER;
}

/** What an address asks for may be anything; what can't be meant is left out. */
const viewQuery = z.object({
  sort: z.enum(sorts).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000_000).optional().catch(undefined),
  per: z.coerce.number().pipe(z.literal(pageSizes)).optional().catch(undefined),
});

const readStory = route({
  method: "GET",
  path: "/stories/:slug",
  access: "anyone",
  input: z.object({ params: slugParams, query: viewQuery }),
  prepare: ({ world, input }) => {
    if (input.query.sort || input.query.per) world.remember(chooseView(world, defined(input.query)));
  },
  shared: true,
  personal: async ({ world, input }) => {
    const story = await storyAt(world, input.params.slug);
    if (isAnswer(story)) return story;
    return storyPageWithSlots(world, story, chooseView(world, defined(input.query)));
  },
  handle: async ({ world, input }) => {
    const story = await storyAt(world, input.params.slug);
    if (isAnswer(story)) return story;
    return storyPage(world, story, chooseView(world, defined(input.query)));
  },
});

function defined(query: z.output<typeof viewQuery>): { sort?: string; per?: number; page?: number } {
  return {
    ...(query.sort === undefined ? {} : { sort: query.sort }),
    ...(query.per === undefined ? {} : { per: query.per }),
    ...(query.page === undefined ? {} : { page: query.page }),
  };
}

const typedBody = z.object({
  name: z.string().default(""),
  email: z.string().default(""),
  text: z.string().default(""),
  website: z.string().default(""),
  parent: z.string().default(""),
  key: z.string().max(200).default(""),
  solution: z.string().max(4000).default(""),
  /** They were told before that it would wait. */
  nudged: z.string().max(10).default(""),
  /** Whose form it was: the handle of who was signed in; empty: nobody. */
  as: z.string().max(200).optional(),
});
type TypedBody = z.output<typeof typedBody>;

const post = route({
  method: "POST",
  path: "/stories/:slug/comments",
  access: "writer",
  // Generous: the limits of post-comment.ts give the form back, this one doesn't.
  limit: 30,
  input: z.object({ params: slugParams, body: typedBody }),
  handle: async ({ world, input: { params, body }, wantsFragment }) => {
    const story = await storyAt(world, params.slug);
    if (isAnswer(story)) return story;
    if (story.discussion.mode === "hidden") return problem("notFound");
    const parentId = body.parent === "" ? null : readId<CommentId>(body.parent);
    if (body.parent !== "" && parentId === null) return problem("badRequest");
    const complaints = await refuseBeforehand(world, body);
    const outcome =
      complaints.length > 0
        ? ({ outcome: "refused", complaints } as const)
        : await postComment(world.ctx, await postInput(world, story, parentId, body));
    if (outcome.outcome !== "posted") {
      const draft: Draft = {
        typed: { name: body.name, email: body.email, text: body.text },
        complaints: outcome.outcome === "refused" ? outcome.complaints : [],
        nudge: outcome.outcome === "nudged" ? outcome.nudge : [],
        isNudged: outcome.outcome === "nudged" || body.nudged !== "",
      };
      return comeBack(world, story, parentId, draft, wantsFragment);
    }
    const { id, status } = outcome;
    if (!wantsFragment)
      return redirect(status === "published" ? commentPath(id) : `${storyPath(story.slug)}#c-${id}`);
    const comment = await findComment(world.ctx.db.read, world.site.id, id);
    return comment ? page(renderFragment(await postedItem(world, story, comment)), 201) : problem("failed");
  },
});

async function refuseBeforehand(world: World, body: TypedBody): Promise<Complaint[]> {
  if (body.website !== "") {
    return [
      { field: "form", message: "error.trap", values: { label: world.locale.message("compose.trap") } },
    ];
  }
  const changed = changedSince(world, body.as);
  if (changed) return [changed];
  const isWrong =
    !world.actor.member &&
    world.site.settings.challenge &&
    body.solution !== "" &&
    !(await solves(world.ctx, body.solution, body.key || null));
  return isWrong ? [{ field: "form", message: "error.challenge" }] : [];
}

/** Nobody's words go out under another name than the form said: who signed in or out since is asked once more. */
function changedSince({ actor: { member } }: World, as: string | undefined): Complaint | null {
  if (as === undefined || as === (member?.handle ?? "")) return null;
  return member
    ? { field: "form", message: "talk.signedIn", values: { name: isolate(member.name) } }
    : { field: "form", message: "talk.signedOut" };
}

async function postInput(
  world: World,
  story: Story,
  parentId: CommentId | null,
  body: TypedBody,
): Promise<PostInput> {
  return {
    site: world.site,
    story,
    parentId,
    member: postingMember(world),
    typed: body,
    deviceHash: world.actor.device ?? "",
    networkHash: world.actor.network,
    key: body.key || null,
    // A wrong solution was refused before.
    solvedChallenge: body.solution !== "",
    isNudged: body.nudged !== "",
  };
}

/** The form comes back whole, with what is wrong at its field. */
async function comeBack(
  world: World,
  story: Story,
  parentId: CommentId | null,
  draft: Draft,
  wantsFragment: boolean,
): Promise<Answer> {
  const isGone = draft.complaints.some((complaint) => complaint.message === "error.parent.gone");
  const parent =
    parentId === null || isGone ? null : await findComment(world.ctx.db.read, world.site.id, parentId);
  const requestKey = world.ctx.token();
  if (parent?.status === "published") {
    const props = { world, story, parent, draft, requestKey };
    return page(wantsFragment ? renderFragment(ReplyForm(props)) : renderPage(ReplyPage(props)), 422);
  }
  if (!wantsFragment) return storyPageAgain(world, story, chooseView(world, {}), draft);
  return page(renderFragment(StoryComposer({ world, story, draft, requestKey })), 422);
}

async function postedItem(world: World, story: Story, comment: Comment) {
  const talk: Talk = {
    world,
    story,
    isOpen: true,
    ownIds: new Set([comment.id]),
    own: comment.status === "published" ? undefined : await ownTold(world, [comment.id]),
    recommended: new Set(),
    muted: new Set(),
    topLevel: 0,
  };
  const parent =
    comment.parentId === null ? null : await findComment(world.ctx.db.read, world.site.id, comment.parentId);
  const answers = parent ? { id: parent.id, name: parent.authorName } : null;
  return BranchItem({ talk, branch: { comment, replies: [], folded: 0, answers } });
}

const permalink = route({
  method: "GET",
  path: "/comments/:id",
  access: "anyone",
  input: z.object({ params: idParams }),
  handle: async ({ world, input }) => {
    const found = await findVisible(world, input.params.id);
    if (!found) return problem("notFound");
    const { comment, story, isPublic } = found;
    // A comment that only its writer may see stands on the first page, for its writer.
    if (!isPublic) return redirect(`${storyPath(story.slug)}#c-${comment.id}`);
    const view = chooseView(world, {});
    return redirect(await placeOf(world, story, comment, view));
  },
});

/** The story from which the editors moved a thread. */
const movedFrom = route({
  method: "GET",
  path: "/comments/:id/from",
  access: "anyone",
  input: z.object({ params: idParams }),
  handle: async ({ world, input }) => {
    const found = await findVisible(world, input.params.id);
    const from = found?.comment.movedFrom ?? null;
    if (!found?.isPublic || from === null) return problem("notFound");
    const story = await findStoryById(world.ctx.db.read, from);
    return story?.siteId === world.site.id ? redirect(storyPath(story.slug)) : problem("notFound");
  },
});

async function placeOf(world: World, story: Story, comment: Comment, view: ViewChoice): Promise<string> {
  const place = await whereIs(world.ctx.db.read, comment, view.sort, view.per);
  const path =
    place.listId === rootList
      ? threadHref(story, { sort: view.sort, per: view.per, page: place.page })
      : `${branchPath(story, place.listId)}?page=${place.page}&per=${view.per}`;
  return `${path}#c-${comment.id}`;
}

const readBranch = route({
  method: "GET",
  path: "/stories/:slug/threads/:id",
  access: "anyone",
  input: z.object({ params: slugParams.extend(idParams.shape), query: viewQuery }),
  shared: true,
  handle: async ({ world, input: { params, query } }) => {
    const story = await storyAt(world, params.slug);
    if (isAnswer(story)) return story;
    const comment = await findComment(world.ctx.db.read, world.site.id, params.id);
    const isThere =
      comment?.storyId === story.id && (comment.status === "published" || comment.childCount > 0);
    if (!comment || !isThere || story.discussion.mode === "hidden") return problem("notFound");
    const view = chooseView(world, defined(query));
    const thread = await threadPage(world.ctx.db.read, {
      storyId: story.id,
      listId: comment.id,
      listCount: comment.listCount,
      sort: "oldest",
      page: view.page,
      per: view.per,
    });
    if (thread.page !== view.page)
      return redirect(`${branchPath(story, comment.id)}?page=${thread.page}&per=${view.per}`);
    const owned = await withPersonal(world, story, thread, [comment]);
    const html = renderPage(branchPage(world, story, comment, { ...view, thread: owned }));
    const { sites, site, story: storyTag, talk } = shows;
    return sharedPage(html, {
      shows: [sites, site(world.site.id), storyTag(story.id), talk(story.id)],
      until: closing(story, world.now),
    });
  },
});

function branchPage(
  world: World,
  story: Story,
  comment: Comment,
  { thread, sort, per }: ViewChoice & { thread: OwnThread },
) {
  const talk: Talk = {
    world,
    story,
    isOpen: isOpen(story.discussion, world.now),
    ownIds: thread.ownIds,
    own: thread.told,
    recommended: thread.personal.recommended,
    muted: thread.personal.muted,
    topLevel: levelOf(comment.depth),
  };
  const top = { comment, replies: [], folded: 0, answers: null };
  return BranchPage({ talk, top, thread, sort, per });
}

const challenge = route({
  method: "GET",
  path: "/challenge",
  access: "anyone",
  limit: 60,
  input: z.object({}),
  handle: async ({ world }) => ({
    kind: "text",
    type: "application/json",
    body: JSON.stringify(await createChallenge(world.ctx)),
    maxAge: 0,
  }),
});

export const discussionRoutes: readonly Route[] = [
  readStory,
  post,
  permalink,
  movedFrom,
  readBranch,
  challenge,
];
export { idParams, slugParams };

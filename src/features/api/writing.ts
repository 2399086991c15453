import { z } from "zod";
import type { World } from "../../context.ts";
import { type Answer, json, problem } from "../../platform/http/answer.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { editComment, recommendComment, withdrawComment } from "../discussion/change-comment.ts";
import { findOwn, findPublished, findVisible } from "../discussion/find-comment.ts";
import { postComment, postingMember } from "../discussion/post-comment.ts";
import { selfOf } from "../discussion/read-discussion.ts";
import { findComment, recommendedBy } from "../discussion/reading.ts";
import { reportComment } from "../discussion/report-comment.ts";
import { votersOf } from "../discussion/voters.ts";
import { siteUrl } from "../sites/site.ts";
import { commentShape, recommendationShape } from "./answer-shapes.ts";
import { apiPath, type Operation, operation } from "./operation.ts";
import { nudgeProblem, refusal } from "./problem.ts";
import {
  changedCommentShape,
  commentId,
  idempotencyKey,
  newCommentShape,
  reportShape,
  storyRef,
  voteShape,
} from "./request-shapes.ts";
import { shapeForReader } from "./shape.ts";
import { storyNamed } from "./stories.ts";

// Who writes is told by the device: the token in the header Belowline-Device, or the cookie of our own pages. Rules and
// limits are those of the pages: what is here only speaks another language.

/** A comment that was just written or changed, as its writer sees it. */
async function written(world: World, id: CommentId, status: number): Promise<Answer> {
  const comment = await findComment(world.ctx.db.read, world.site.id, id);
  if (!comment) return problem("notFound");
  const location = siteUrl(world.site, world.ctx.config.url, `${apiPath}/comments/${id}`);
  return json(await shapeForReader(world, comment), {
    status,
    headers: status === 201 ? { location } : {},
  });
}

const post = operation({
  method: "POST",
  path: "/stories/:id/comments",
  id: "postComment",
  summary: "Post a comment",
  description:
    "As a guest; from the paper's own pages as the member who is signed in there, whose `name` and `email` are known. Its `status` says whether it is published or waits for an editor (`pending`): the paper may read comments first, and where it asks browsers for a proof of work, what comes without one waits. Where the paper tells writers beforehand that a comment would wait, the answer is a problem `wouldWait` with the reasons, and nothing is posted until it is sent again, changed or with `sendAnyway`.",
  limit: 30,
  input: z.object({
    params: z.object({ id: storyRef }),
    headers: z.object({ "idempotency-key": idempotencyKey }),
    body: newCommentShape,
  }),
  answers: {
    201: {
      description: "The comment. The same request sent again is answered by the same comment.",
      shape: commentShape,
      headers: ["Location", "Belowline-Device"],
    },
  },
  handle: async ({ world, input: { params, headers, body } }) => {
    const story = await storyNamed(world, params.id);
    if (!story || story.discussion.mode === "hidden") return problem("notFound");
    const outcome = await postComment(world.ctx, {
      site: world.site,
      story,
      parentId: (body.parentId ?? null) as CommentId | null,
      member: postingMember(world),
      typed: { name: body.name ?? "", email: body.email ?? "", text: body.text },
      deviceHash: world.actor.device ?? "",
      networkHash: world.actor.network,
      key: headers["idempotency-key"] ?? null,
      solvedChallenge: false,
      isNudged: body.sendAnyway ?? false,
    });
    if (outcome.outcome === "posted") return written(world, outcome.id, 201);
    if (outcome.outcome === "nudged")
      return { kind: "problem", ...nudgeProblem(world.locale, outcome.nudge) };
    return { kind: "problem", ...refusal(world.locale, outcome.complaints) };
  },
});

/** The problem with changing a comment that can't be changed by who asks: it isn't there for them, or it isn't theirs. */
async function unchangeable(world: World, id: CommentId): Promise<Answer> {
  return problem((await findVisible(world, id)) ? "forbidden" : "notFound");
}

const edit = operation({
  method: "PATCH",
  path: "/comments/:id",
  id: "editComment",
  summary: "Give one's own comment other words",
  description: "From the device that wrote it, within the minutes that the paper gives for it.",
  limit: 30,
  input: z.object({ params: z.object({ id: commentId }), body: changedCommentShape }),
  answers: { 200: { description: "The comment.", shape: commentShape } },
  handle: async ({ world, input }) => {
    const id = input.params.id as CommentId;
    if (!(await findOwn(world, id))) return unchangeable(world, id);
    const { text } = input.body;
    const outcome = await editComment(world.ctx, { site: world.site, id, ...selfOf(world), text });
    if (outcome.outcome === "forbidden") return problem("forbidden");
    if (outcome.outcome === "done") return written(world, id, 200);
    return { kind: "problem", ...refusal(world.locale, outcome.complaints) };
  },
});

const withdraw = operation({
  method: "DELETE",
  path: "/comments/:id",
  id: "withdrawComment",
  summary: "Take one's own comment back",
  description:
    "From the device that wrote it, within the minutes that the paper gives for it. Answers to it stay, below a comment without words.",
  limit: 30,
  input: z.object({ params: z.object({ id: commentId }) }),
  answers: { 204: { description: "It is gone." } },
  handle: async ({ world, input }) => {
    const id = input.params.id as CommentId;
    if (!(await findOwn(world, id))) return unchangeable(world, id);
    const { outcome } = await withdrawComment(world.ctx, { site: world.site, id, ...selfOf(world) });
    return outcome === "done" ? { kind: "nothing" } : problem("forbidden");
  },
});

const recommend = operation({
  method: "POST",
  path: "/comments/:id/recommend",
  id: "recommendComment",
  summary: "Recommend a comment, or take that back",
  description: "Once for each device; sending it again changes nothing.",
  limit: 60,
  limitPerThing: 60,
  countsAs: "/comments/:id/recommend",
  input: z.object({ params: z.object({ id: commentId }), body: voteShape }),
  answers: {
    200: {
      description: "How it is recommended now.",
      shape: recommendationShape,
      headers: ["Belowline-Device"],
    },
  },
  handle: async ({ world, input }) => {
    const id = input.params.id as CommentId;
    const by = selfOf(world);
    const vote = { siteId: world.site.id, id, by, on: input.body.recommended };
    const found = await findPublished(world, id);
    const comment = found && (await recommendComment(world.ctx, vote));
    if (!comment) return problem("notFound");
    const recommended = await recommendedBy(world.ctx.db.read, votersOf(by), [id]);
    return json({ recommended: recommended.has(id), recommendCount: comment.recommendCount });
  },
});

const report = operation({
  method: "POST",
  path: "/comments/:id/report",
  id: "reportComment",
  summary: "Tell the editors what is wrong with a comment",
  description:
    "Once for each device; sending it again changes nothing. The writer does not learn who reported it.",
  limit: 20,
  limitPerThing: 10,
  countsAs: "/comments/:id/report",
  input: z.object({ params: z.object({ id: commentId }), body: reportShape }),
  answers: { 204: { description: "The editors have it.", headers: ["Belowline-Device"] } },
  handle: async ({ world, input }) => {
    const id = input.params.id as CommentId;
    if (!(await findPublished(world, id))) return problem("notFound");
    const [reporter] = votersOf(selfOf(world));
    const outcome = await reportComment(world.ctx, {
      siteId: world.site.id,
      id,
      reporter,
      network: world.actor.network,
      ...input.body,
    });
    return outcome === "gone" ? problem("notFound") : { kind: "nothing" };
  },
});

export const writingOperations: readonly Operation[] = [post, edit, withdraw, recommend, report];

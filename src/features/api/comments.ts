import { z } from "zod";
import { json, problem } from "../../platform/http/answer.ts";
import type { World } from "../../context.ts";
import type { CommentId } from "../../platform/lib/ids.ts";
import { shows } from "../../shows.ts";
import { findVisible } from "../discussion/find-comment.ts";
import { type CommentStretch, listBelow, listByTime, listOfSite } from "../discussion/list-comments.ts";
import { commentListShape, commentShape } from "./answer-shapes.ts";
import { readPlace, readWalk, writePlace, writeWalk } from "./cursor.ts";
import { type Operation, operation, shown } from "./operation.ts";
import { commentId, limit, placeCursor, sort, storyRef, topsOnly, walkCursor } from "./request-shapes.ts";
import { shapeForReader, shapeOfComment } from "./shape.ts";
import { readingLimit, storyNamed } from "./stories.ts";

function listOf(world: World, { comments, next }: CommentStretch, write = writePlace) {
  return {
    items: comments.map((comment) => shapeOfComment(world, comment)),
    next: next && write(next),
  };
}

const ofStory = operation({
  method: "GET",
  path: "/stories/:id/comments",
  id: "listComments",
  summary: "Comments of a story",
  description:
    "Flat: `parentId` and `depth` say where each belongs. What was removed above answers is there too, without words, so every parent is. Whoever follows `next` to its end has seen each comment that was there all the time exactly once, in `newest` and `oldest`; in the other orders comments move while one reads.",
  limit: readingLimit,
  shared: true,
  input: z.object({
    params: z.object({ id: storyRef }),
    query: z.object({ sort, topsOnly, cursor: walkCursor, limit }),
  }),
  answers: { 200: { description: "Comments.", shape: commentListShape } },
  handle: async ({ world, input: { params, query } }) => {
    const story = await storyNamed(world, params.id);
    if (!story || story.discussion.mode === "hidden") return problem("notFound");
    const { walk, place } =
      query.cursor === undefined ? { walk: query, place: null } : readWalk(query.cursor);
    const db = world.ctx.db.read;
    const stretch = { storyId: story.id, after: place, limit: query.limit };
    const isByTime = walk.sort === "newest" || walk.sort === "oldest";
    const found =
      isByTime && !walk.topsOnly
        ? await listByTime(db, { ...stretch, newestFirst: walk.sort === "newest" })
        : await listBelow(db, { ...stretch, below: null, sort: walk.sort });
    const { sites, site, story: tag, talk } = shows;
    return json(
      listOf(world, found, (next) => writeWalk(walk, next)),
      shown([sites, site(story.siteId), tag(story.id), talk(story.id)]),
    );
  },
});

const get = operation({
  method: "GET",
  path: "/comments/:id",
  id: "getComment",
  summary: "A comment",
  description:
    "A published comment; one that was removed, where it stands above answers; one that waits or was refused, for the device that wrote it.",
  limit: readingLimit,
  shared: true,
  input: z.object({ params: z.object({ id: commentId }) }),
  answers: { 200: { description: "The comment.", shape: commentShape } },
  handle: async ({ world, input }) => {
    const found = await findVisible(world, input.params.id as CommentId);
    if (!found) return problem("notFound");
    const { comment } = found;
    return json(
      await shapeForReader(world, comment),
      shown([
        shows.sites,
        shows.site(comment.siteId),
        shows.story(comment.storyId),
        shows.talk(comment.storyId),
      ]),
    );
  },
});

const replies = operation({
  method: "GET",
  path: "/comments/:id/replies",
  id: "listReplies",
  summary: "What stands below a comment",
  description:
    "By time, oldest first. Below the tops of threads, and the two levels below them, these are the answers to the comment. The third level is the last that is nested: all that answers further stands in one list, below the comment of the second level, and `parentId` says what each answers.",
  limit: readingLimit,
  shared: true,
  input: z.object({
    params: z.object({ id: commentId }),
    query: z.object({ cursor: placeCursor, limit }),
  }),
  answers: { 200: { description: "Comments.", shape: commentListShape } },
  handle: async ({ world, input: { params, query } }) => {
    const found = await findVisible(world, params.id as CommentId);
    if (!found?.isPublic) return problem("notFound");
    const { comment } = found;
    const stretch = await listBelow(world.ctx.db.read, {
      storyId: comment.storyId,
      below: comment.id,
      sort: "oldest",
      after: query.cursor === undefined ? null : readPlace(query.cursor),
      limit: query.limit,
    });
    const { sites, site, story, talk } = shows;
    return json(
      listOf(world, stretch),
      shown([sites, site(comment.siteId), story(comment.storyId), talk(comment.storyId)]),
    );
  },
});

const latest = operation({
  method: "GET",
  path: "/latest-comments",
  id: "listLatestComments",
  summary: "What readers say, under all stories",
  description:
    "Published comments, newest first. A list can hold fewer than `limit` and still have a `next`, where discussions were hidden.",
  limit: readingLimit,
  shared: true,
  input: z.object({ query: z.object({ cursor: placeCursor, limit }) }),
  answers: { 200: { description: "Comments.", shape: commentListShape } },
  handle: async ({ world, input: { query } }) => {
    const { id } = world.site;
    const after = query.cursor === undefined ? null : readPlace(query.cursor);
    const stretch = await listOfSite(world.ctx.db.read, { siteId: id, after, limit: query.limit });
    const stories = new Set(stretch.comments.map(({ storyId }) => storyId));
    return json(
      listOf(world, stretch),
      shown([shows.sites, shows.site(id), shows.latest(id), ...[...stories].map(shows.talk)]),
    );
  },
});

export const commentOperations: readonly Operation[] = [ofStory, get, replies, latest];

import { z } from "zod";
import { problems } from "../../platform/http/problems.ts";
import { statuses } from "../discussion/comment.ts";
import { confidences, discussionModes } from "../stories/story.ts";

/** All that the API answers with, by the names that the description gives them. */
export const answerShapes = z.registry<{ id: string; description: string }>();

const id = z.int().min(1);
const count = z.int().min(0);
const time = z.iso.datetime().describe("ISO 8601, UTC.");

const section = z.strictObject({ slug: z.string(), name: z.string() }).register(answerShapes, {
  id: "Section",
  description: "A section of the paper.",
});

const byline = z
  .strictObject({ name: z.string(), title: z.string().describe("What they are at the paper; may be empty.") })
  .register(answerShapes, { id: "Byline", description: "Somebody who wrote a story." });

const discussion = z
  .strictObject({
    mode: z
      .enum(discussionModes)
      .describe("premoderated: every comment waits for an editor. hidden: nobody sees any of it."),
    isOpen: z.boolean().describe("Whether it takes comments now, also by the paper's opening hours."),
    closesAt: time.nullable().describe("When it closes by itself, or did."),
  })
  .register(answerShapes, { id: "Discussion", description: "What is below one story." });

export const storyShape = z
  .strictObject({
    id,
    slug: z.string(),
    url: z.url().describe("The page that people read."),
    headline: z.string(),
    standfirst: z.string().describe("May be empty."),
    language: z.string().describe("BCP 47."),
    bylines: z.array(byline),
    confidence: z.enum(confidences).describe("How sure the paper is of it."),
    section: section.nullable(),
    publishedAt: time,
    updatedAt: time,
    commentCount: count.describe("Published comments."),
    discussion,
  })
  .register(answerShapes, { id: "Story", description: "What the paper published." });
export type StoryShape = z.output<typeof storyShape>;

const author = z
  .strictObject({
    name: z.string().describe("As given; where none was, the paper's words for “A reader”."),
    kind: z.enum(["guest", "member", "staff"]),
  })
  .register(answerShapes, { id: "Author", description: "Who wrote a comment." });

export const commentShape = z
  .strictObject({
    id,
    storyId: id,
    parentId: id.nullable().describe("The comment that it answers; null: it is the top of a thread."),
    depth: count.describe("Answers up to the top of its thread."),
    author: author.nullable().describe("null: the comment was removed."),
    html: z.string().nullable().describe("Sanitised HTML, whole; null: the comment was removed."),
    text: z.string().nullable().describe("As written, in Markdown; null: the comment was removed."),
    language: z.string().nullable().describe("BCP 47, where it is known to differ from the paper's."),
    status: z
      .enum(statuses)
      .describe(
        "Only `published` has words, for everybody but its writer. The others are seen where they stand above answers; `pending` waits for an editor.",
      ),
    createdAt: time,
    editedAt: time.nullable(),
    isPicked: z.boolean().describe("The editors chose it."),
    isPinned: z.boolean().describe("The editors put it at the top of its discussion."),
    isLocked: z.boolean().describe("The editors closed the thread that begins with it to answers."),
    recommendCount: count,
    replyCount: count.describe(
      "Published comments below it: all that `GET /comments/{id}/replies` leads to.",
    ),
    url: z.url().describe("Leads to the page that holds it."),
  })
  .register(answerShapes, { id: "Comment", description: "One contribution to a discussion." });
export type CommentShape = z.output<typeof commentShape>;

const next = z.string().nullable().describe("The `cursor` for what follows; null: this was the end.");

export const storyListShape = z
  .strictObject({ items: z.array(storyShape), next })
  .register(answerShapes, { id: "StoryList", description: "Some of a list of stories." });

export const commentListShape = z
  .strictObject({ items: z.array(commentShape), next })
  .register(answerShapes, { id: "CommentList", description: "Some of a list of comments." });

export const recommendationShape = z
  .strictObject({
    recommended: z
      .boolean()
      .describe("Whether this device recommends the comment. Nobody can recommend their own."),
    recommendCount: count,
  })
  .register(answerShapes, { id: "Recommendation", description: "How a comment is recommended now." });

const fieldErrorShape = z
  .strictObject({
    field: z.string().describe("A parameter, a header, or a field of the body; `form`: the whole."),
    code: z.string().describe("`invalid`: not as described here; else what the paper has against it."),
    message: z
      .string()
      .describe("For people, in the paper's language; of `invalid` in English, for programmers."),
  })
  .register(answerShapes, { id: "FieldError", description: "What is wrong with one field." });

const codes = Object.keys(problems);

export const problemShape = z
  .strictObject({
    type: z.string().describe("`urn:belowline:problem:` and the code."),
    code: z.enum(codes),
    title: z.string().describe("In the paper's language."),
    status: z.int().min(400).max(599),
    detail: z.string().describe("In the paper's language."),
    errors: z.array(fieldErrorShape).optional().describe("Everything that was found wrong, field by field."),
  })
  .register(answerShapes, { id: "Problem", description: "Why a request failed (RFC 9457)." });
export type ProblemShape = z.output<typeof problemShape>;

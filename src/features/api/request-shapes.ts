import { z } from "zod";
import { sorts } from "../discussion/comment.ts";
import { reportReasons } from "../moderation/reasons.ts";

/** The bodies that the API takes, by the names that the description gives them. Fields that it doesn't know are left out. */
export const requestShapes = z.registry<{ id: string; description: string }>();

/** A whole number in an address. */
const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/, `expected a whole number from 1 to ${most}`)
    .transform(Number)
    .pipe(z.int().min(1).max(most));

export const commentId = wholeNumber(Number.MAX_SAFE_INTEGER).describe("The comment's id.");

export const storyRef = z
  .string()
  .min(1)
  .describe(
    "The story's id or its slug. Digits alone are an id first, and a slug where there is no such id.",
  );

const mostItems = 100;
export const limit = wholeNumber(mostItems).default(50).describe("Items at most.");

/** A place in a list of stories or answers: a time and an id. */
export const placeCursor = z
  .string()
  .regex(/^-?\d{1,15}\.\d{1,15}$/)
  .optional()
  .describe("`next` of the answer before. Opaque: it has no form that stays.");

/** A place in one of the lists of a discussion, and which one that is. */
export const walkCursor = z
  .string()
  .regex(/^(?:newest|oldest|newestTops|oldestTops|best|replies)\.-?\d{1,15}\.\d{1,15}$/)
  .optional()
  .describe(
    "`next` of the answer before. It holds the order that the list began in: `sort` and `topsOnly` count for the first request alone.",
  );

export const sort = z
  .enum(sorts)
  .default("newest")
  .describe(
    "`newest` and `oldest` list every comment by time. `best` and `replies` (most first) list the tops of threads alone, which are all that these orders are kept for.",
  );

export const topsOnly = z
  .enum(["true", "false"])
  .transform((value) => value === "true")
  .pipe(z.boolean())
  .default(false)
  .describe("Lists the tops of threads alone, in `newest` and `oldest` too.");

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/)
  .optional()
  .describe(
    "A random value of your own (a UUID, say), the same when the same request is sent again: it is then one comment, and of 20 characters or more also one device. IETF draft-ietf-httpapi-idempotency-key-header.",
  );

// Said here and not checked here, as with the address: what people type is checked together, and answered in the paper's
// language.
const text = z.string().meta({
  description: "Markdown: emphasis, quotes, lists, links. Its greatest length is a setting of the paper.",
  minLength: 1,
});

const name = z
  .string()
  .describe("Whom the comment is signed by: at most 60 characters, one that can be seen among them.");

const email = z.string().meta({
  description: "Never shown or given to anybody.",
  pattern: String.raw`^$|^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$`,
  maxLength: 254,
});

export const newCommentShape = z
  .object({
    text,
    parentId: z.int().min(1).nullish().describe("The comment of the same story that it answers."),
    name: name.nullish(),
    email: email.nullish(),
    sendAnyway: z
      .boolean()
      .nullish()
      .describe(
        "true: it is posted although it will wait for a moderator, without a problem `wouldWait` before.",
      ),
  })
  .register(requestShapes, { id: "NewComment", description: "A comment to post." });

export const changedCommentShape = z
  .object({ text })
  .register(requestShapes, { id: "ChangedComment", description: "Other words for one's own comment." });

export const voteShape = z
  .object({ recommended: z.boolean().default(true).describe("false: takes it back.") })
  .register(requestShapes, { id: "Vote", description: "Whether this device recommends the comment." });

export const reportShape = z
  .object({
    reason: z.enum(reportReasons),
    note: z
      .string()
      .default("")
      .transform((note) => note.toWellFormed())
      .describe("For the editors alone; its first 1000 characters are kept."),
  })
  .register(requestShapes, { id: "Report", description: "What is wrong with a comment." });

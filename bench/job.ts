import { z } from "zod";

// What the load process is told to do, and what it says afterwards.

const everyJob = { port: z.number(), connections: z.number() };

/** What every answer to a reader is checked by. */
const expected = z.object({ status: z.number(), leastBytes: z.number(), mostBytes: z.number() });

export const jobSchema = z.discriminatedUnion("kind", [
  /** Asks for one page, again and again; where there are cookies, each connection with others of them. */
  z.object({
    ...{ kind: z.literal("read"), ...everyJob, path: z.string(), expected, seconds: z.number() },
    cookies: z.array(z.string()).optional(),
  }),
  /** Asks for one page so many times a second, and tells how long each took; and signs somebody in so many times. */
  z.object({
    ...{ kind: z.literal("readAndSignIn"), ...everyJob, path: z.string(), expected, seconds: z.number() },
    ...{ readsPerSecond: z.number(), signInsPerSecond: z.number(), members: z.number() },
  }),
  /** The same; and after so many reads one comment is posted to the story that is read. */
  z.object({
    kind: z.literal("readAndPost"),
    ...everyJob,
    path: z.string(),
    expected,
    seconds: z.number(),
    slug: z.string(),
    readsPerPost: z.number(),
  }),
  /** Posts comments: so many, or until the time is up. They answer `parents` in turn, or nobody. */
  z.object({
    kind: z.literal("post"),
    ...everyJob,
    slug: z.string(),
    parents: z.array(z.number()),
    count: z.number(),
    seconds: z.number(),
  }),
  /** Asks for each page once, where it leads elsewhere on to there, and tells how long each took. */
  z.object({ kind: z.literal("visit"), ...everyJob, paths: z.array(z.string()) }),
]);
export type Job = z.output<typeof jobSchema>;
export type JobOf<Kind extends Job["kind"]> = Extract<Job, { kind: Kind }>;
export type Expected = z.output<typeof expected>;

export const outcomeSchema = z.object({
  /** From the first request to the last answer. */
  seconds: z.number(),
  reads: z.number(),
  /** Comments that were posted, or sessions that were begun. */
  posts: z.number(),
  /** Milliseconds of each visit, in the order of the paths or of the asking. */
  visits: z.array(z.number()),
  /** Answers that were not as they should be. */
  wrong: z.number(),
  /** The first few of them, in words. */
  complaints: z.array(z.string()),
});
export type Outcome = z.output<typeof outcomeSchema>;

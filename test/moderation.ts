import type { CommentId, StoryId } from "../src/platform/lib/ids.ts";
import { findComment } from "../src/features/discussion/reading.ts";
import { seenOf } from "../src/features/moderation/acts/seen.ts";
import type { MadeSite } from "./factories.ts";
import type { TestApp } from "./harness.ts";
import { as, type MadeMember } from "./members.ts";

/** The desk's form, sent as the browser sends it: a field may come more than once. */
export function actsOn(where: () => { app: TestApp; site: MadeSite }) {
  const act = async (by: MadeMember, fields: Record<string, string | readonly string[]>) => {
    const { app, site } = where();
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const each of typeof value === "string" ? [value] : value) form.append(name, each);
    const answer = await app.fastify.inject({
      method: "POST",
      url: `${site.prefix}/desk/comments/acts`,
      headers: {
        ...as(by),
        "content-type": "application/x-www-form-urlencoded",
        origin: "http://localhost:4400",
      },
      payload: form.toString(),
    });
    await app.relay.deliver();
    return answer;
  };
  const seen = async (id: number) => {
    const { app, site } = where();
    const comment = await findComment(app.database.read, site.id, id as CommentId);
    return comment ? seenOf(comment) : "";
  };
  /** Takes back what an answer says was done. */
  const undo = async (by: MadeMember, done: { headers: Record<string, unknown> }) => {
    const { app, site } = where();
    const decision = /told=(\d+-\d+)/.exec(String(done.headers["location"]))?.[1] ?? "";
    const headers = { ...as(by), origin: "http://localhost:4400" };
    const answer = await app.post(`${site.prefix}/desk/comments/undo`, { decision }, headers);
    await app.relay.deliver();
    return answer;
  };
  return { act, seen, undo };
}

/** What is counted about a discussion. */
export async function countsOf({ database }: TestApp, storyId: number) {
  const row = await database.read
    .selectFrom("discussion")
    .select(["comment_count as comments", "root_count as roots", "slow_seconds as slow"])
    .where("story_id", "=", storyId as StoryId)
    .executeTakeFirstOrThrow();
  const comments = await database.read
    .selectFrom("comment")
    .select(["id", "child_count", "list_count", "reply_count", "shown", "list_id", "depth"])
    .where("story_id", "=", storyId as StoryId)
    .orderBy("id")
    .execute();
  return { ...row, each: comments };
}

export async function statusOf({ database }: TestApp, id: number): Promise<string> {
  const row = await database.read
    .selectFrom("comment")
    .select("status")
    .where("id", "=", id as CommentId)
    .executeTakeFirstOrThrow();
  return row.status;
}

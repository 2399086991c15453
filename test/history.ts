import { recordDecision } from "../src/features/moderation/record-decision.ts";
import { enqueue } from "../src/features/moderation/queue/queue.ts";
import type { CommentId, MemberId } from "../src/platform/lib/ids.ts";
import { makeComments, makeStory, type MadeSite } from "./factories.ts";
import type { TestApp } from "./harness.ts";

const anHour = 3_600_000;
const rules = ["links", "words", "learner", "shape", "guestPolicy"] as const;
const reasons = ["insult", "sales", "private", "hate", "offTopic"] as const;

/** Some weeks at a desk: comments by day and night, held by several rules, decided by one or two of the staff. */
export async function makeHistory(
  app: TestApp,
  site: MadeSite,
  staff: readonly MemberId[],
  { words = "The heron is the same heron.", language = "en" } = {},
): Promise<void> {
  const { now } = app.clock;
  const story = await makeStory(app, site, { language, headline: words.slice(0, 60) });
  const times = Array.from({ length: 260 }, (_, index) => {
    // More by day than by night, and more of late than long ago.
    const back = Math.floor((index / 260) ** 2 * 80 * 24);
    return now - back * anHour - ((index * 37) % 60) * 60_000;
  });
  const ids = await makeComments(
    app,
    site,
    story,
    times.map((at, index) => ({
      text: `${words} (${index})`,
      at,
      status: index < 9 ? "pending" : "published",
    })),
  );
  await app.database.transact(async (tx) => {
    for (const [index, id] of ids.entries()) {
      if (index % 3 !== 0 && index > 9) continue;
      const at = times[index] ?? now;
      const siteId = site.id;
      const commentId = id as CommentId;
      const rule = rules[(index * 7) % rules.length] ?? "links";
      const hold = { siteId, commentId, reason: "", before: "", after: "pending", action: "hold" } as const;
      await recordDecision(tx, { ...hold, actor: `rule:${rule}`, code: "many", at });
      if (index < 9) {
        await enqueue(tx, {
          queue: "held",
          siteId,
          commentId,
          storyId: story.id,
          sectionId: null,
          language,
          since: at,
        });
        if (index === 4)
          await recordDecision(tx, { ...hold, actor: "rule:links", code: "failed", at: now - anHour });
        continue;
      }
      const isRefused = index % 2 === 0 || rule === "learner";
      await recordDecision(tx, {
        siteId,
        commentId,
        actor: `staff:${staff[Math.floor(index / 3) % staff.length]}`,
        action: isRefused ? "refuse" : "publish",
        code: isRefused ? (reasons[index % reasons.length] ?? "insult") : "",
        reason: "",
        before: "pending",
        after: isRefused ? "rejected" : "published",
        at: Math.min(now - 60_000, at + (((index * 13) % 40) + 1) * 60_000),
      });
    }
  });
  await app.relay.deliver();
}

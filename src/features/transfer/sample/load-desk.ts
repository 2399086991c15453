import type { Context } from "../../../context.ts";
import type { CommentId, MemberId, StoryId } from "../../../platform/lib/ids.ts";
import { arrivals, excerptsById } from "../../discussion/reading.ts";
import { postComment } from "../../discussion/post-comment.ts";
import { reportComment } from "../../discussion/report-comment.ts";
import { changeList } from "../../moderation/words/change-list.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { findStoryById } from "../../stories/reading.ts";
import { readZonedTime } from "../../stories/zoned-time.ts";
import type { SampleDesk, SamplePost, SampleReport } from "./sample-files.ts";

export interface DeskLoading {
  site: OpenSite;
  /** By the names of their files. */
  stories: ReadonlyMap<string, StoryId>;
  timeZone: string;
  /** Milliseconds by which all times move. */
  shift: number;
}

/** Something to look at for a new desk: word lists, comments that the rules let wait, and what readers reported. */
export async function loadDesk(ctx: Context, desk: SampleDesk, loading: DeskLoading): Promise<void> {
  const { site } = loading;
  for (const { name, kind, entries } of desk.lists) {
    const draft = { name, kind, entries, language: "", isOn: true };
    const by = "sample" as MemberId;
    const saved = await changeList(ctx, { siteId: site.id, by, id: null, version: 0, draft });
    if (saved.outcome !== "done") throw new Error(`the sample's word list "${name}" is broken`);
  }
  for (const [n, post] of desk.posts.entries()) await addPost(ctx, post, n, loading);
  for (const [n, report] of desk.reports.entries()) await addReport(ctx, report, n, loading);
}

/** Posts as a reader does, at another time: the rules judge it. */
async function addPost(ctx: Context, post: SamplePost, n: number, loading: DeskLoading): Promise<void> {
  const { site, stories, timeZone, shift } = loading;
  const id = stories.get(post.story);
  const story = id === undefined ? null : await findStoryById(ctx.db.read, id);
  if (!story) throw new Error(`the sample has no story ${post.story}`);
  const at = readZonedTime(post.at, timeZone) + shift;
  const hashes = {
    deviceHash: ctx.keys.hash("device", `sample ${site.key} ${n}`),
    networkHash: ctx.keys.hash("network", `sample ${site.key} ${n}`),
  };
  const posted = await postComment(
    { ...ctx, now: () => at },
    {
      ...{ site, story, parentId: null, member: null, key: null, solvedChallenge: true, ...hashes },
      typed: { name: post.name, email: "", text: post.text.trim() },
      // They had their chance to change it.
      ...{ isNudged: true },
    },
  );
  if (posted.outcome !== "posted") throw new Error(`the sample's comment of ${post.name} was not taken`);
}

const looked = 200;

/** Reports the first comment of somebody below a story. */
async function addReport(ctx: Context, report: SampleReport, n: number, loading: DeskLoading): Promise<void> {
  const { site, stories } = loading;
  const storyId = stories.get(report.story) ?? null;
  const found = await arrivals(ctx.db.read, {
    ...{ siteId: site.id, storyId, from: { at: 0, id: 0 }, direction: "asc", limit: looked },
  });
  const excerpts = await excerptsById(
    ctx.db.read,
    found.map(({ id }) => id),
  );
  const isMeant = (id: CommentId) => {
    const excerpt = excerpts.get(id);
    return excerpt?.authorName === report.name && excerpt.status === "published";
  };
  const about = found.find(({ id }) => isMeant(id));
  if (!about) throw new Error(`the sample has no comment of ${report.name} below ${report.story}`);
  const { reason, note } = report;
  const told = {
    ...{ siteId: site.id, id: about.id, reason, note },
    reporter: ctx.keys.hash("device", `sample reporter ${site.key} ${n}`),
    network: ctx.keys.hash("network", `sample reporter ${site.key} ${n}`),
  };
  const at = about.at + (n + 1) * 60_000;
  await reportComment({ ...ctx, now: () => at }, told);
}

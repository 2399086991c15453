import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page } from "../../../platform/http/answer.ts";
import type { StoryId } from "../../../platform/lib/ids.ts";
import { selfOf } from "../../discussion/read-discussion.ts";
import { commentsByPeople } from "../../discussion/reading.ts";
import { votersOf } from "../../discussion/voters.ts";
import { writersOf } from "../../people/writers.ts";
import { cardsById } from "../../stories/reading.ts";
import type { StoryCard } from "../../stories/story.ts";
import { reportsMadeBy } from "../law/report.store.ts";
import { statementsOn } from "../law/statement.store.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { MinePage, minePath } from "./mine.view.tsx";
import { toldAbout } from "./told.ts";

const onPage = 25;
const reportsOnPage = 50;
const sanctionsOnPage = 10;

const mine = route({
  method: "GET",
  path: minePath,
  access: "anyone",
  input: z.object({
    query: z.object({
      before: z
        .string()
        .regex(/^\d{1,15}-\d{1,15}$/)
        .optional()
        .catch(undefined),
    }),
  }),
  handle: async ({ world, input }) => {
    const { ctx, site } = world;
    const db = ctx.db.read;
    const self = selfOf(world);
    const writers = await writersOf(db, site.id, self);
    const [at, id] = (input.query.before ?? "").split("-").map(Number);
    const before = at === undefined || id === undefined ? null : { at, id };
    const comments = await commentsByPeople(db, writers, { before, limit: onPage });
    const told = await toldAbout(
      db,
      comments.map((each) => each.id),
    );
    const storyIds = [...new Set(comments.map(({ storyId }) => storyId))];
    const stories = storyIds.length > 0 ? await cardsById(db, storyIds) : new Map<StoryId, StoryCard>();
    const { settings } = await rulesOf(ctx, site.id);
    const last = comments.at(-1);
    const voters = votersOf(self).filter((voter) => voter !== "");
    const reports = before === null ? await reportsMadeBy(db, voters, reportsOnPage) : [];
    const sanctions = await statementsOn(db, writers, sanctionsOnPage);
    const html = renderPage(
      MinePage({
        world,
        mine: comments.flatMap((comment) => {
          const own = told.get(comment.id);
          return own ? [{ comment, story: stories.get(comment.storyId) ?? null, told: own }] : [];
        }),
        sanctions: sanctions.filter((row) => row.ended_at === null),
        reported: reports
          .filter((row) => row.siteId === site.id)
          .map((row) => ({ ...row, isThere: row.status === "published" || row.childCount > 0 })),
        rules: settings,
        older: last && comments.length === onPage ? `${minePath}?before=${last.createdAt}-${last.id}` : null,
      }),
    );
    return page(html);
  },
});

export const mineRoutes: readonly Route[] = [mine];

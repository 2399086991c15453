import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page } from "../../../platform/http/answer.ts";
import { type EventId, type MemberId, readId } from "../../../platform/lib/ids.ts";
import { askingMember } from "./asking-member.ts";
import { reachOf } from "./authority.ts";
import { namesOf, readLog } from "./log.store.ts";
import { LogPage } from "./log.view.tsx";

const perPage = 50;

const log = route({
  method: "GET",
  path: "/desk/staff/log",
  access: { may: "staff.log" },
  input: z.object({ query: z.object({ before: z.string().default("") }) }),
  handle: async ({ world, input: { query } }) => {
    const { ctx, site } = world;
    const reach = await reachOf(ctx.db.read, askingMember(world), "staff.log");
    const { entries, next } = await readLog(ctx.db.read, {
      siteId: reach.isEverywhere ? null : site.id,
      before: readId<EventId>(query.before),
      limit: perPage,
    });
    const ids = entries.flatMap((entry) => [
      entry.by as MemberId,
      ...(entry.type === "staff.changed" && entry.memberId ? [entry.memberId] : []),
    ]);
    const names = await namesOf(ctx.db.read, [...new Set(ids)]);
    return page(renderPage(LogPage({ world, entries, next, names, isLater: query.before !== "" })));
  },
});

export const logRoutes: readonly Route[] = [log];

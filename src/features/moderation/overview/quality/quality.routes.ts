import { z } from "zod";
import { type Route, route, type World } from "../../../../context.ts";
import { renderPage } from "../../../../platform/html/render.ts";
import { page, problem, redirect } from "../../../../platform/http/answer.ts";
import { findAny } from "../../../discussion/find-comment.ts";
import { findComment } from "../../../discussion/reading.ts";
import { askingMember } from "../../../people/staff/asking-member.ts";
import { may } from "../../../people/staff/permissions.ts";
import { rulesOf } from "../../rules/rules-of.ts";
import { periodNames } from "../period.ts";
import { countLookable, disputedItems, nextItem, reviewsOf } from "./quality.store.ts";
import { type Dispute, QualityPage } from "./quality.view.tsx";
import { readQuality } from "./read-quality.ts";
import { giveVerdict, settleDispute, verdicts } from "./review.ts";
import { ReviewPage } from "./review.view.tsx";

const path = "/desk/overview/quality";
const itemParams = z.object({ id: z.coerce.number().int().positive() });
const disputesAtOnce = 20;

const quality = route({
  method: "GET",
  path,
  access: { may: "comments.moderate" },
  input: z.object({
    query: z.object({
      period: z.enum(periodNames).default("quarter").catch("quarter"),
      told: z.enum(["none", "late", "settled"]).optional().catch(undefined),
    }),
  }),
  handle: async ({ world, input: { query } }) => {
    const { ctx, site, actor } = world;
    const isEditor = may(actor.member?.staff?.role ?? null, "appeals.decide");
    const { settings } = await rulesOf(ctx, site.id);
    return page(
      renderPage(
        QualityPage({
          world,
          period: query.period,
          quality: await readQuality(ctx, site, query.period),
          left: await countLookable(ctx.db.read, site.id, askingMember(world)),
          rules: settings,
          disputes: isEditor ? await readDisputes(world) : null,
          told: query.told ?? null,
        }),
      ),
    );
  },
});

async function readDisputes(world: World): Promise<Dispute[]> {
  const { ctx, site } = world;
  const items = await disputedItems(ctx.db.read, site.id, disputesAtOnce);
  return Promise.all(
    items.map(async ({ id, comment_id, first }) => {
      const [second] = await reviewsOf(ctx.db.read, id);
      const found = await findAny(world, comment_id);
      return { id, first, second: second?.verdict ?? "", found };
    }),
  );
}

const next = route({
  method: "GET",
  path: `${path}/next`,
  access: { may: "comments.moderate" },
  input: z.object({
    query: z.object({
      after: z.coerce.number().int().min(0).default(0).catch(0),
      late: z.literal("1").optional().catch(undefined),
    }),
  }),
  handle: async ({ world, input: { query } }) => {
    const { ctx, site } = world;
    const memberId = askingMember(world);
    for (let { after } = query; ; ) {
      const item = await nextItem(ctx.db.read, site.id, memberId, after);
      if (!item) return redirect(`${path}?told=none`);
      const found = await findAny(world, item.comment_id);
      after = item.id;
      if (!found) continue;
      const { parentId } = found.comment;
      const parent = parentId === null ? null : await findComment(ctx.db.read, site.id, parentId);
      const left = await countLookable(ctx.db.read, site.id, memberId);
      const props = { itemId: item.id, found, parent: parent?.status === "published" ? parent : null, left };
      return page(renderPage(ReviewPage({ world, ...props, isLate: query.late === "1" })));
    }
  },
});

const give = route({
  method: "POST",
  path: `${path}/:id`,
  access: { may: "comments.moderate" },
  limit: 120,
  input: z.object({ params: itemParams, body: z.object({ verdict: z.enum(verdicts) }) }),
  handle: async ({ world, input: { params, body } }) => {
    const by = askingMember(world);
    const given = { siteId: world.site.id, by, itemId: params.id, verdict: body.verdict };
    const outcome = await giveVerdict(world.ctx, given);
    if (outcome === "notFound") return problem("notFound");
    return redirect(`${path}/next?after=${params.id}${outcome === "late" ? "&late=1" : ""}`);
  },
});

const settle = route({
  method: "POST",
  path: `${path}/:id/settle`,
  access: { may: "appeals.decide" },
  limit: 60,
  input: z.object({
    params: itemParams,
    body: z.object({ verdict: z.enum(verdicts), changes: z.literal("1").optional() }),
  }),
  handle: async ({ world, input: { params, body } }) => {
    const by = askingMember(world);
    const outcome = await settleDispute(world.ctx, {
      siteId: world.site.id,
      by,
      itemId: params.id,
      verdict: body.verdict,
      changes: body.changes === "1",
    });
    if (outcome === "notFound") return problem("notFound");
    return redirect(`${path}?told=${outcome === "late" ? "late" : "settled"}`);
  },
});

export const qualityRoutes: readonly Route[] = [quality, next, give, settle];

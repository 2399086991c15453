import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page, problem, redirect } from "../../../platform/http/answer.ts";
import { type CommentId, type MemberId, type PersonId, readId } from "../../../platform/lib/ids.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { moderatorsOf } from "../../people/staff/names-of-staff.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { endSanction } from "../sanctions/end-sanction.ts";
import { decidedRows, textsOf } from "./decided.store.ts";
import { DecidedPage } from "./decided.view.tsx";
import { staffNames, undoneAmong } from "./decisions.store.ts";
import { reasonsOf } from "./refusal-reasons.ts";
import { actorOf, onwards } from "./told.ts";
import { loadTold } from "./told.view.tsx";
import { readWriter } from "./writer.ts";
import { WriterPage } from "./writer.view.tsx";

const perPage = 50;
const text = z.string().default("");
const aDay = 24 * 3_600_000;

const decided = route({
  method: "GET",
  path: "/desk/comments/decisions",
  access: { may: "comments.moderate" },
  input: z.object({
    query: z.object({
      by: z
        .string()
        .regex(/^[\w-]{0,64}$/)
        .default("")
        .catch(""),
      action: text,
      code: text,
      comment: text,
      day: text,
      before: text,
      told: text,
    }),
  }),
  handle: async ({ world, input: { query } }) => {
    const { ctx, site, locale } = world;
    const db = ctx.db.read;
    const [at = "", id = ""] = query.before.split("-");
    const isPlace = /^\d{1,15}$/.test(at) && /^\d{1,15}$/.test(id);
    const day = /^\d{4}-\d{2}-\d{2}$/.test(query.day) ? Date.parse(`${query.day}T00:00:00Z`) : Number.NaN;
    const hasDay = !Number.isNaN(day);
    const rows = await decidedRows(db, {
      siteId: site.id,
      actor: query.by === "mine" ? actorOf(world) : query.by === "" ? "" : `staff:${query.by}`,
      action: query.action,
      code: query.code,
      commentId: readId<CommentId>(query.comment),
      since: hasDay ? day : null,
      until: hasDay ? day + aDay : null,
      before: isPlace ? { at: Number(at), id: Number(id) } : null,
      limit: perPage + 1,
    });
    const shown = rows.slice(0, perPage);
    const last = shown.at(-1);
    const deciders = shown.map(({ actor }) => actor.slice("staff:".length) as MemberId);
    const asked = ["", "mine"].includes(query.by) ? [] : [query.by as MemberId];
    const [names, texts, undone, told, { settings }, moderators] = await Promise.all([
      staffNames(db, [...new Set([...deciders, ...asked])]),
      textsOf(db, [...new Set(shown.map((row) => row.comment_id))]),
      undoneAmong(
        db,
        shown.map((row) => row.id),
      ),
      loadTold(world, query.told),
      rulesOf(ctx, site.id),
      moderatorsOf(db, site.id),
    ]);
    const next = rows.length > perPage && last ? `${last.at}-${last.id}` : null;
    const reasons = reasonsOf(settings, locale);
    return page(
      renderPage(
        DecidedPage({ world, rows: shown, names, texts, undone, told, reasons, moderators, query, next }),
      ),
    );
  },
});

const writer = route({
  method: "GET",
  path: "/desk/comments/writers/:person",
  access: { may: "comments.moderate" },
  input: z.object({ params: z.object({ person: z.string() }), query: z.object({ told: text }) }),
  handle: async ({ world, input: { params, query } }) => {
    const id = readId<PersonId>(params.person);
    const known = id === null ? null : await readWriter(world, id);
    if (!known) return problem("notFound");
    return page(renderPage(WriterPage({ world, ...known, told: await loadTold(world, query.told) })));
  },
});

const end = route({
  method: "POST",
  path: "/desk/comments/sanctions/:id/end",
  access: { may: "comments.moderate" },
  limit: 60,
  input: z.object({ params: z.object({ id: z.string() }), body: z.object({ to: text }) }),
  handle: async ({ world, input: { params, body } }) => {
    const { ctx, site } = world;
    const id = /^\d{1,15}$/.test(params.id) ? Number(params.id) : 0;
    const by = askingMember(world);
    const done = await ctx.db.transact((tx) => endSanction(tx, ctx, { site, by, of: { id } }));
    return done === null ? problem("notFound") : redirect(onwards(body.to));
  },
});

export const decidedRoutes: readonly Route[] = [decided, writer, end];

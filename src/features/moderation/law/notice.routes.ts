import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { type CommentId, readId } from "../../../platform/lib/ids.ts";
import { solves } from "../../discussion/challenge.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { appealAgainst } from "../appeals/appeal.store.ts";
import { isTokenFor, noticePath, tokenFor } from "./access.ts";
import { complainOfNotice } from "./complain-of-notice.ts";
import { giveNotice, placeOf, type TypedNotice } from "./give-notice.ts";
import { findNotice, type NoticeRow } from "./notice.store.ts";
import { NoticeFormPage, NoticePage, type NoticePageProps } from "./notice.view.tsx";

const line = z.string().max(2000).default("");
const params = z.object({ id: z.string().max(20) });

const form = route({
  method: "GET",
  path: "/notices/new",
  access: "anyone",
  input: z.object({
    query: z.object({
      comment: z.string().max(20).optional().catch(undefined),
      url: z.string().max(1000).optional().catch(undefined),
    }),
  }),
  handle: async ({ world, input: { query } }) => {
    const id = readId<CommentId>(query.comment ?? "");
    const place = id === null ? (query.url ?? "") : placeOf(world.site, world.ctx.config.url, id);
    const typed = { place, category: "", explanation: "", name: "", email: "", goodFaith: false };
    return page(renderPage(NoticeFormPage({ world, typed, complaints: [] })));
  },
});

/** Notices in a quarter of an hour, from one network. */
const mostFromNetwork = 10;

const give = route({
  method: "POST",
  path: "/notices",
  access: "writer",
  // Generous: the limit below gives the form back, this one doesn't.
  limit: 30,
  input: z.object({
    body: z.object({
      place: line,
      category: z.string().max(100).default(""),
      explanation: z.string().max(100_000).default(""),
      name: line,
      email: line,
      goodFaith: z
        .string()
        .optional()
        .transform((value) => value === "1"),
      website: z.string().default(""),
      solution: z.string().max(4000).default(""),
    }),
  }),
  handle: async ({ world, input: { body } }) => {
    const { website, solution, ...typed } = body;
    const complaints = await refuseBeforehand(world, website, solution);
    if (complaints.length > 0) return comeBack(world, typed, complaints);
    const { ctx, site, actor, locale } = world;
    const outcome = await giveNotice(ctx, {
      site,
      typed,
      memberId: actor.member?.memberId ?? null,
      deviceHash: actor.device ?? "",
      solvedChallenge: !site.settings.challenge || actor.member !== null || solution !== "",
      language: locale.language,
    });
    if (outcome.outcome === "refused") return comeBack(world, typed, outcome.complaints);
    const query = new URLSearchParams({ for: tokenFor(ctx, "notice", outcome.id), sent: "1" });
    return redirect(`${noticePath(outcome.id)}?${query}`);
  },
});

async function refuseBeforehand(world: World, website: string, solution: string): Promise<Complaint[]> {
  const { ctx, site, actor, locale } = world;
  if (website !== "")
    return [{ field: "form", message: "error.trap", values: { label: locale.message("compose.trap") } }];
  const quota = ctx.tries.take(`notice ${actor.network}`, mostFromNetwork);
  if (quota.isExceeded) return [{ field: "form", message: "error.tooFast", values: { n: quota.reset } }];
  const isAsked = site.settings.challenge && actor.member === null && solution !== "";
  return isAsked && !(await solves(ctx, solution, null))
    ? [{ field: "form", message: "error.challenge" }]
    : [];
}

function comeBack(world: World, typed: TypedNotice, complaints: readonly Complaint[]): Answer {
  return page(renderPage(NoticeFormPage({ world, typed, complaints })), 422);
}

/** A notice for its sender: by the link that they got. */
async function readNotice(world: World, id: string, token: string): Promise<NoticeRow | null> {
  const number = Number(readId(id) ?? 0);
  if (!isTokenFor(world.ctx, "notice", number, token)) return null;
  return findNotice(world.ctx.db.read, world.site.id, number);
}

async function noticePage(
  world: World,
  notice: NoticeRow,
  shown: Pick<NoticePageProps, "token" | "isSent" | "typed" | "complaints">,
): Promise<Answer> {
  const appeal = await appealAgainst(world.ctx.db.read, { noticeId: notice.id });
  const html = renderPage(NoticePage({ world, notice, appeal, ...shown }));
  return page(html, (shown.complaints?.length ?? 0) > 0 ? 422 : 200);
}

const read = route({
  method: "GET",
  path: "/notices/:id",
  access: "anyone",
  input: z.object({
    params,
    query: z.object({
      for: z.string().max(300).default("").catch(""),
      sent: z.string().optional().catch(undefined),
    }),
  }),
  handle: async ({ world, input: { params, query } }) => {
    const notice = await readNotice(world, params.id, query.for);
    return notice
      ? noticePage(world, notice, { token: query.for, isSent: query.sent !== undefined })
      : problem("notFound");
  },
});

const complain = route({
  method: "POST",
  path: "/notices/:id/appeal",
  access: "writer",
  limit: 10,
  limitPerThing: 20,
  input: z.object({
    params,
    body: z.object({ for: z.string().max(300).default(""), text: z.string().max(100_000).default("") }),
  }),
  handle: async ({ world, input: { params, body } }) => {
    const notice = await readNotice(world, params.id, body.for);
    if (!notice) return problem("notFound");
    const complaints = await complainOfNotice(world.ctx, { site: world.site, notice, text: body.text });
    if (complaints.length > 0)
      return noticePage(world, notice, { token: body.for, isSent: false, typed: body.text, complaints });
    return redirect(`${noticePath(notice.id)}?${new URLSearchParams({ for: body.for })}`);
  },
});

export const noticeRoutes: readonly Route[] = [form, give, read, complain];

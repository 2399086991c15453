import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { readId } from "../../../platform/lib/ids.ts";
import { cleanText, isIntact } from "../../../platform/text/clean.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { answerNotice, noticeOutcomes } from "../law/answer-notice.ts";
import { findNotice, openNotices } from "../law/notice.store.ts";
import { answerAppeal } from "./answer-appeal.ts";
import { findAppeal, openAppeals } from "./appeal.store.ts";
import { LawCasePage, LawListPage } from "./desk-appeals.view.tsx";
import { appealCase, noticeCase } from "./desk-cases.ts";

const onPage = 100;
const longestAnswer = 2000;
const params = z.object({ id: z.string().max(20) });
const toldQuery = z.object({ query: z.object({ done: z.string().optional().catch(undefined) }) });
const answer = {
  words: z
    .string()
    .max(100_000)
    .default("")
    .transform((words) => (isIntact(words) ? cleanText(words).slice(0, longestAnswer) : "")),
  to: z.string().max(500).default(""),
};

const appealsPath = "/desk/appeals";
const noticesPath = "/desk/notices";

/** Where the desk goes on: one of its own pages. */
function onTo(to: string, otherwise: string): string {
  return /^\/desk(?:[/?]|$)/.test(to) ? to : `${otherwise}?done=1`;
}

const listAppeals = route({
  method: "GET",
  path: appealsPath,
  access: { may: "comments.moderate" },
  input: toldQuery,
  handle: async ({ world, input: { query } }) => {
    const rows = await openAppeals(world.ctx.db.read, world.site.id, onPage);
    const listed = rows.map(({ id, text, at }) => ({ path: `${appealsPath}/${id}`, text, at }));
    const told = query.done === undefined ? null : "deskAppeal.done";
    const texts = { title: "deskAppeal.heading", path: appealsPath, none: "deskAppeal.none", told } as const;
    return page(renderPage(LawListPage({ world, listed, ...texts })));
  },
});

const listNotices = route({
  method: "GET",
  path: noticesPath,
  access: { may: "comments.moderate" },
  input: toldQuery,
  handle: async ({ world, input: { query } }) => {
    const rows = await openNotices(world.ctx.db.read, world.site.id, onPage);
    const listed = rows.map(({ id, explanation, at }) => ({
      path: `${noticesPath}/${id}`,
      text: explanation,
      at,
    }));
    const told = query.done === undefined ? null : "deskNotice.done";
    const texts = { title: "deskNotice.heading", path: noticesPath, none: "deskNotice.none", told } as const;
    return page(renderPage(LawListPage({ world, listed, ...texts })));
  },
});

async function appealPage(world: World, id: string, error: MessageId | null = null): Promise<Answer> {
  const appeal = await findAppeal(world.ctx.db.read, world.site.id, Number(readId(id) ?? 0));
  if (!appeal) return problem("notFound");
  const children = await appealCase(world, appeal, "");
  const path = `${appealsPath}/${appeal.id}`;
  const html = LawCasePage({ world, title: "deskAppeal.heading", path, error, children });
  return page(renderPage(html), error ? 422 : 200);
}

async function noticePage(world: World, id: string, error: MessageId | null = null): Promise<Answer> {
  const notice = await findNotice(world.ctx.db.read, world.site.id, Number(readId(id) ?? 0));
  if (!notice) return problem("notFound");
  const children = await noticeCase(world, notice, "");
  const path = `${noticesPath}/${notice.id}`;
  const html = LawCasePage({ world, title: "deskNotice.heading", path, error, children });
  return page(renderPage(html), error ? 422 : 200);
}

const readAppeal = route({
  method: "GET",
  path: `${appealsPath}/:id`,
  access: { may: "comments.moderate" },
  input: z.object({ params }),
  handle: ({ world, input: { params } }) => appealPage(world, params.id),
});

const readNotice = route({
  method: "GET",
  path: `${noticesPath}/:id`,
  access: { may: "comments.moderate" },
  input: z.object({ params }),
  handle: ({ world, input: { params } }) => noticePage(world, params.id),
});

const decideAppeal = route({
  method: "POST",
  path: `${appealsPath}/:id`,
  access: { may: "appeals.decide" },
  limit: 120,
  input: z.object({
    params,
    body: z.object({ ...answer, outcome: z.enum(["grant", "uphold"]).optional().catch(undefined) }),
  }),
  handle: async ({ world, input: { params, body } }) => {
    const { ctx, site } = world;
    const { outcome, words, to } = body;
    if (!outcome) return appealPage(world, params.id, "deskAppeal.error.outcome");
    // Who is told no, is told why.
    if (outcome === "uphold" && words === "") return appealPage(world, params.id, "deskAppeal.error.words");
    const id = Number(readId(params.id) ?? 0);
    const by = askingMember(world);
    const done = await answerAppeal(ctx, { site, id, by, isGranted: outcome === "grant", words });
    if (done === "gone") return problem("notFound");
    if (done === "first") return appealPage(world, params.id, "deskAppeal.first");
    if (done === "late") return appealPage(world, params.id, "deskAppeal.late");
    return redirect(onTo(to, appealsPath));
  },
});

const decideNotice = route({
  method: "POST",
  path: `${noticesPath}/:id`,
  access: { may: "comments.moderate" },
  limit: 120,
  input: z.object({
    params,
    body: z.object({
      ...answer,
      outcome: z.enum(noticeOutcomes).optional().catch(undefined),
      law: z
        .string()
        .max(2000)
        .default("")
        .transform((law) => (isIntact(law) ? cleanText(law).slice(0, 300) : "")),
    }),
  }),
  handle: async ({ world, input: { params, body } }) => {
    const { ctx, site } = world;
    const { outcome, words, law, to } = body;
    if (!outcome) return noticePage(world, params.id, "deskAppeal.error.outcome");
    const id = Number(readId(params.id) ?? 0);
    const done = await answerNotice(ctx, { site, id, by: askingMember(world), outcome, words, law });
    if (done === "gone") return problem("notFound");
    if (done === "late") return noticePage(world, params.id, "deskAppeal.late");
    if (done === "own") return noticePage(world, params.id, "deskNotice.error.own");
    if (done === "unremovable") return noticePage(world, params.id, "deskNotice.error.nothing");
    return redirect(onTo(to, noticesPath));
  },
});

export const deskAppealRoutes: readonly Route[] = [
  listAppeals,
  readAppeal,
  decideAppeal,
  listNotices,
  readNotice,
  decideNotice,
];

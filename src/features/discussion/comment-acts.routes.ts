import { z } from "zod";
import { type Route, route } from "../../context.ts";
import { renderFragment, renderPage } from "../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../platform/http/answer.ts";
import { isIntact } from "../../platform/text/clean.ts";
import { reportReasons } from "../moderation/reasons.ts";
import { commentPath, isOpen, storyPath } from "../stories/story.ts";
import { editComment, recommendComment, withdrawComment } from "./change-comment.ts";
import { recommendedBy } from "./comment.store.ts";
import { Recommend } from "./comment-acts.view.tsx";
import type { Draft } from "./composer.view.tsx";
import { idParams } from "./discussion.routes.ts";
import { draftFor } from "./draft-for.ts";
import { type Found, findOwn, findPublished } from "./find-comment.ts";
import { selfOf } from "./read-discussion.ts";
import { reportComment } from "./report-comment.ts";
import {
  DonePage,
  EditPage,
  plainTalk,
  ReplyForm,
  ReplyPage,
  ReportPage,
  WithdrawPage,
} from "./talk-pages.view.tsx";
import { underRules } from "./under-rules.ts";
import { votersOf } from "./voters.ts";

const replyForm = route({
  method: "GET",
  path: "/comments/:id/reply",
  access: "anyone",
  input: z.object({ params: idParams, query: z.object({ quote: z.string().optional() }) }),
  handle: async ({ world, input, wantsFragment }) => {
    const found = await findPublished(world, input.params.id);
    if (!found) return problem("notFound");
    const discussion = await underRules(world, found.story.discussion);
    if (!isOpen(discussion, world.now) || found.comment.lockedAt !== null)
      return redirect(commentPath(found.comment.id));
    const draft = await draftFor(world, found.story, found.comment.id);
    const { text } = draft.typed;
    // The script puts a quote above what is written already.
    const quote = input.query.quote === undefined ? "" : quoteOf(found.comment.text);
    const quoted = quote === "" || wantsFragment ? quote || text : quote + text;
    const props = {
      world,
      story: { ...found.story, discussion },
      parent: found.comment,
      draft: { ...draft, typed: { ...draft.typed, text: quoted } },
      requestKey: world.ctx.token(),
    };
    return page(wantsFragment ? renderFragment(ReplyForm(props)) : renderPage(ReplyPage(props)));
  },
});

/** A comment's own words as a Markdown quote, to write below. */
export function quoteOf(text: string): string {
  const own = text.replace(/^>.*\n?/gmu, "").trim() || text;
  return `${own
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n")}\n\n`;
}

const recommend = route({
  method: "POST",
  path: "/comments/:id/recommend",
  access: "writer",
  limit: 60,
  limitPerThing: 60,
  input: z.object({ params: idParams, body: z.object({ on: z.enum(["0", "1"]) }) }),
  handle: async ({ world, input, wantsFragment }) => {
    const by = selfOf(world);
    const vote = { siteId: world.site.id, id: input.params.id, by, on: input.body.on === "1" };
    const found = await findPublished(world, input.params.id);
    const comment = found ? await recommendComment(world.ctx, vote) : null;
    if (!found || !comment) return problem("notFound");
    if (!wantsFragment) return redirect(commentPath(comment.id));
    const isOn = (await recommendedBy(world.ctx.db.read, votersOf(by), [comment.id])).has(comment.id);
    return page(renderFragment(Recommend({ talk: plainTalk(world, found.story), comment, isOn })));
  },
});

const editForm = route({
  method: "GET",
  path: "/comments/:id/edit",
  access: "anyone",
  input: z.object({ params: idParams }),
  handle: async ({ world, input }) => {
    const found = await findOwn(world, input.params.id);
    if (!found || found.comment.coveredFor !== null) return problem("forbidden");
    const draft: Draft = { typed: { name: "", email: "", text: found.comment.text }, complaints: [] };
    return page(renderPage(EditPage({ world, ...found, draft })));
  },
});

const edit = route({
  method: "POST",
  path: "/comments/:id/edit",
  access: "writer",
  limit: 30,
  input: z.object({ params: idParams, body: z.object({ text: z.string().default("") }) }),
  handle: async ({ world, input: { params, body } }) => {
    const found = await findOwn(world, params.id);
    if (!found) return problem("forbidden");
    const change = { site: world.site, id: params.id, ...selfOf(world), text: body.text };
    const outcome = await editComment(world.ctx, change);
    if (outcome.outcome === "forbidden") return problem("forbidden");
    if (outcome.outcome === "done") return redirect(ownPlace(found));
    const draft = { typed: { name: "", email: "", text: body.text }, complaints: outcome.complaints };
    return page(renderPage(EditPage({ world, ...found, draft })), 422);
  },
});

/** Where a writer finds the own comment again. */
function ownPlace({ comment, story }: Found): string {
  return comment.status === "published"
    ? commentPath(comment.id)
    : `${storyPath(story.slug)}#c-${comment.id}`;
}

const withdrawForm = route({
  method: "GET",
  path: "/comments/:id/withdraw",
  access: "anyone",
  input: z.object({ params: idParams }),
  handle: async ({ world, input }) => {
    const found = await findOwn(world, input.params.id);
    return found ? page(renderPage(WithdrawPage({ world, ...found }))) : problem("forbidden");
  },
});

const withdraw = route({
  method: "POST",
  path: "/comments/:id/withdraw",
  access: "writer",
  limit: 30,
  input: z.object({ params: idParams }),
  handle: async ({ world, input }) => {
    const found = await findOwn(world, input.params.id);
    if (!found) return problem("forbidden");
    const change = { site: world.site, id: input.params.id, ...selfOf(world) };
    const outcome = await withdrawComment(world.ctx, change);
    return outcome.outcome === "done"
      ? redirect(`${storyPath(found.story.slug)}#comments`)
      : problem("forbidden");
  },
});

const reportForm = route({
  method: "GET",
  path: "/comments/:id/report",
  access: "anyone",
  input: z.object({ params: idParams }),
  handle: async ({ world, input }) => {
    const found = await findPublished(world, input.params.id);
    return found
      ? page(renderPage(ReportPage({ world, ...found, note: "", missing: false })))
      : problem("notFound");
  },
});

const report = route({
  method: "POST",
  path: "/comments/:id/report",
  access: "writer",
  limit: 20,
  limitPerThing: 10,
  input: z.object({
    params: idParams,
    body: z.object({
      reason: z.enum(reportReasons).optional().catch(undefined),
      note: z.string().default(""),
    }),
  }),
  handle: async ({ world, input: { params, body } }): Promise<Answer> => {
    const found = await findPublished(world, params.id);
    if (!found) return problem("notFound");
    if (!isIntact(body.note)) return problem("badRequest");
    if (!body.reason)
      return page(renderPage(ReportPage({ world, ...found, note: body.note, missing: true })), 422);
    const [reporter] = votersOf(selfOf(world));
    const { reason, note } = body;
    const outcome = await reportComment(world.ctx, {
      siteId: world.site.id,
      id: params.id,
      reporter,
      network: world.actor.network,
      reason,
      note,
    });
    if (outcome === "gone") return problem("notFound");
    const { locale } = world;
    const text = locale.message(outcome === "kept" ? "report.thanks" : "report.again");
    return page(renderPage(DonePage({ world, ...found, title: locale.message("report.heading"), text })));
  },
});

export const commentActRoutes: readonly Route[] = [
  replyForm,
  recommend,
  editForm,
  edit,
  withdrawForm,
  withdraw,
  reportForm,
  report,
];

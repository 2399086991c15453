import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { type CommentId, readId } from "../../../platform/lib/ids.ts";
import { findComment } from "../../discussion/reading.ts";
import { appealAgainst } from "../appeals/appeal.store.ts";
import { makeAppeal } from "../appeals/make-appeal.ts";
import { rulesOf } from "../rules/rules-of.ts";
import { readStatement, statementPath } from "./access.ts";
import { type StatementRow, statementsAbout } from "./statement.store.ts";
import { StatementPage, type StatementPageProps } from "./statement.view.tsx";

const params = z.object({ id: z.string().max(20) });
const token = z.string().max(300).optional().catch(undefined);

type Shown = Pick<StatementPageProps, "typed" | "complaints" | "isSent">;

async function statementPage(
  world: World,
  statement: StatementRow,
  to: string,
  shown: Shown = {},
): Promise<Answer> {
  const { ctx, site } = world;
  const db = ctx.db.read;
  const comment = statement.comment_id === 0 ? null : await findComment(db, site.id, statement.comment_id);
  const appeal = await appealAgainst(db, { statementId: statement.id });
  const { settings } = await rulesOf(ctx, site.id);
  const props = { world, statement, comment, appeal, rules: settings, token: to, ...shown };
  return page(renderPage(StatementPage(props)), (shown.complaints?.length ?? 0) > 0 ? 422 : 200);
}

const read = route({
  method: "GET",
  path: "/statements/:id",
  access: "anyone",
  input: z.object({ params, query: z.object({ for: token, sent: z.string().optional().catch(undefined) }) }),
  handle: async ({ world, input: { params, query } }) => {
    const to = query.for ?? "";
    const statement = await readStatement(world, Number(readId(params.id) ?? 0), to);
    if (!statement) return problem("notFound");
    return statementPage(world, statement, to, { isSent: query.sent !== undefined });
  },
});

const ofComment = route({
  method: "GET",
  path: "/comments/:id/statement",
  access: "anyone",
  input: z.object({ params, query: z.object({ for: token }) }),
  handle: async ({ world, input: { params, query } }) => {
    const id = readId<CommentId>(params.id);
    const all = id === null ? [] : await statementsAbout(world.ctx.db.read, [id]);
    const last = all.findLast((row) => row.ended_at === null) ?? all.at(-1);
    const statement = last && (await readStatement(world, last.id, query.for ?? ""));
    return statement ? redirect(statementPath(statement.id)) : problem("notFound");
  },
});

const appeal = route({
  method: "POST",
  path: "/statements/:id/appeal",
  access: "writer",
  limit: 10,
  limitPerThing: 20,
  input: z.object({
    params,
    body: z.object({
      for: z.string().max(300).default(""),
      text: z.string().max(100_000).default(""),
      email: z.string().max(1000).default(""),
    }),
  }),
  handle: async ({ world, input: { params, body } }) => {
    const { ctx, site, locale } = world;
    const statement = await readStatement(world, Number(readId(params.id) ?? 0), body.for);
    if (!statement) return problem("notFound");
    const email = world.actor.member ? "" : body.email;
    const { text } = body;
    const outcome = await makeAppeal(ctx, { site, statement, text, email, language: locale.language });
    const query = new URLSearchParams(body.for ? { for: body.for } : {});
    if (outcome.outcome === "kept") query.set("sent", "1");
    if (outcome.outcome !== "refused") return redirect(`${statementPath(statement.id)}?${query}`);
    const { complaints } = outcome;
    return statementPage(world, statement, body.for, { typed: { text, email }, complaints });
  },
});

export const statementRoutes: readonly Route[] = [read, ofComment, appeal];

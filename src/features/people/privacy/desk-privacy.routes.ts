import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { DeskConfirmPage, DeskPrivacyPage, FoundPage, RetentionPage } from "./desk-privacy.view.tsx";
import { beginErasure, continueErasure, latestReceipts } from "./erase.ts";
import { exportPerson } from "./export-person.ts";
import { findSubject } from "./find-subject.ts";
import { retentionStates } from "./forget.ts";
import { levels } from "./holding.ts";
import { mayHandle } from "./may-handle.ts";
import { askingMember } from "../staff/asking-member.ts";
import { requireFresh } from "../staff/fresh.ts";
import { openKey, sealKey, type SubjectKey } from "./subject.ts";
import { summaryOf } from "./summary.ts";

const path = "/desk/privacy";
const access = { may: "people.erase" } as const;
const stepsBeforeAnswer = 100;
const receiptsShown = 20;

const form = z.object({
  body: z.object({ t: z.string().max(1000), level: z.enum(levels).optional().catch(undefined) }),
});

async function front(world: World, words = "", error?: MessageId): Promise<Answer> {
  const receipts = await latestReceipts(world.ctx, askingMember(world), receiptsShown);
  return page(renderPage(DeskPrivacyPage({ world, words, error, receipts })), error ? 422 : 200);
}

async function found(world: World, key: SubjectKey, error?: MessageId): Promise<Answer> {
  if (!(await mayHandle(world.ctx, world.ctx.db.read, askingMember(world), key))) return problem("role");
  const rows = await summaryOf(world.ctx, key);
  const token = sealKey(world.ctx, "desk", key);
  return page(renderPage(FoundPage({ world, rows, token, error })), error ? 422 : 200);
}

const look = route({
  method: "GET",
  path,
  access,
  input: z.object({}),
  handle: ({ world }) => front(world),
});

// The address is not in the page's own address, which browsers and proxies remember.
const find = route({
  method: "POST",
  path: `${path}/find`,
  access,
  limit: 30,
  input: z.object({ body: z.object({ who: z.string().max(1000).default("") }) }),
  handle: async ({ world, input: { body } }) => {
    const key = await findSubject(world.ctx, world.site.id, body.who);
    return key ? found(world, key) : front(world, body.who, "privacy.desk.nobody");
  },
});

const take = route({
  method: "POST",
  path: `${path}/export`,
  access,
  limit: 10,
  input: form,
  handle: async ({ world, input: { body } }) => {
    const { ctx, site, locale, now } = world;
    const key = openKey(ctx, "desk", body.t);
    if (!key) return front(world, "", "privacy.desk.late");
    const stopped = requireFresh(world, path);
    if (stopped) return stopped;
    const by = askingMember(world);
    if (!(await mayHandle(ctx, ctx.db.read, by, key))) return problem("role");
    await ctx.db.transact((tx) => appendEvent(tx, { type: "person.exported", siteId: site.id, at: now, by }));
    return {
      kind: "download",
      type: "application/zip",
      name: "data-of-a-person.zip",
      body: exportPerson(ctx, { key, locale, site }),
    };
  },
});

const choose = route({
  method: "POST",
  path: `${path}/choose`,
  access,
  limit: 30,
  input: form,
  handle: async ({ world, input: { body } }) => {
    const key = openKey(world.ctx, "desk", body.t);
    if (!key) return front(world, "", "privacy.desk.late");
    if (!body.level) return found(world, key, "privacy.erase.missing");
    return page(renderPage(DeskConfirmPage({ world, token: body.t, level: body.level })));
  },
});

const erase = route({
  method: "POST",
  path: `${path}/erase`,
  access,
  limit: 10,
  input: form,
  handle: async ({ world, input: { body } }) => {
    const { ctx, site } = world;
    const key = openKey(ctx, "desk", body.t);
    if (!key || !body.level) return front(world, "", "privacy.desk.late");
    const stopped = requireFresh(world, path);
    if (stopped) return stopped;
    const by = { staff: askingMember(world) };
    const done = await beginErasure(ctx, { key, level: body.level, siteId: site.id, by });
    if (done.outcome === "lastAdmin") return found(world, key, "privacy.desk.lastAdmin");
    if (done.outcome === "forbidden") return problem("role");
    if (done.outcome === "nobody") return front(world, "", "privacy.desk.nobody");
    await continueErasure(ctx, done.receipt, stepsBeforeAnswer);
    return redirect(`/my-data/receipt?number=${done.receipt}`);
  },
});

const retention = route({
  method: "GET",
  path: `${path}/retention`,
  access,
  input: z.object({}),
  handle: async ({ world }) =>
    page(renderPage(RetentionPage({ world, states: await retentionStates(world.ctx) }))),
});

export const deskPrivacyRoutes: readonly Route[] = [look, find, take, choose, erase, retention];

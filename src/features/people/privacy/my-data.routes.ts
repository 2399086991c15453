import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { localeOf, type MessageId } from "../../../platform/html/locale.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { beginErasure, continueErasure, findReceipt } from "./erase.ts";
import { exportPerson } from "./export-person.ts";
import { levels } from "./holding.ts";
import { type Asking, ConfirmPage, LinkSentPage, MyDataPage, ReceiptPage } from "./my-data.view.tsx";
import { proveAgain } from "./prove-again.ts";
import { hasAccount, sendDataLink } from "./send-data-link.ts";
import { openKey, type SubjectKey } from "./subject.ts";
import { summaryOf } from "./summary.ts";

/** Of a large erasure, what is done before the answer: the rest goes on by itself. */
const stepsBeforeAnswer = 100;

const token = z.string().max(1000).default("");
const form = z.object({
  body: z.object({ t: token, level: z.enum(levels).optional().catch(undefined) }),
});

/** Whose data is asked for; null: nobody has proved to be them. */
function keyOf({ actor, ctx }: World, asking: Asking, sealed: string): SubjectKey | null {
  switch (asking) {
    case "member":
      return actor.member && { kind: "member", memberId: actor.member.memberId };
    case "device":
      return actor.device === null ? null : { kind: "device", deviceHash: actor.device };
    case "address": {
      const key = openKey(ctx, "guest", sealed);
      return key?.kind === "address" ? key : null;
    }
  }
}

interface Shown {
  sealed: string;
  error?: MessageId;
  typed?: { email: string; error: MessageId };
}

async function show(world: World, asking: Asking, { sealed, error, typed }: Shown): Promise<Answer> {
  const key = keyOf(world, asking, sealed);
  if (!key && asking === "address") return late(world);
  const rows = key ? await summaryOf(world.ctx, key) : [];
  const hasOne = key?.kind === "address" && (await hasAccount(world.ctx, key.emailHash));
  const props = { world, asking, rows, token: sealed, hasAccount: hasOne, error, typed };
  return page(renderPage(MyDataPage(props)), error || typed ? 422 : 200);
}

/** The link in the mail came too late: the page says so where a new one can be asked for. */
function late(world: World): Promise<Answer> {
  return show(world, "device", { sealed: "", typed: { email: "", error: "privacy.byAddress.late" } });
}

/** Members prove again that it is them, before anything leaves or goes. */
function gate(world: World, asking: Asking): Answer | null {
  return asking === "member" ? proveAgain(world, "/settings/privacy") : null;
}

/** The routes by which somebody gets or erases what is theirs, by each of the three ways to be known. */
function routesFor(asking: Asking, path: string): Route[] {
  const access = asking === "member" ? "member" : "writer";
  const mine = route({
    method: "GET",
    path,
    access: asking === "member" ? "member" : "anyone",
    input: z.object({ query: z.object({ t: token }) }),
    handle: ({ world, input }) => show(world, asking, { sealed: input.query.t }),
  });
  const take = route({
    method: "POST",
    path: `${path}/export`,
    access,
    limit: 10,
    input: form,
    handle: async ({ world, input: { body } }) => {
      const key = keyOf(world, asking, body.t);
      if (!key) return asking === "address" ? late(world) : problem("notFound");
      const { ctx, site, locale } = world;
      const language = world.actor.member?.language;
      const own = asking === "member" && language ? localeOf(language, locale.timeZone) : locale;
      return (
        gate(world, asking) ?? {
          kind: "download",
          type: "application/zip",
          name: "my-data.zip",
          body: exportPerson(ctx, { key, locale: own, site }),
        }
      );
    },
  });
  const choose = route({
    method: "POST",
    path: `${path}/choose`,
    access,
    limit: 20,
    input: form,
    handle: async ({ world, input: { body } }) => {
      if (!keyOf(world, asking, body.t)) return show(world, asking, { sealed: body.t });
      const { level, t } = body;
      if (!level) return show(world, asking, { sealed: t, error: "privacy.erase.missing" });
      return page(renderPage(ConfirmPage({ world, asking, token: t, level })));
    },
  });
  const erase = route({
    method: "POST",
    path: `${path}/erase`,
    access,
    limit: 10,
    input: form,
    handle: async ({ world, input: { body } }) => {
      const key = keyOf(world, asking, body.t);
      const { level, t } = body;
      if (!key || !level) return show(world, asking, { sealed: t });
      const stopped = gate(world, asking);
      if (stopped) return stopped;
      const { ctx, site } = world;
      const done = await beginErasure(ctx, { key, level, siteId: site.id, by: "self" });
      if (done.outcome === "lastAdmin") return show(world, asking, { sealed: t, error: "privacy.lastAdmin" });
      if (done.outcome !== "begun") return show(world, asking, { sealed: t });
      await continueErasure(ctx, done.receipt, stepsBeforeAnswer);
      return redirect(`/my-data/receipt?number=${done.receipt}`);
    },
  });
  return [mine, take, choose, erase];
}

const sendLink = route({
  method: "POST",
  path: "/my-data/link",
  access: "writer",
  limit: 5,
  limitPerThing: 20,
  input: z.object({ body: z.object({ email: z.string().max(1000).default("") }) }),
  handle: async ({ world, input: { body } }) => {
    const error = await sendDataLink(world, body.email);
    return error
      ? show(world, "device", { sealed: "", typed: { email: body.email, error } })
      : page(renderPage(LinkSentPage({ world })));
  },
});

const receipt = route({
  method: "GET",
  path: "/my-data/receipt",
  access: "anyone",
  limit: 60,
  input: z.object({ query: z.object({ number: z.string().max(100).default("") }) }),
  handle: async ({ world, input: { query } }) => {
    const found = query.number === "" ? null : await findReceipt(world.ctx, query.number);
    const html = renderPage(ReceiptPage({ world, receipt: found, number: query.number }));
    return page(html, found || query.number === "" ? 200 : 404);
  },
});

export const myDataRoutes: readonly Route[] = [
  ...routesFor("member", "/settings/privacy"),
  ...routesFor("device", "/my-data"),
  ...routesFor("address", "/my-data/address"),
  sendLink,
  receipt,
];

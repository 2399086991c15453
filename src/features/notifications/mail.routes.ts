import { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../platform/http/answer.ts";
import type { MemberId } from "../../platform/lib/ids.ts";
import { changeChoice, stopMails } from "./change-choice.ts";
import { topics } from "./mail.ts";
import { type MailChoice, paces, rhythms, without } from "./mail-choice.ts";
import { DeskMailPage } from "./mail-desk.view.tsx";
import { readMailLink } from "./mail-links.ts";
import { MailSettingsPage, StopPage, StoppedPage, WrongLinkPage } from "./mail-settings.view.tsx";
import { listDead, mailState } from "./mail-state.ts";
import { choiceOf } from "./preference.ts";
import { deleteMails, retryMails } from "./retry-mails.ts";

const hour = z.coerce.number().int().min(0).max(23);

const choiceBody = z.object({
  replies: z.literal("1").optional(),
  decisions: z.literal("1").optional(),
  people: z.enum(paces),
  stories: z.enum(paces),
  digest: z.enum(rhythms),
  quietFrom: hour,
  quietUntil: hour,
  /** The other button: all that was chosen stays, but for what can be stopped. */
  stop: z.literal("all").optional(),
});

function choiceOfForm(body: z.output<typeof choiceBody>): MailChoice {
  const { replies, decisions, stop, ...rest } = body;
  const choice = { ...rest, replies: replies === "1", decisions: decisions === "1" };
  return stop === "all" ? without(choice, null) : choice;
}

const saved = z.object({ saved: z.literal("1").optional().catch(undefined) });

async function settingsPage(
  world: World,
  memberId: MemberId,
  { action, isSaved }: { action: string; isSaved: boolean },
): Promise<Answer> {
  const choice = await choiceOf(world.ctx.db.read, memberId);
  return page(
    renderPage(MailSettingsPage({ world, choice, action, isSaved, isByLink: action !== "/settings/mail" })),
  );
}

const settings = route({
  method: "GET",
  path: "/settings/mail",
  access: "member",
  input: z.object({ query: saved }),
  handle: async ({ world, input }) => {
    const { member } = world.actor;
    if (!member) return problem("signIn");
    const shown = { action: "/settings/mail", isSaved: input.query.saved === "1" };
    return settingsPage(world, member.memberId, shown);
  },
});

const changeSettings = route({
  method: "POST",
  path: "/settings/mail",
  access: "member",
  limit: 30,
  input: z.object({ body: choiceBody }),
  handle: async ({ world, input }) => {
    const { member } = world.actor;
    if (!member) return problem("signIn");
    await changeChoice(world.ctx, member.memberId, choiceOfForm(input.body));
    return redirect("/settings/mail?saved=1");
  },
});

const token = z.string().max(200).default("");
const linkQuery = saved.extend({ for: token });

const wrongLink = (world: World): Answer => page(renderPage(WrongLinkPage({ world })), 403);

const pathFor = (path: string, link: string) => `${path}?for=${encodeURIComponent(link)}`;

const linkedSettings = route({
  method: "GET",
  path: "/mail/settings",
  access: "link",
  input: z.object({ query: linkQuery }),
  handle: async ({ world, input: { query } }) => {
    const memberId = readMailLink(world.ctx, query.for);
    if (!memberId) return wrongLink(world);
    const action = pathFor("/mail/settings", query.for);
    return settingsPage(world, memberId, { action, isSaved: query.saved === "1" });
  },
});

const changeLinkedSettings = route({
  method: "POST",
  path: "/mail/settings",
  access: "link",
  limit: 30,
  input: z.object({ query: linkQuery, body: choiceBody }),
  handle: async ({ world, input: { query, body } }) => {
    const memberId = readMailLink(world.ctx, query.for);
    if (!memberId) return wrongLink(world);
    await changeChoice(world.ctx, memberId, choiceOfForm(body));
    return redirect(`${pathFor("/mail/settings", query.for)}&saved=1`);
  },
});

const stopQuery = z.object({ for: token, of: z.enum(topics) });

const askToStop = route({
  method: "GET",
  path: "/mail/unsubscribe",
  access: "link",
  input: z.object({ query: stopQuery }),
  handle: async ({ world, input: { query } }) => {
    if (!readMailLink(world.ctx, query.for)) return wrongLink(world);
    const action = `${pathFor("/mail/unsubscribe", query.for)}&of=${query.of}`;
    const settings = pathFor("/mail/settings", query.for);
    return page(renderPage(StopPage({ world, topic: query.of, action, settings })));
  },
});

const stop = route({
  method: "POST",
  path: "/mail/unsubscribe",
  access: "link",
  limit: 60,
  input: z.object({ query: stopQuery }),
  handle: async ({ world, input: { query } }) => {
    const memberId = readMailLink(world.ctx, query.for);
    if (!memberId) return wrongLink(world);
    await stopMails(world.ctx, memberId, query.of);
    // No redirect: who posts this may be a program, which follows none (RFC 8058, 3.1).
    return page(renderPage(StoppedPage({ world, settings: pathFor("/mail/settings", query.for) })));
  },
});

const desk = route({
  method: "GET",
  path: "/desk/mail",
  access: { may: "mail.see" },
  input: z.object({}),
  handle: async ({ world }) => {
    const { read } = world.ctx.db;
    const [state, dead] = await Promise.all([mailState(read, world.site.id), listDead(read, world.site.id)]);
    return page(renderPage(DeskMailPage({ world, state, dead })));
  },
});

const actOnDead = route({
  method: "POST",
  path: "/desk/mail",
  access: { may: "mail.see" },
  limit: 120,
  input: z.object({
    body: z.object({
      do: z.enum(["retry", "delete"]),
      id: z.union([z.literal("all"), z.coerce.number().int().positive()]),
    }),
  }),
  handle: async ({ world, input: { body } }) => {
    const chosen = { siteId: world.site.id, id: body.id === "all" ? null : body.id };
    await (body.do === "retry" ? retryMails(world.ctx, chosen) : deleteMails(world.ctx, chosen));
    return redirect("/desk/mail");
  },
});

export const mailRoutes: readonly Route[] = [
  settings,
  changeSettings,
  linkedSettings,
  changeLinkedSettings,
  askToStop,
  stop,
  desk,
  actOnDead,
];

import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { cleanLine, isStorable } from "../../../platform/text/clean.ts";
import { slugify } from "../../../platform/text/slug.ts";
import { standIn } from "../accounts/address.ts";
import { changeRole } from "./change-role.ts";
import { checkAddress, checkTitle } from "./check-staff-form.ts";
import type { Complaint } from "./desk-form.view.tsx";
import { disableMember, enableMember, maySwitch } from "./disable-member.ts";
import { requireFresh } from "./fresh.ts";
import { may } from "./permissions.ts";
import {
  countComments,
  countSessions,
  findByHandle,
  findByStandIn,
  type Somebody,
  searchPeople,
} from "./people.store.ts";
import { isSubscriber } from "../connect/publisher/publisher.store.ts";
import { PeopleList, PersonPage, personPath, RolePage, SwitchPage } from "./person.view.tsx";
import { readScope, scopeOptions } from "./scopes.ts";
import { askingMember } from "./asking-member.ts";
import { readRole, type StaffOutcome } from "./staff.ts";
import { personsOf, rolesGiven } from "./staff.store.ts";
import type { TypedRole } from "./staff.view.tsx";

const perPage = 50;
const text = z.string().default("");
const handleParams = z.object({ handle: z.string() });

async function peopleList(
  world: World,
  {
    words = "",
    before = null,
    address = "",
    complaints = [],
  }: { words?: string; before?: string | null; address?: string; complaints?: Complaint[] },
): Promise<string> {
  const wanted = isStorable(words) ? cleanLine(words) : "";
  const search = { words: wanted, slug: slugify(wanted), before, limit: perPage };
  const found = await searchPeople(world.ctx.db.read, search);
  return renderPage(PeopleList({ world, words: wanted, found, address, complaints }));
}

const people = route({
  method: "GET",
  path: "/desk/people",
  access: { may: "people.see" },
  input: z.object({
    query: z.object({
      q: text,
      before: z
        .string()
        .regex(/^[\w:.-]+ [\w-]+$/)
        .optional()
        .catch(undefined),
    }),
  }),
  handle: async ({ world, input: { query } }) =>
    page(await peopleList(world, { words: query.q, before: query.before ?? null })),
});

const byAddress = route({
  method: "POST",
  path: "/desk/people",
  access: { may: "people.see" },
  limit: 30,
  input: z.object({ body: z.object({ address: text }) }),
  handle: async ({ world, input: { body } }) => {
    const { ctx } = world;
    const wrong = checkAddress(body.address);
    const found = wrong.length > 0 ? null : await findByStandIn(ctx.db.read, standIn(ctx.keys, body.address));
    if (found) return redirect(personPath(found.handle));
    const complaints: Complaint[] =
      wrong.length > 0 ? wrong : [{ field: "address", message: "people.address.none" }];
    return page(await peopleList(world, { address: body.address, complaints }), 422);
  },
});

const person = route({
  method: "GET",
  path: "/desk/people/:handle",
  access: { may: "people.see" },
  input: z.object({
    params: handleParams,
    query: z.object({ done: z.enum(["role", "off", "on"]).optional().catch(undefined) }),
  }),
  handle: async ({ world, input: { params, query } }) => {
    const { ctx, site, actor, now } = world;
    const db = ctx.db.read;
    const somebody = await findByHandle(db, params.handle);
    if (!somebody) return problem("notFound");
    const role = actor.member?.staff?.role ?? null;
    const [roles, sessions, comments, isSwitchable, isReading, persons] = await Promise.all([
      rolesGiven(db, somebody.id),
      countSessions(db, somebody.id, new Date(now).toISOString()),
      countComments(db, somebody.id),
      maySwitch(ctx, db, askingMember(world), somebody.id),
      isSubscriber(db, site.id, somebody.id),
      may(role, "comments.moderate") ? personsOf(db, somebody.id) : [],
    ]);
    const mayGiveRoles = may(role, "staff.manage");
    const writerId = persons.find(({ site_id }) => site_id === site.id)?.id ?? null;
    const known = { somebody, isSubscriber: isReading, roles, sessions, comments, writerId };
    return page(
      renderPage(
        PersonPage({ world, ...known, done: query.done ?? null, mayGiveRoles, maySwitch: isSwitchable }),
      ),
    );
  },
});

async function rolePage(
  world: World,
  somebody: Somebody,
  typed: TypedRole,
  complaints: Complaint[] = [],
): Promise<string> {
  const scopes = await scopeOptions(world, askingMember(world));
  return renderPage(RolePage({ world, somebody, typed, scopes, complaints }));
}

const roleForm = route({
  method: "GET",
  path: "/desk/people/:handle/role",
  access: { may: "staff.manage" },
  input: z.object({ params: handleParams, query: z.object({ site: z.string().optional() }) }),
  handle: async ({ world, input: { params, query }, url }) => {
    const { ctx, site } = world;
    const somebody = await findByHandle(ctx.db.read, params.handle);
    if (!somebody) return problem("notFound");
    const old = requireFresh(world, url);
    if (old) return old;
    const key = query.site ?? site.key;
    const held = (await rolesGiven(ctx.db.read, somebody.id)).find(
      ({ scope }) => scope === readScope(ctx, key),
    );
    const typed = { role: held?.role ?? "reporter", site: key, title: held?.title ?? "" };
    return page(await rolePage(world, somebody, typed));
  },
});

const giveRole = route({
  method: "POST",
  path: "/desk/people/:handle/role",
  access: { may: "staff.manage" },
  limit: 30,
  input: z.object({
    params: handleParams,
    body: z.object({ role: text, site: text, title: text }),
  }),
  handle: async ({ world, input: { params, body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const somebody = await findByHandle(ctx.db.read, params.handle);
    if (!somebody) return problem("notFound");
    const path = personPath(somebody.handle);
    const old = requireFresh(world, `${path}/role`);
    if (old) return old;
    const role = readRole(body.role);
    const scope = readScope(ctx, body.site);
    const complaints: Complaint[] = [
      ...(role || body.role === "none" ? [] : [{ field: "role", message: "staff.error.role" } as const]),
      ...(scope === null ? [{ field: "site", message: "staff.error.site" } as const] : []),
      ...checkTitle(body.title),
    ];
    if (scope === null || complaints.length > 0)
      return page(await rolePage(world, somebody, body, complaints), 422);
    const outcome = await changeRole(ctx, {
      by: askingMember(world),
      memberId: somebody.id,
      scope,
      to: role && { role, title: cleanLine(body.title) },
      siteId: site.id,
    });
    if (outcome !== "lastAdmin") return answerTo(outcome, `${path}?done=role`);
    const last: Complaint = { field: "form", message: "staff.error.lastAdmin" };
    return page(await rolePage(world, somebody, body, [last]), 422);
  },
});

const switchForm = route({
  method: "GET",
  path: "/desk/people/:handle/account",
  access: { may: "people.disable" },
  input: z.object({ params: handleParams }),
  handle: async ({ world, input: { params }, url }) => {
    const { ctx } = world;
    const somebody = await findByHandle(ctx.db.read, params.handle);
    if (!somebody) return problem("notFound");
    if (!(await maySwitch(ctx, ctx.db.read, askingMember(world), somebody.id))) return problem("role");
    return requireFresh(world, url) ?? page(renderPage(SwitchPage({ world, somebody, complaints: [] })));
  },
});

const switchAccount = route({
  method: "POST",
  path: "/desk/people/:handle/account",
  access: { may: "people.disable" },
  limit: 30,
  input: z.object({ params: handleParams, body: z.object({ to: z.enum(["on", "off"]) }) }),
  handle: async ({ world, input: { params, body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const somebody = await findByHandle(ctx.db.read, params.handle);
    if (!somebody) return problem("notFound");
    const path = personPath(somebody.handle);
    const old = requireFresh(world, `${path}/account`);
    if (old) return old;
    const change = { by: askingMember(world), memberId: somebody.id, siteId: site.id };
    const outcome = await (body.to === "off" ? disableMember : enableMember)(ctx, change);
    if (outcome !== "lastAdmin") return answerTo(outcome, `${path}?done=${body.to}`);
    const complaints: Complaint[] = [{ field: "form", message: "staff.error.lastAdmin" }];
    return page(renderPage(SwitchPage({ world, somebody, complaints })), 422);
  },
});

/** Where a change among the staff leads that was done, or may not be. */
export function answerTo(outcome: Exclude<StaffOutcome, "lastAdmin">, to: string): Answer {
  if (outcome === "done") return redirect(to);
  return problem(outcome === "forbidden" ? "role" : "notFound");
}

export const peopleRoutes: readonly Route[] = [
  people,
  byAddress,
  person,
  roleForm,
  giveRole,
  switchForm,
  switchAccount,
];

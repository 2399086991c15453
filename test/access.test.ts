import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { routes } from "../src/app.ts";
import { may, type Permission, permissions, roles } from "../src/features/people/staff/permissions.ts";
import { makeComments, makeSite, makeStory } from "./factories.ts";
import { onBothEngines, type TestApp } from "./harness.ts";
import { makeMember } from "./members.ts";

const everybody = "everybody";
/** Whoever is signed in. */
const members = "members";
/** Whoever has given a password and not yet a second factor. Nobody else gets further than to the way in. */
const underWay = "under way";
const staff = ["reporter", "moderator", "editor", "admin"] as const;
const moderators = ["moderator", "editor", "admin"] as const;
const editors = ["editor", "admin"] as const;
const admins = ["admin"] as const;

/** An account is one on all sites: a role on one of them isn't enough. */
const editorsOfEverySite: { onEverySite: readonly (typeof staff)[number][] } = { onEverySite: editors };

type Callers =
  | typeof editorsOfEverySite
  | typeof everybody
  | typeof members
  | typeof underWay
  | readonly (typeof staff)[number][];

/** Every route of the product, and who may call it. A route that isn't here fails the test. */
const callers: Readonly<Record<string, Callers>> = {
  "GET /": everybody,
  "GET /stories": everybody,
  "GET /sections/:section": everybody,
  "GET /tags/:tag": everybody,
  "GET /latest-comments": everybody,
  "GET /stories/:slug": everybody,
  "POST /stories/:slug/comments": everybody,
  "GET /comments/:id": everybody,
  "GET /comments/:id/from": everybody,
  "GET /stories/:slug/threads/:id": everybody,
  "GET /challenge": everybody,
  "GET /comments/:id/reply": everybody,
  "POST /comments/:id/recommend": everybody,
  "GET /comments/:id/edit": everybody,
  "POST /comments/:id/edit": everybody,
  "GET /comments/:id/withdraw": everybody,
  "POST /comments/:id/withdraw": everybody,
  "GET /comments/:id/report": everybody,
  "POST /comments/:id/report": everybody,
  "GET /comments/mine": everybody,
  "GET /comments/:id/statement": everybody,
  "GET /statements/:id": everybody,
  "POST /statements/:id/appeal": everybody,
  "GET /notices/new": everybody,
  "POST /notices": everybody,
  "GET /notices/:id": everybody,
  "POST /notices/:id/appeal": everybody,
  "GET /desk/appeals": moderators,
  "GET /desk/appeals/:id": moderators,
  "POST /desk/appeals/:id": editors,
  "GET /desk/notices": moderators,
  "GET /desk/notices/:id": moderators,
  "POST /desk/notices/:id": moderators,
  "GET /about": everybody,
  "GET /privacy": everybody,
  "GET /rules": everybody,
  "GET /transparency": everybody,
  "GET /transparency/:period": everybody,
  "GET /transparency/:period/:file": everybody,
  "GET /feeds/:file": everybody,
  "GET /feeds/sections/:file": everybody,
  "GET /feeds/stories/:file": everybody,
  "GET /feeds": everybody,
  "GET /sitemap.xml": everybody,
  "GET /sitemap-stories.xml": everybody,
  "GET /news-sitemap.xml": everybody,
  "GET /robots.txt": everybody,
  "GET /media/:file": everybody,
  "GET /api/v1/stories": everybody,
  "GET /api/v1/stories/:id": everybody,
  "GET /api/v1/stories/:id/comments": everybody,
  "GET /api/v1/comments/:id": everybody,
  "GET /api/v1/comments/:id/replies": everybody,
  "GET /api/v1/latest-comments": everybody,
  "POST /api/v1/stories/:id/comments": everybody,
  "PATCH /api/v1/comments/:id": everybody,
  "DELETE /api/v1/comments/:id": everybody,
  "POST /api/v1/comments/:id/recommend": everybody,
  "POST /api/v1/comments/:id/report": everybody,
  "GET /api/v1/openapi.json": everybody,
  "GET /comments/:id/history": everybody,
  "GET /people/:handle": everybody,
  "GET /sign-up": everybody,
  "POST /sign-up": everybody,
  "GET /verify": everybody,
  "POST /verify": everybody,
  "GET /account-help": everybody,
  "GET /sign-in": everybody,
  "POST /sign-in": everybody,
  "POST /sign-out": everybody,
  "GET /forgot-password": everybody,
  "POST /forgot-password": everybody,
  "GET /magic-link": everybody,
  "POST /magic-link": everybody,
  "POST /magic-link/use": everybody,
  "GET /reset-password": everybody,
  "POST /reset-password": everybody,
  "GET /sign-in/second": underWay,
  "POST /sign-in/second": underWay,
  "POST /sign-in/second/cancel": underWay,
  "POST /sign-in/passkey/options": everybody,
  "POST /sign-in/passkey": everybody,
  "GET /connect/finish": everybody,
  "POST /connect/finish": everybody,
  "GET /connect/:provider": everybody,
  "POST /connect/:provider": everybody,
  "GET /connect/:provider/callback": everybody,
  "POST /connect/:provider/callback": everybody,
  "GET /connect/publisher": everybody,
  "POST /connect/publisher": everybody,
  "GET /mail/settings": everybody,
  "POST /mail/settings": everybody,
  "GET /mail/unsubscribe": everybody,
  "POST /mail/unsubscribe": everybody,
  "GET /my-data": everybody,
  "POST /my-data/export": everybody,
  "POST /my-data/choose": everybody,
  "POST /my-data/erase": everybody,
  "GET /my-data/address": everybody,
  "POST /my-data/address/export": everybody,
  "POST /my-data/address/choose": everybody,
  "POST /my-data/address/erase": everybody,
  "POST /my-data/link": everybody,
  "GET /my-data/receipt": everybody,
  "POST /stories/:slug/follow": members,
  "POST /drafts": members,
  "POST /people/:handle/follow": members,
  "POST /people/:handle/mute": members,
  "GET /verify-address": members,
  "POST /verify-address": members,
  "GET /prove": members,
  "GET /prove/link": members,
  "POST /prove/code": members,
  "POST /prove/link": members,
  "POST /prove/mail": members,
  "POST /prove/passkey": members,
  "POST /prove/passkey/options": members,
  "POST /prove/password": members,
  "GET /settings": members,
  "POST /settings": members,
  "POST /settings/picture": members,
  "POST /settings/picture/delete": members,
  "GET /settings/sign-in": members,
  "POST /settings/sign-in/address": members,
  "POST /settings/sign-in/password": members,
  "GET /settings/second-factor": members,
  "GET /settings/second-factor/new": members,
  "POST /settings/second-factor/begin": members,
  "POST /settings/second-factor/confirm": members,
  "POST /settings/second-factor/off": members,
  "POST /settings/second-factor/recovery-codes": members,
  "GET /settings/passkeys/new": members,
  "POST /settings/passkeys": members,
  "POST /settings/passkeys/options": members,
  "POST /settings/passkeys/:id": members,
  "POST /settings/passkeys/:id/delete": members,
  "GET /settings/sessions": members,
  "POST /settings/sessions/:id/end": members,
  "POST /settings/sessions/end-others": members,
  "GET /settings/connections": members,
  "POST /settings/connections": members,
  "POST /settings/connections/disconnect": members,
  "GET /settings/mail": members,
  "POST /settings/mail": members,
  "GET /settings/following": members,
  "POST /settings/following": members,
  "GET /settings/take-over": members,
  "POST /settings/take-over": members,
  "GET /settings/privacy": members,
  "POST /settings/privacy/export": members,
  "POST /settings/privacy/choose": members,
  "POST /settings/privacy/erase": members,
  "GET /desk": staff,
  "POST /desk/comments/acts": moderators,
  "POST /desk/comments/undo": moderators,
  "GET /desk/comments": moderators,
  "GET /desk/comments/:id": moderators,
  "GET /desk/comments/chosen": moderators,
  "POST /desk/comments/:id/claim": moderators,
  "POST /desk/comments/mark": moderators,
  "GET /desk/comments/decisions": moderators,
  "GET /desk/comments/writers/:person": moderators,
  "POST /desk/comments/sanctions/:id/end": moderators,
  "GET /desk/staff": admins,
  "GET /desk/staff/invite": admins,
  "POST /desk/staff/invite": admins,
  "POST /desk/staff/invitations/:id/again": admins,
  "POST /desk/staff/invitations/:id/withdraw": admins,
  "GET /desk/staff/log": admins,
  "GET /desk/overview": moderators,
  "GET /desk/overview/quality": moderators,
  "GET /desk/overview/quality/next": moderators,
  "POST /desk/overview/quality/:id": moderators,
  "POST /desk/overview/quality/:id/settle": editors,
  "GET /desk/people": moderators,
  "POST /desk/people": moderators,
  "GET /desk/people/:handle": moderators,
  "GET /desk/people/:handle/role": admins,
  "POST /desk/people/:handle/role": admins,
  "GET /desk/people/:handle/account": editorsOfEverySite,
  "POST /desk/people/:handle/account": editorsOfEverySite,
  "GET /desk/settings": admins,
  "POST /desk/settings": admins,
  "GET /desk/rules/classifiers": editors,
  "GET /desk/rules/classifiers/:id": editors,
  "POST /desk/rules/classifiers/:id": editors,
  "GET /desk/rules/words": editors,
  "GET /desk/rules/words/:id": editors,
  "GET /desk/rules/words/:id/export": editors,
  "POST /desk/rules/words/:id": editors,
  "GET /desk/rules/scan": editors,
  "POST /desk/rules/scan": editors,
  "GET /desk/mail": editors,
  "POST /desk/mail": editors,
  "GET /desk/privacy": editors,
  "GET /desk/privacy/retention": editors,
  "POST /desk/privacy/find": editors,
  "POST /desk/privacy/export": editors,
  "POST /desk/privacy/choose": editors,
  "POST /desk/privacy/erase": editors,
  "GET /invitation": everybody,
  "POST /invitation": members,
  "POST /invitation/join": everybody,
  "GET /set-up": everybody,
  "POST /set-up": everybody,
  "GET /choose-password": everybody,
  "POST /choose-password": everybody,
  "GET /*": everybody,
  "GET /desk/rules": editors,
  "POST /desk/rules": editors,
  "POST /desk/rules/again": editors,
  "GET /desk/rules/learner": editors,
  "POST /desk/rules/learner": editors,
  "POST /desk/rules/learner/roll-back": editors,
  "GET /desk/rules/learner/export/:id": editors,
  "POST /desk/rules/learner/import": editors,
  "POST /desk/rules/learner/trials": editors,
  "GET /desk/rules/learner/trials/:id": editors,
  "POST /desk/rules/learner/trials/:id": editors,
  "GET /desk/rules/versions": editors,
  "GET /desk/rules/reasons": editors,
  "POST /desk/rules/reasons": editors,
  "GET /desk/rules/reasons/one": editors,
  "POST /desk/rules/reasons/one": editors,
  "POST /desk/rules/restore": editors,
  "GET /desk/rules/presets": moderators,
  "POST /desk/rules/presets": moderators,
  "POST /desk/rules/trust": moderators,
  "GET /desk/rules/dry-run": editors,
  "POST /desk/rules/dry-run": editors,
  "POST /desk/rules/dry-run/week": editors,
};

/** What is sent where an empty form would be refused before it is asked who sends it. */
const bodies: Readonly<Record<string, string>> = { "POST /desk/people/:handle/account": "to=on" };

interface Person {
  name: string;
  /** What they are where they ask; null: nobody of the staff. "nobody": not signed in. */
  is: (typeof staff)[number] | null | "nobody";
  isEverywhere?: true;
  /** The header of a request of theirs. */
  cookie(): Promise<Record<string, string>>;
}

/** Everybody who could ask, each a new member for each request: a request may end the account that sends it. */
function people(app: TestApp, here: Awaited<ReturnType<typeof makeSite>>, there: typeof here): Person[] {
  const member = async (options: Parameters<typeof makeMember>[1]) => ({
    cookie: (await makeMember(app, options)).cookie,
  });
  const onSite = (role: (typeof staff)[number]): Person => ({
    name: `${role} of this site`,
    is: role,
    cookie: () => member({ role, siteId: here.id }),
  });
  return [
    { name: "anonymous", is: "nobody", cookie: async () => ({}) },
    {
      name: "with a cookie that is none of ours",
      is: "nobody",
      cookie: async () => ({ cookie: "bl_session=x.y" }),
    },
    { name: "a member", is: null, cookie: () => member({}) },
    ...roles.map(onSite),
    ...roles.map(
      (role): Person => ({
        name: `${role} of another site`,
        is: null,
        cookie: () => member({ role, siteId: there.id }),
      }),
    ),
    ...(["editor", "admin"] as const).map(
      (role): Person => ({
        name: `${role} of every site`,
        is: role,
        isEverywhere: true,
        cookie: () => member({ role }),
      }),
    ),
    {
      name: "an admin whose account is switched off",
      is: "nobody",
      cookie: async () => {
        const { id, cookie } = await makeMember(app, { role: "admin" });
        await app.database.transact((tx) =>
          tx.updateTable("member").set({ disabled_at: 1 }).where("id", "=", id).execute(),
        );
        return { cookie };
      },
    },
  ];
}

function isLetIn(to: Callers, { is, isEverywhere }: Person): boolean {
  if (to === everybody) return true;
  if (to === underWay) return false;
  if (to === members) return is !== "nobody";
  if (is === null || is === "nobody") return false;
  return "onEverySite" in to ? isEverywhere === true && to.onEverySite.includes(is) : to.includes(is);
}

it("has a place for every route, and no place for another", () => {
  const named = routes.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(callers).toSorted()).toEqual(named.toSorted());
});

onBothEngines("every route", (app) => {
  it("lets in who may call it, and turns away everybody else", { timeout: 300_000 }, async () => {
    const here = await makeSite(app());
    const there = await makeSite(app());
    const story = await makeStory(app(), here);
    const [id] = await makeComments(app(), here, story, [{}]);
    await makeMember(app(), { name: "Somebody Known" });
    const examples = {
      ":slug": story.slug,
      ":id": String(id),
      ":section": "river",
      ":tag": "bridge",
      ":file": "stories.rss",
      ":handle": "somebody-known",
      ":provider": "mastodon",
      "*": "nothing",
    };
    let network = 0;
    for (const { method, path } of routes) {
      app().clock.now += 60_000;
      const url =
        here.prefix + Object.entries(examples).reduce((made, [key, to]) => made.replace(key, to), path);
      const to = callers[`${method} ${path}`] ?? [];
      for (const person of people(app(), here, there)) {
        const headers = await person.cookie();
        const isForm = method !== "GET" && !path.startsWith("/api/");
        const { statusCode, headers: answer } = await app().fastify.inject({
          method,
          url,
          // Each from elsewhere: limits are tested where they are.
          remoteAddress: `10.${++network >> 16}.${(network >> 8) & 255}.${network & 255}`,
          headers: {
            ...headers,
            ...(isForm ? { "content-type": "application/x-www-form-urlencoded" } : {}),
          },
          ...(isForm ? { payload: bodies[`${method} ${path}`] ?? "" } : {}),
        });
        const asked = `${person.name}: ${method} ${path}`;
        const isSentToSignIn = String(answer.location ?? "").startsWith(`${here.prefix}/sign-in?`);
        if (to === underWay) {
          expect([asked, statusCode]).toEqual([asked, 303]);
          expect(isSentToSignIn, asked).toBe(person.is === "nobody");
        } else if (isLetIn(to, person)) {
          expect([asked, isSentToSignIn, statusCode === 401], asked).toEqual([asked, false, false]);
          // Where everybody is let in, some acts are for the writer of a comment alone.
          if (to !== everybody) expect(statusCode, asked).not.toBe(403);
        } else if (person.is === "nobody") {
          expect([asked, statusCode]).toEqual([asked, method === "GET" ? 303 : 401]);
          expect(isSentToSignIn, asked).toBe(method === "GET");
        } else expect([asked, statusCode]).toEqual([asked, 403]);
      }
    }
  });
});

describe("the guide to roles", () => {
  it("says the same as the table of permissions", () => {
    const guide = readFileSync(new URL("../docs/guides/roles.md", import.meta.url), "utf8");
    const rows = [...guide.matchAll(/^\| `([a-z.]+)` *\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)];
    const told = rows.map(([, name, , ...marks]) => [name, ...marks.map((mark) => mark.trim() !== "")]);
    const meant = Object.keys(permissions).map((name) => [
      name,
      ...roles.map((role) => may(role, name as Permission)),
    ]);
    expect(told).toEqual(meant);
  });
});

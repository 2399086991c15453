import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines, startApp, type TestApp } from "../../../../test/harness.ts";
import { as, makeMember } from "../../../../test/members.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { nameTaken } from "../names/name-taken.ts";
import { changeRole } from "./change-role.ts";
import { disableMember, enableMember } from "./disable-member.ts";
import { leavesNoAdmin } from "./last-admin.ts";
import { activeAdmins, rolesGiven } from "./staff.store.ts";

const admin = { role: "admin", title: "" } as const;
const aMinute = 60_000;

/** What the log says of changes of roles, oldest first. */
async function told(app: TestApp, memberId: MemberId) {
  const rows = await app.database.read
    .selectFrom("event")
    .select(["payload", "at"])
    .where("type", "=", "staff.changed")
    .orderBy("id")
    .execute();
  return rows
    .map((row) => ({ at: row.at, ...JSON.parse(row.payload) }))
    .filter((each) => each.memberId === memberId);
}

onBothEngines("a role", (app) => {
  it("is given, changed and taken away, and each change says who, when, before and after", async () => {
    const site = await makeSite(app());
    const boss = await makeMember(app(), { role: "admin" });
    const { id, cookie } = await makeMember(app());
    const give = (fields: Record<string, string>) =>
      app().post(`${site.prefix}/desk/people/${handle}/role`, { site: site.key, ...fields }, as(boss));
    const { handle } = await app()
      .database.read.selectFrom("member")
      .select("handle")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const path = `${site.prefix}/desk/people`;
    expect((await app().get(path, { cookie })).statusCode).toBe(403);
    expect((await give({ role: "moderator", title: "Night desk" })).statusCode).toBe(303);
    expect((await app().get(path, { cookie })).body).toContain("Night desk");
    expect((await give({ role: "editor", title: "" })).statusCode).toBe(303);
    expect((await give({ role: "none", title: "" })).statusCode).toBe(303);
    expect((await app().get(path, { cookie })).statusCode).toBe(403);
    const by = { by: boss.id, memberId: id, scope: site.id, what: "role", at: app().clock.now };
    const [moderator, editor] = [
      { role: "moderator", title: "Night desk" },
      { role: "editor", title: "" },
    ];
    expect(await told(app(), id)).toEqual([
      { ...by, before: null, after: moderator },
      { ...by, before: moderator, after: editor },
      { ...by, before: editor, after: null },
    ]);
    const log = (await app().get(`${site.prefix}/desk/staff/log`, as(boss))).body;
    expect(log).toContain("Night desk");
    expect(log).not.toContain("@");
  });

  it("comes back with what was typed when something is wrong with it", async () => {
    const site = await makeSite(app());
    const { cookie } = await makeMember(app(), { role: "admin" });
    await makeMember(app(), { name: "Typed Over" });
    const fields = { role: "king", site: "nowhere", title: "T".repeat(61) };
    const { statusCode, body } = await app().post(`${site.prefix}/desk/people/typed-over/role`, fields, {
      cookie,
    });
    expect(statusCode).toBe(422);
    expect(body).toContain("T".repeat(61));
    for (const field of ["role", "site", "title"]) expect(body).toContain(`id="f-${field}-e"`);
  });

  it("on a site lets nobody manage another one, or every one", async () => {
    const [here, there] = [await makeSite(app()), await makeSite(app())];
    const local = await makeMember(app(), { role: "admin", siteId: here.id });
    const { id } = await makeMember(app());
    const change = { by: local.id, memberId: id, to: admin, siteId: here.id };
    const give = (scope: typeof here.id | 0) => changeRole(app().ctx, { ...change, scope });
    expect(await give(there.id)).toBe("forbidden");
    expect(await give(0)).toBe("forbidden");
    expect(await give(here.id)).toBe("done");
    expect(await disableMember(app().ctx, { by: local.id, memberId: id, siteId: here.id })).toBe("forbidden");
  });

  it("on one site takes nothing from a higher one on every site", async () => {
    const site = await makeSite(app());
    const { id, cookie } = await makeMember(app(), { role: "admin" });
    const less = { by: "cli", memberId: id, scope: site.id, siteId: site.id } as const;
    await changeRole(app().ctx, { ...less, to: { role: "reporter", title: "" } });
    await app().settle();
    expect((await app().get(`${site.prefix}/desk/settings`, { cookie })).statusCode).toBe(200);
  });

  it("guards the name of who has it, before they ever wrote", async () => {
    const [here, there] = [await makeSite(app()), await makeSite(app())];
    await makeMember(app(), { name: "Tamsin Rook", role: "reporter", siteId: here.id });
    const looks = (site: typeof here) => nameTaken(app().database.read, site.id, "TAMSIN  R00K", null);
    expect(await looks(here)).toBe(true);
    // A member writes on every site of an installation.
    expect(await looks(there)).toBe(true);
  });

  it("is asked for again by whoever proved long ago who they are", async () => {
    const site = await makeSite(app());
    const { id, cookie } = await makeMember(app(), { role: "admin", name: "Long Ago" });
    const later = app().clock.now;
    app().clock.now += 11 * aMinute;
    const path = `${site.prefix}/desk/people/long-ago`;
    const asked = await app().post(`${path}/role`, { role: "none", site: "*", title: "" }, { cookie });
    expect(asked.headers.location).toBe(
      `${site.prefix}/prove?to=${encodeURIComponent("/desk/people/long-ago/role")}`,
    );
    expect((await app().get(`${path}/account`, { cookie })).headers.location).toContain("/prove?to=");
    expect((await app().get(`${site.prefix}/desk/staff/invite`, { cookie })).headers.location).toContain(
      "/prove?to=",
    );
    expect(await rolesGiven(app().database.read, id)).toHaveLength(1);
    app().clock.now = later;
  });
});

onBothEngines("an account that is switched off", (app) => {
  it("is signed out everywhere at once, and comes back with its roles", async () => {
    const site = await makeSite(app());
    const boss = await makeMember(app(), { role: "admin" });
    const { id, cookie } = await makeMember(app(), { role: "editor", name: "Away Now" });
    const desk = () => app().get(`${site.prefix}/desk`, { cookie });
    expect((await desk()).statusCode).toBe(200);
    const path = `${site.prefix}/desk/people/away-now/account`;
    expect((await app().post(path, { to: "off" }, as(boss))).statusCode).toBe(303);
    expect((await desk()).statusCode).toBe(303);
    const sessions = app().database.read.selectFrom("session").select("id").where("member_id", "=", id);
    expect(await sessions.execute()).toEqual([]);
    expect((await app().post(path, { to: "on" }, as(boss))).statusCode).toBe(303);
    // The old cookie is of a session that has ended.
    expect((await desk()).statusCode).toBe(303);
    expect((await told(app(), id)).map(({ what, by }) => [what, by])).toEqual([
      ["disabled", boss.id],
      ["enabled", boss.id],
    ]);
    expect(await rolesGiven(app().database.read, id)).toHaveLength(1);
  });

  it("of an admin of every site can be switched by nobody less", async () => {
    const site = await makeSite(app());
    const { id } = await makeMember(app(), { role: "admin" });
    const editor = await makeMember(app(), { role: "editor" });
    const reader = await makeMember(app());
    const by = { by: editor.id, siteId: site.id };
    expect(await disableMember(app().ctx, { ...by, memberId: id })).toBe("forbidden");
    expect(await disableMember(app().ctx, { ...by, memberId: reader.id })).toBe("done");
    expect(await enableMember(app().ctx, { ...by, memberId: reader.id })).toBe("done");
  });
});

it("an admin of every site is admin of each, and nobody else is of more than theirs", () => {
  const [one, other] = ["one", "other"] as MemberId[];
  if (!one || !other) throw new Error("two members");
  const everywhere = { memberId: one, scope: 0 } as const;
  const here = { memberId: other, scope: 7 as never };
  expect(leavesNoAdmin([everywhere], [])).toBe(true);
  expect(leavesNoAdmin([everywhere, here], [here])).toBe(true);
  expect(leavesNoAdmin([everywhere, here], [everywhere])).toBe(false);
  expect(leavesNoAdmin([here], [])).toBe(true);
  expect(leavesNoAdmin([], [])).toBe(false);
});

/** An installation of its own: who is its last admin is told by all that are in it. */
async function withInstallation(engine: "sqlite" | "postgres", work: (app: TestApp) => Promise<void>) {
  const app = await startApp(engine);
  try {
    await work(app);
  } finally {
    await app.stop();
  }
}

onBothEngines("the last admin", (_app, engine) => {
  it("stays, by whatever way", () =>
    withInstallation(engine, async (app) => {
      const site = await makeSite(app);
      const { id, cookie } = await makeMember(app, { role: "admin", name: "Last One" });
      await makeMember(app, { role: "admin", siteId: site.id });
      const path = `${site.prefix}/desk/people/last-one`;
      for (const role of ["none", "editor"]) {
        const answer = await app.post(`${path}/role`, { role, site: "*", title: "" }, { cookie });
        expect(answer.statusCode).toBe(422);
        expect(answer.body).toContain("this is the last admin");
      }
      const off = await app.post(`${path}/account`, { to: "off" }, { cookie });
      expect(off.statusCode).toBe(422);
      expect(off.body).toContain("this is the last admin");
      const cli = { by: "cli", memberId: id, siteId: site.id } as const;
      expect(await disableMember(app.ctx, cli)).toBe("lastAdmin");
      expect(await changeRole(app.ctx, { ...cli, scope: 0, to: null })).toBe("lastAdmin");
      expect(await told(app, id)).toEqual([]);
      await makeMember(app, { role: "admin" });
      expect(await changeRole(app.ctx, { ...cli, scope: 0, to: null })).toBe("done");
    }));

  it("is one of two who switch one another off, or take one another's role, at the same moment", () =>
    withInstallation(engine, async (app) => {
      const site = await makeSite(app);
      for (let round = 0; round < 6; round++) {
        const before = await activeAdmins(app.database.read);
        const [one, other] = [
          await makeMember(app, { role: "admin" }),
          await makeMember(app, { role: "admin" }),
        ];
        for (const { memberId } of before)
          await changeRole(app.ctx, { by: "cli", memberId, scope: 0, to: null, siteId: site.id });
        const about = (by: MemberId, memberId: MemberId) => ({ by, memberId, siteId: site.id });
        const demote = (by: MemberId, memberId: MemberId) =>
          changeRole(app.ctx, { ...about(by, memberId), scope: 0, to: null });
        const acts = [
          round % 2 ? demote(one.id, other.id) : disableMember(app.ctx, about(one.id, other.id)),
          round % 3 ? disableMember(app.ctx, about(other.id, one.id)) : demote(other.id, one.id),
        ];
        const outcomes = await Promise.all(acts);
        expect(outcomes.toSorted()).toEqual(["done", "forbidden"]);
        expect(await activeAdmins(app.database.read)).toHaveLength(1);
      }
    }));

  it("is one of many whom many take away at once from the machine", () =>
    withInstallation(engine, async (app) => {
      const site = await makeSite(app);
      const all = [];
      for (let n = 0; n < 6; n++) all.push(await makeMember(app, { role: "admin" }));
      const outcomes = await Promise.all(
        all.map(({ id }, n) => {
          const about = { by: "cli", memberId: id, siteId: site.id } as const;
          return n % 2
            ? disableMember(app.ctx, about)
            : changeRole(app.ctx, { ...about, scope: 0, to: { role: "editor", title: "" } });
        }),
      );
      expect(outcomes.filter((outcome) => outcome === "lastAdmin")).toHaveLength(1);
      expect(await activeAdmins(app.database.read)).toHaveLength(1);
    }));
});

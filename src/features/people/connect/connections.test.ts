import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember } from "../../../../test/members.ts";
import { visitor } from "../../../../test/visitor.ts";
import { setPublisher } from "./publisher/publisher.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

const key = { kind: "secret", alg: "HS256", bytes: "" } as const;
let count = 0;

/** Two sites whose publishers sign readers in. */
async function makeSites(app: TestApp) {
  const sites = [await makeSite(app), await makeSite(app)] as const;
  for (const { id } of sites)
    await app.database.transact((tx) =>
      setPublisher(tx, app.ctx.keys, id, { settings: { issuer: "x", key, roles: {} }, at: 1 }),
    );
  return sites;
}

async function addMethod(app: TestApp, memberId: MemberId, accounts: string): Promise<string> {
  const id = `method-${++count}`;
  await app.database.transact((tx) =>
    tx
      .insertInto("sign_in_method")
      .values({
        id,
        account_id: id,
        provider_id: accounts,
        member_id: memberId,
        access_token: null,
        refresh_token: null,
        id_token: null,
        access_token_expires_at: null,
        refresh_token_expires_at: null,
        scope: null,
        password: null,
        created_at: new Date(app.clock.now).toISOString(),
        updated_at: new Date(app.clock.now).toISOString(),
      })
      .execute(),
  );
  return id;
}

async function methodsOf(app: TestApp, memberId: MemberId): Promise<string[]> {
  const rows = await app.database.read
    .selectFrom("sign_in_method")
    .select("id")
    .where("member_id", "=", memberId)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

onBothEngines("connected accounts", (app) => {
  const disconnect = (prefix: string, cookie: string, id: string) =>
    visitor(app(), cookie).post(`${prefix}/settings/connections/disconnect`, { id });

  it("are listed and disconnected, but not the last way to sign in", async () => {
    const site = await makeSite(app());
    const address = `disconnecting-${++count}@example.org`;
    const { id, cookie } = await makeMember(app(), { address });
    const publisher = await addMethod(app(), id, `publisher-${site.id}`);
    const password = await addMethod(app(), id, "credential");
    const page = await visitor(app(), cookie).get(`${site.prefix}/settings/connections`);
    expect(page.body).toContain(`The ${site.key} Gazette`);
    expect(page.body).not.toContain(password);
    expect((await disconnect(site.prefix, cookie, password)).statusCode).toBe(303);
    expect(await methodsOf(app(), id)).toEqual([publisher, password].sort());
    await disconnect(site.prefix, cookie, publisher);
    expect(await methodsOf(app(), id)).toEqual([password]);
    // Once, with the name of what can't be used any more.
    const told = await mailsTo(app(), address);
    expect(told).toMatchObject([{ kind: "wayIn", change: "disconnected", name: `The ${site.key} Gazette` }]);
    const last = await makeMember(app());
    const only = await addMethod(app(), last.id, `publisher-${site.id}`);
    const refused = await disconnect(site.prefix, last.cookie, only);
    expect(refused.headers.location).toBe(`${site.prefix}/settings/connections?told=last`);
    expect(await methodsOf(app(), last.id)).toEqual([only]);
    const answer = await visitor(app(), last.cookie).get(String(refused.headers.location));
    expect(answer.body).toContain("your only way to sign in");
    expect(answer.body).not.toContain(`value="${only}"`);
  });

  it("count for nothing as another way in when they are switched off", async () => {
    const site = await makeSite(app());
    const { id, cookie } = await makeMember(app());
    const publisher = await addMethod(app(), id, `publisher-${site.id}`);
    await addMethod(app(), id, "google");
    // And that site has no publisher any more.
    await addMethod(app(), id, `publisher-${(await makeSite(app())).id}`);
    await disconnect(site.prefix, cookie, publisher);
    expect(await methodsOf(app(), id)).toContain(publisher);
  });

  it("leave one, when two are given up at once", async () => {
    const [site, other] = await makeSites(app());
    for (let round = 0; round < 5; round++) {
      const { id, cookie } = await makeMember(app());
      const both = [
        await addMethod(app(), id, `publisher-${site.id}`),
        await addMethod(app(), id, `publisher-${other.id}`),
      ];
      await Promise.all(both.map((each) => disconnect(site.prefix, cookie, each)));
      expect(await methodsOf(app(), id)).toHaveLength(1);
    }
  });

  it("are nobody else's business", async () => {
    const site = await makeSite(app());
    const [mine, theirs] = [await makeMember(app()), await makeMember(app())];
    const method = await addMethod(app(), theirs.id, `publisher-${site.id}`);
    await addMethod(app(), theirs.id, "credential");
    await disconnect(site.prefix, mine.cookie, method);
    expect(await methodsOf(app(), theirs.id)).toContain(method);
    expect((await visitor(app()).get(`${site.prefix}/settings/connections`)).headers.location).toContain(
      "/sign-in",
    );
    expect((await disconnect(site.prefix, "", method)).statusCode).toBe(401);
  });

  it("are changed only by who has proved who they are a moment ago", async () => {
    const site = await makeSite(app());
    const { id, cookie } = await makeMember(app());
    const method = await addMethod(app(), id, `publisher-${site.id}`);
    await addMethod(app(), id, "credential");
    app().clock.now += 601_000;
    const answer = await disconnect(site.prefix, cookie, method);
    expect(answer.headers.location).toContain("/prove?to=");
    expect(await methodsOf(app(), id)).toContain(method);
  });
});

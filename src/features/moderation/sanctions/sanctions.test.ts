import { beforeAll, expect, it } from "vitest";
import {
  type MadeSite,
  type MadeStory,
  makeComments,
  makeSite,
  makeStory,
} from "../../../../test/factories.ts";
import { programOf } from "../../../../test/api-client.ts";
import { cookiesOf, onBothEngines } from "../../../../test/harness.ts";
import { type MadeMember, makeMember, signIn } from "../../../../test/members.ts";
import { actsOn, statusOf } from "../../../../test/moderation.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";

const origin = "http://localhost:4400";

onBothEngines("who is kept from writing", (app) => {
  let site: MadeSite;
  let story: MadeStory;
  let moderator: MadeMember;

  beforeAll(async () => {
    site = await makeSite(app(), {
      settings: { contactEmail: "desk@example.org", postsPerDevice: 1000, postsPerNetwork: 10_000 },
    });
    story = await makeStory(app(), site);
    moderator = await makeMember(app(), { name: "Tamsin Roe", role: "editor", siteId: site.id });
  });

  const { act, undo } = actsOn(() => ({ app: app(), site }));
  let count = 0;

  /** Posts as a guest. */
  async function post(cookie = "", { address = "192.0.2.1", email = "" } = {}) {
    const answer = await app().fastify.inject({
      method: "POST",
      url: `${story.path}/comments`,
      headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded" },
      remoteAddress: address,
      payload: new URLSearchParams({
        name: `Gull ${++count}`,
        email,
        text: `What I have to say, number ${count}.`,
      }).toString(),
    });
    await app().relay.deliver();
    const row = await app()
      .database.read.selectFrom("comment")
      .select("id")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    return { answer, cookie: cookiesOf(answer, cookie), id: row?.id ?? 0 };
  }

  it("is told in the form until when, why, and what to do about it; what was typed is still there", async () => {
    const { id, cookie } = await post("", { address: "192.0.2.10" });
    const ban = { id: `${id}`, act: "ban", until: "7", code: "insult", confirmed: "yes" };
    expect((await act(moderator, ban)).statusCode).toBe(303);
    const { answer } = await post(cookie, { address: "192.0.2.10" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("until 16 June");
    expect(answer.body).toContain("It insults somebody.");
    expect(answer.body).toContain("desk@example.org");
    expect(answer.body).toContain(`number ${count}.`);
  });

  it("is told the same as a program, as a problem with a code", async () => {
    const program = programOf(app(), site);
    const token: Record<string, string> = {};
    const send = async (text: string) => {
      const answer = await program("POST", `/stories/${story.id}/comments`, {
        body: { name: "Program", text },
        headers: token,
      });
      token["belowline-device"] ??= String(answer.headers["belowline-device"] ?? "");
      await app().relay.deliver();
      return answer;
    };
    const { id } = (await send("First from a program")).json() as { id: number };
    for (const [until, code] of [
      ["7", "suspended"],
      ["ever", "banned"],
    ] as const) {
      moderator = { ...moderator, ...(await signIn(app(), moderator.id)) };
      const done = await act(moderator, { id: `${id}`, act: "ban", until, code: "insult", confirmed: "yes" });
      expect(done.statusCode).toBe(303);
      const answer = await send(`Another from a program, ${code}`);
      expect(answer.statusCode).toBe(422);
      const { errors } = answer.json() as { errors: { code: string; message: string }[] };
      expect(errors).toMatchObject([{ field: "form", code }]);
      expect(errors[0]?.message).toContain("It insults somebody.");
      await undo(moderator, done);
    }
    expect((await send("And again")).statusCode).toBe(201);
  });

  it("may write again when the time is over, and at once when it is taken back", async () => {
    const { id, cookie } = await post("", { address: "192.0.2.20" });
    const ban = { id: `${id}`, act: "ban", until: "1", code: "insult", confirmed: "yes" };
    await act(moderator, ban);
    expect((await post(cookie)).answer.statusCode).toBe(422);
    app().clock.now += 24 * 3_600_000 + 1;
    expect((await post(cookie)).answer.statusCode).toBe(303);
    const again = await act(moderator, ban);
    expect((await post(cookie)).answer.statusCode).toBe(422);
    expect((await undo(moderator, again)).statusCode).toBe(303);
    expect((await post(cookie)).answer.statusCode).toBe(303);
  });

  it("is known by device, network, range of networks and domain, where the desk says so", async () => {
    const ban = { act: "ban", until: "1", code: "sales", confirmed: "yes" };
    const network = await post("", { address: "198.51.100.7" });
    const done = await act(moderator, { ...ban, id: `${network.id}`, whom: "network" });
    expect((await post("", { address: "198.51.100.7" })).answer.statusCode).toBe(422);
    expect((await post("", { address: "198.51.100.8" })).answer.statusCode).toBe(303);
    await undo(moderator, done);
    const range = await act(moderator, { ...ban, id: `${network.id}`, whom: "range" });
    expect((await post("", { address: "198.51.100.8" })).answer.statusCode).toBe(422);
    expect((await post("", { address: "198.51.101.8" })).answer.statusCode).toBe(303);
    await undo(moderator, range);
    const domain = await post("", { email: "gull@spam.example" });
    await act(moderator, { ...ban, id: `${domain.id}`, whom: "domain" });
    expect((await post("", { email: "other@spam.example" })).answer.statusCode).toBe(422);
    expect((await post("", { email: "other@good.example" })).answer.statusCode).toBe(303);
  });

  it("sees what a ban would take with it before it happens; then it does", async () => {
    const [one = 0, two = 0, three = 0] = await makeComments(app(), site, story, [
      { status: "pending" },
      { status: "pending" },
      { status: "published" },
    ]);
    const { author_id } = await app()
      .database.read.selectFrom("comment")
      .select("author_id")
      .where("id", "=", one as CommentId)
      .executeTakeFirstOrThrow();
    await app().database.transact((tx) =>
      tx
        .updateTable("comment")
        .set({ author_id })
        .where("id", "in", [two, three] as CommentId[])
        .execute(),
    );
    const ban = { id: `${one}`, act: "ban", until: "ever", code: "sales", past: ["waiting"] };
    const old = await act(moderator, ban);
    expect(old.statusCode).toBe(403);
    expect(old.body).toContain("/prove?to=/desk");
    moderator = { ...moderator, ...(await signIn(app(), moderator.id)) };
    const preview = await act(moderator, ban);
    expect(preview.statusCode).toBe(200);
    expect(preview.body).toContain("2 comments wait and 1 is published");
    expect(preview.body).toContain("refuse 2 of them");
    expect(await statusOf(app(), one)).toBe("pending");
    const done = await act(moderator, { ...ban, confirmed: "yes" });
    expect(done.statusCode).toBe(303);
    expect([await statusOf(app(), one), await statusOf(app(), two), await statusOf(app(), three)]).toEqual([
      "rejected",
      "rejected",
      "published",
    ]);
    await undo(moderator, done);
    expect(await statusOf(app(), two)).toBe("pending");
  });

  it("isn't one of the staff", async () => {
    const { id } = await post("", { address: "192.0.2.30" });
    await app().database.transact((tx) =>
      tx
        .updateTable("person")
        .set({ kind: "staff" })
        .where("id", "=", (eb) =>
          eb
            .selectFrom("comment")
            .select("author_id")
            .where("id", "=", id as CommentId),
        )
        .execute(),
    );
    const answer = await act(moderator, {
      id: `${id}`,
      act: "ban",
      until: "1",
      code: "insult",
      confirmed: "yes",
    });
    expect(answer.statusCode).toBe(409);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { forgetOld } from "../../src/features/people/privacy/forget.ts";
import type { CommentId } from "../../src/platform/lib/ids.ts";
import { tellError } from "../../src/platform/lib/tell-error.ts";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { cookiesOf, type Engine, onBothEngines, type TestApp, testSecret } from "../harness.ts";
import { everyAddress } from "./every-address.ts";

const address = "Marked.Guest+river@mail.example.org";
const traces = /marked[.]guest|mail\.example\.org|mailto:marked/i;
const network = "198.51.100.77";

function from(remoteAddress: string) {
  return { remoteAddress, headers: { "content-type": "application/x-www-form-urlencoded" } };
}

/** Everything that the database holds, as it lies on the disk or comes out of every column. */
async function everythingKept(app: TestApp, engine: Engine): Promise<string> {
  if (engine === "sqlite") {
    const files = readdirSync(app.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return files.map((file) => readFileSync(join(file.parentPath, file.name), "latin1")).join("\n");
  }
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'
  `.execute(app.database.read);
  let kept = "";
  for (const { name } of rows) {
    const all = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} as t`.execute(
      app.database.read,
    );
    kept += all.rows.map(({ row }) => row).join("\n");
  }
  return kept;
}

onBothEngines("a guest's address", (app, engine) => {
  it("is never rendered or returned, to others or to themselves, and lies encrypted", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const posted = await app().fastify.inject({
      method: "POST",
      url: `${story.path}/comments`,
      ...from(network),
      payload: new URLSearchParams({ name: "Marked", email: address, text: "With an address" }).toString(),
    });
    expect(posted.statusCode).toBe(303);
    const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]);
    const edited = await app().post(
      `${site.prefix}/comments/${id}/edit`,
      { text: "Changed" },
      { cookie: cookiesOf(posted) },
    );
    expect(edited.statusCode).toBe(303);
    const addresses = everyAddress(site, story, [id]);
    for (const headers of [
      {},
      { cookie: cookiesOf(posted) },
      { "x-fragment": "1", cookie: cookiesOf(posted) },
    ]) {
      for (const url of addresses) {
        const answer = await app().get(url, headers);
        expect(answer.body, url).not.toMatch(traces);
        expect(answer.body, url).not.toContain(network);
        expect(JSON.stringify(answer.headers), url).not.toMatch(traces);
      }
    }
    const person = await app()
      .database.read.selectFrom("person")
      .selectAll()
      .where("name", "=", "Marked")
      .executeTakeFirstOrThrow();
    expect(app().ctx.keys.open("address", person.email_sealed ?? "")).toBe(address);
    const kept = await everythingKept(app(), engine);
    expect(kept).toContain("Changed");
    expect(kept).not.toMatch(traces);
    expect(kept).not.toContain(network);
  });

  it("is sealed anew each time, and can't be opened when it was changed", async () => {
    const { keys } = app().ctx;
    const [one, other] = [keys.seal("address", address), keys.seal("address", address)];
    expect(one).not.toBe(other);
    expect(() => keys.open("address", `${one.slice(0, -4)}AAAA`)).toThrow();
    expect(() => keys.open("email", one)).toThrow();
  });
});

onBothEngines("the log", (app) => {
  it("tells of trouble without names, texts, addresses or networks, at its most talkative", async () => {
    const lines: string[] = [];
    const log = pino(
      { level: "trace", serializers: { err: tellError } },
      { write: (line: string) => lines.push(line) },
    );
    const { config } = app().ctx;
    const noisy = await createApp({
      config,
      secret: testSecret,
      database: app().database,
      log,
      clientFolder: new URL("../../dist/client", import.meta.url).pathname,
      now: () => app().clock.now,
    });
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await noisy.ctx.sites.reload();
    const say = (fields: Record<string, string>, type = "application/x-www-form-urlencoded") =>
      noisy.fastify.inject({
        method: "POST",
        url: `${story.path}/comments?secret-query=1`,
        remoteAddress: network,
        headers: {
          "content-type": type,
          cookie: "bl_device=secret-cookie",
          "user-agent": "Secret-Agent",
          referer: "http://secret-referer",
        },
        payload: new URLSearchParams(fields).toString(),
      });
    const fields = { name: "Secret Name", email: address, text: "Secret text" };
    expect((await say(fields)).statusCode).toBe(303);
    expect((await say({ ...fields, email: "wrong secret-mail" })).statusCode).toBe(422);
    expect((await say(fields, "application/json")).statusCode).toBe(415);
    expect((await noisy.fastify.inject({ url: "/%ZZsecret-path" })).statusCode).toBe(400);
    // The table is in nobody's way at this moment: each test has its own app, and each engine its own database.
    await app().database.admin.schema.alterTable("idempotency").renameTo("elsewhere").execute();
    const failed = await say({ ...fields, text: "Secret text again", key: "secret-key-secret-key-1" });
    await app().database.admin.schema.alterTable("elsewhere").renameTo("idempotency").execute();
    expect(failed.statusCode).toBe(500);
    expect(failed.body).toContain("Something went wrong on our side");
    expect(failed.body).not.toMatch(/idempotency|select|\.ts:/);
    await noisy.close();
    expect(lines.join("")).toContain("a request failed");
    expect(lines.join("")).not.toMatch(/secret/i);
    expect(lines.join("")).not.toMatch(traces);
    expect(lines.join("")).not.toContain(network);
  });

  it("leaves out the rows that PostgreSQL puts into its errors", () => {
    const error = Object.assign(new Error("null value", { cause: new Error("why") }), {
      code: "23502",
      detail: "Failing row contains (Nan, Secret).",
    });
    expect(tellError(error)).toMatchObject({
      message: "null value",
      code: "23502",
      cause: { message: "why" },
    });
    expect(JSON.stringify(tellError(error))).not.toContain("Secret");
    expect(JSON.stringify(tellError("Secret"))).not.toContain("Secret");
  });
});

onBothEngines("where a comment came from", (app) => {
  it("is kept as keyed hashes, and forgotten after 30 days", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeComments(app(), site, story, [{}]);
    const posted = await app().fastify.inject({
      method: "POST",
      url: `${story.path}/comments`,
      ...from(network),
      payload: "name=Nan&text=From+here",
    });
    const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
    const origin = () =>
      app()
        .database.read.selectFrom("comment_origin")
        .selectAll()
        .where("comment_id", "=", id)
        .executeTakeFirst();
    expect((await origin())?.network_hash).toMatch(/^[\w-]{22}$/);
    app().clock.now += 29 * 24 * 3_600_000;
    await forgetOld(app().ctx);
    expect(await origin()).toBeDefined();
    app().clock.now += 2 * 24 * 3_600_000;
    await forgetOld(app().ctx);
    expect(await origin()).toBeUndefined();
  });
});

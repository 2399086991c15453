import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { makeSite, type MadeSite } from "../../../test/factories.ts";
import { engines, startApp, type TestApp } from "../../../test/harness.ts";
import { type MailServer, startMailServer } from "../../../test/mail-server.ts";
import { forgetOld } from "../people/privacy/forget.ts";
import type { MailContent } from "./mail.ts";
import { startMailJobs } from "./mail-jobs.ts";
import { leastUrgent, urgent } from "./mail.ts";
import { mostTries } from "./retry.ts";
import { queueMail } from "./queue-mail.ts";
import { sendDueMails } from "./send-mails.ts";
import { openPost } from "./smtp.ts";
import { tidyMails } from "./tidy-mails.ts";

const aMinute = 60_000;
const aDay = 24 * 60 * aMinute;
/** The server is on this machine: what takes longer will not come. */
const waits = { connect: 2000, answer: 300, all: 5000 };

describe.each(engines)("sending mail (%s)", (engine) => {
  let server: MailServer;
  let app: TestApp;
  let site: MadeSite;
  let count = 0;

  beforeAll(async () => {
    server = await startMailServer();
    app = await startApp(engine, { SMTP_URL: server.url });
    site = await makeSite(app);
  });
  afterAll(async () => {
    await app?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    await app.database.transact((tx) => tx.deleteFrom("mail").execute());
    server.received.length = 0;
    server.manners.length = 0;
  });

  const reset = (): MailContent => ({ kind: "reset", link: "https://example.org/reset?token=abc" });
  const changed = (): MailContent => ({
    kind: "passwordChanged",
    at: app.clock.now,
    resetLink: "https://example.org/forgot-password",
  });

  async function order(content: MailContent, address = "alma@example.org"): Promise<string> {
    const key = `test:${++count}`;
    const { keys } = app.ctx;
    const toSealed = keys.seal("address", address);
    const mail = { key, siteId: site.id, memberId: null, language: null, toSealed, content };
    await app.database.transact((tx) => queueMail(tx, keys, mail, app.clock.now));
    return key;
  }

  async function send(url = server.url) {
    const post = openPost(url, waits);
    try {
      return await sendDueMails(app.ctx, post, { least: leastUrgent });
    } finally {
      post.close();
    }
  }

  const row = (key: string) =>
    app.database.read.selectFrom("mail").selectAll().where("key", "=", key).executeTakeFirstOrThrow();

  it("sends what is ordered, once, and then forgets to whom and what", async () => {
    const key = await order(reset());
    await order({ ...reset() }, "bo@example.org");
    expect(await send()).toEqual({ sent: 2, isOutage: false });
    expect(await send()).toEqual({ sent: 0, isOutage: false });
    expect(server.received.map(({ to }) => to)).toEqual(["alma@example.org", "bo@example.org"]);
    expect(server.received[0]?.mail.text).toContain("https://example.org/reset?token=abc");
    expect(await row(key)).toMatchObject({
      state: "sent",
      kind: "reset",
      to_sealed: null,
      to_hash: null,
      content_sealed: null,
      ended_at: app.clock.now,
    });
  });

  it("takes an order twice for one mail, also when the first was sent long ago", async () => {
    const { keys } = app.ctx;
    const toSealed = keys.seal("address", "alma@example.org");
    const mail = { key: "once", siteId: site.id, memberId: null, language: null, toSealed, content: reset() };
    for (let time = 0; time < 2; time++) {
      await app.database.transact((tx) => queueMail(tx, keys, mail, app.clock.now));
      await send();
    }
    expect(server.received).toHaveLength(1);
  });

  it("uses one connection for many mails", async () => {
    for (let n = 0; n < 5; n++) await order(reset());
    const before = server.connections;
    await send();
    expect(server.received).toHaveLength(5);
    expect(server.connections - before).toBe(1);
  });

  it.each([{ rcpt: 550 }, { data: 554 }])("gives up at once what is refused for good: %o", async (manner) => {
    server.manners.push(manner);
    const key = await order(reset());
    const other = await order(reset(), "bo@example.org");
    await send();
    const dead = await row(key);
    expect(dead).toMatchObject({ state: "dead", tries: 1 });
    // The server's own words name the address.
    expect(dead.error).toBe(String("rcpt" in manner ? manner.rcpt : manner.data));
    expect((await row(other)).state).toBe("sent");
  });

  it.each([{ rcpt: 450 }, { data: 451 }, { mail: 550 }, { mail: 421 }])(
    "tries again later what is refused for now: %o",
    async (manner) => {
      server.manners.push(manner);
      const key = await order(changed());
      await send();
      expect(await row(key)).toMatchObject({ state: "waiting", tries: 1 });
      expect(server.received).toEqual([]);
      await send();
      expect(server.received).toEqual([]);
      app.clock.now += 2 * aMinute;
      await send();
      expect(server.received).toHaveLength(1);
      expect((await row(key)).state).toBe("sent");
    },
  );

  it("waits longer after each try, gives up in the end, and sends it when the desk says so", async () => {
    const key = await order(changed());
    const pauses: number[] = [];
    for (let n = 1; n <= mostTries; n++) {
      server.manners.push({ rcpt: 450 });
      await send();
      const { send_at, state, tries } = await row(key);
      expect(tries).toBe(n);
      if (state === "waiting") pauses.push(send_at - app.clock.now);
      app.clock.now = Math.max(app.clock.now, send_at);
    }
    expect(await row(key)).toMatchObject({ state: "dead", error: "450" });
    expect(pauses[0]).toBeLessThan(2 * aMinute);
    expect(pauses[3]).toBeGreaterThan(pauses[1] ?? 0);
    expect(Math.max(...pauses)).toBeLessThan(8 * 60 * aMinute);
  });

  it("loses nothing while the server can't be reached, and says since when", async () => {
    const stopped = await startMailServer();
    await stopped.stop();
    const keys = [await order(changed()), await order(changed())];
    expect(await send(stopped.url)).toEqual({ sent: 0, isOutage: true });
    const since = app.clock.now;
    app.clock.now += 5 * aMinute;
    expect((await send(stopped.url)).isOutage).toBe(true);
    const outage = await app.database.read.selectFrom("mail_outage").selectAll().executeTakeFirstOrThrow();
    expect(outage).toMatchObject({ since, last_at: app.clock.now, error: "ECONNREFUSED" });
    const again = await startMailServer(stopped.port);
    app.clock.now += 60 * aMinute;
    await send(again.url);
    expect(again.received).toHaveLength(2);
    for (const key of keys) expect((await row(key)).state).toBe("sent");
    expect(await app.database.read.selectFrom("mail_outage").selectAll().execute()).toEqual([]);
    await again.stop();
  });

  it("doesn't wait for ever for a server that says nothing", async () => {
    server.manners.push("silent");
    const key = await order(changed());
    expect((await send()).isOutage).toBe(true);
    expect(await row(key)).toMatchObject({ state: "waiting", error: "ETIMEDOUT", tries: 1 });
  });

  it.each(["kept", "lost"] as const)(
    "sends a link again when nobody confirmed it (%s), so that mailboxes can see it is the same",
    async (drop) => {
      server.manners.push({ drop });
      await order(changed());
      await send();
      app.clock.now += 2 * aMinute;
      await send();
      const ids = server.received.map(({ header }) => header("message-id"));
      expect(ids).toHaveLength(drop === "kept" ? 2 : 1);
      expect(new Set(ids).size).toBe(1);
    },
  );

  it("goes on after a sender that ended in the middle, before and after it had begun", async () => {
    const [before, after] = [await order(changed()), await order(changed(), "bo@example.org")];
    const gone = { lease: "gone", leased_until: app.clock.now + 60_000, tries: 1 };
    await app.database.transact(async (tx) => {
      await tx.updateTable("mail").set(gone).where("key", "=", before).execute();
      await tx
        .updateTable("mail")
        .set({ ...gone, handed_at: app.clock.now })
        .where("key", "=", after)
        .execute();
    });
    await send();
    expect(server.received).toEqual([]);
    app.clock.now += 2 * aMinute;
    await send();
    expect(server.received).toHaveLength(2);
  });

  it("is done by one of two senders at a time", async () => {
    for (let n = 0; n < 12; n++) await order(reset(), `reader-${n}@example.org`);
    const rounds = await Promise.all([send(), send(), send()]);
    expect(rounds.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
    expect(new Set(server.received.map(({ to }) => to)).size).toBe(12);
    expect(server.received).toHaveLength(12);
  });

  it("lets go of a mail that another sender has taken over before its content went out", async () => {
    const key = await order(changed());
    const { transact } = app.database;
    const spy = vi.spyOn(app.ctx.db, "transact").mockImplementation(async (change) => {
      const result = await transact(change);
      const { lease } = await row(key);
      if (lease !== "other")
        await transact((tx) =>
          tx.updateTable("mail").set({ lease: "other" }).where("key", "=", key).execute(),
        );
      return result;
    });
    await send();
    spy.mockRestore();
    expect(server.received).toEqual([]);
    expect(await row(key)).toMatchObject({ state: "waiting", lease: "other" });
  });

  it("sends who waits for a link first, and leaves the rest where it is asked to", async () => {
    const post = openPost(server.url, waits);
    await order(reset());
    await app.database.transact((tx) => tx.updateTable("mail").set({ priority: 2 }).execute());
    await order(reset(), "bo@example.org");
    await sendDueMails(app.ctx, post, { least: urgent });
    expect(server.received.map(({ to }) => to)).toEqual(["bo@example.org"]);
    await sendDueMails(app.ctx, post, { least: leastUrgent });
    expect(server.received).toHaveLength(2);
    post.close();
  });

  it("drops a link that is worth nothing any more, and forgets old mails", async () => {
    const key = await order({ kind: "magicLink", link: "https://example.org/in" });
    const waiting = await order(changed());
    app.clock.now += 16 * aMinute;
    await tidyMails(app.ctx);
    expect(await row(key)).toMatchObject({ state: "expired", to_sealed: null, content_sealed: null });
    expect((await row(waiting)).state).toBe("waiting");
    app.clock.now += 31 * aDay;
    const young = await order(changed());
    await forgetOld(app.ctx);
    const left = await app.database.read.selectFrom("mail").select("key").execute();
    expect(left).toEqual([{ key: young }]);
  });

  it.each([
    "alma@example.org, bo@example.org",
    "alma@example.org\r\nBcc: bo@example.org",
    "Friends: alma@example.org;",
    "alma",
  ])("sends nothing to what is no address: %j", async (address) => {
    const key = await order(reset(), address);
    await send();
    expect(server.received).toEqual([]);
    expect(await row(key)).toMatchObject({ state: "dead", error: "badAddress" });
  });

  it("is done in the background, and ends with its process", async () => {
    await order(reset());
    const jobs = startMailJobs(app.ctx, waits);
    await vi.waitFor(() => expect(server.received).toHaveLength(1), { timeout: 5000 });
    server.manners.push("silent");
    await order(changed(), "bo@example.org");
    await vi.waitFor(() => expect(server.manners).toEqual([]), { timeout: 5000 });
    await jobs.stop();
    const again = startMailJobs(app.ctx, waits);
    app.clock.now += 10 * aMinute;
    await vi.waitFor(() => expect(server.received).toHaveLength(2), { timeout: 5000 });
    await again.stop();
    expect(server.received).toHaveLength(2);
  });
});

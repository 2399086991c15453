import type { DecisionId } from "../../../platform/lib/ids.ts";
import { readdirSync } from "node:fs";
import sharp from "sharp";
import { expect, it } from "vitest";
import { sql } from "kysely";
import { tablesOf, unzip } from "../../../../test/erasing.ts";
import { type MadeSite, makeSite, makeStory } from "../../../../test/factories.ts";
import { cookiesOf, onBothEngines, type TestApp } from "../../../../test/harness.ts";
import { as, type MadeMember, makeMember } from "../../../../test/members.ts";
import { setUpPhone } from "../../../../test/second-factor.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { resetLink } from "../accounts/account-links.ts";
import { makeLink } from "../accounts/links.ts";
import { follow } from "../../notifications/follow.ts";
import { mediaFolder } from "../../media/make-renditions.ts";
import { pictureOf } from "../profiles/change-picture.ts";
import { holdings } from "./holdings.ts";

const address = "whole.life@example.org";

async function write(app: TestApp, path: string, fields: Record<string, string>, cookie: string) {
  const posted = await app.post(`${path}/comments`, fields, cookie ? { cookie } : {});
  expect(posted.statusCode).toBe(303);
  const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
  return { id, cookie: cookiesOf(posted, cookie) };
}

async function upload(app: TestApp, site: MadeSite, { cookie }: MadeMember): Promise<void> {
  const bytes = await sharp({ create: { width: 90, height: 90, channels: 3, background: "#468" } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.set("picture", new File([new Uint8Array(bytes)], "me.jpg", { type: "image/jpeg" }));
  const request = new Request("http://localhost/", { method: "POST", body: form });
  const answer = await app.fastify.inject({
    method: "POST",
    url: `${site.prefix}/settings/picture`,
    headers: { cookie, "content-type": request.headers.get("content-type") ?? "" },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  expect(answer.statusCode).toBe(303);
}

/** A member of the staff who has used every part of the product, and one who has to do with them. */
async function aWholeLife(app: TestApp) {
  const { ctx, clock, database } = app;
  const site = await makeSite(app, { settings: { memberPictures: true } });
  const story = await makeStory(app, site);
  const role = { role: "editor", siteId: site.id, title: "Night editor" } as const;
  const member = await makeMember(app, { name: "Whole Life", address, ...role });
  const friend = await makeMember(app, { name: "Fri End" });
  const { cookie } = member;
  const phone = await setUpPhone(app, site, member);
  await upload(app, site, member);
  const first = await write(app, story.path, { text: "As it stood at first" }, cookie);
  const other = await write(app, story.path, { text: "From a friend" }, friend.cookie);
  await write(app, story.path, { text: "An answer", parent: String(first.id) }, other.cookie);
  clock.now += 3 * 60_000;
  await app.post(
    `${site.prefix}/comments/${first.id}/edit`,
    { text: "As it stands" },
    { cookie: first.cookie },
  );
  await app.post(`${site.prefix}/drafts`, { story: String(story.id), text: "Only begun" }, as(member));
  await app.post(`${site.prefix}/comments/${other.id}/recommend`, { on: "1" }, as(member));
  await app.post(`${site.prefix}/people/fri-end/mute`, { on: "1" }, as(member));
  const { personId } = await database.read
    .selectFrom("person")
    .select("id as personId")
    .where("member_id", "=", member.id)
    .executeTakeFirstOrThrow();
  const follows = [
    { memberId: member.id, kind: "story", targetId: story.id },
    { memberId: friend.id, kind: "person", targetId: personId },
  ] as const;
  for (const each of follows) await follow(ctx, { ...each, siteId: site.id });
  const token = await database.transact(async (tx) => {
    const at = clock.now;
    const kept = { member_id: member.id, at };
    await tx
      .insertInto("passkey")
      .values({
        ...kept,
        id: "key",
        name: "My phone",
        host: "localhost",
        credential_id: "credential",
        public_key: "cose",
        counter: 0,
        transports: "",
        used_at: null,
      })
      .execute();
    await tx
      .insertInto("trusted_device")
      .values({ hash: "trusted", member_id: member.id, expires_at: at + 1 })
      .execute();
    await tx.insertInto("former_handle").values({ handle: "half-life", member_id: member.id }).execute();
    await tx.insertInto("renaming").values(kept).execute();
    await tx.insertInto("known_name").values({ skeleton: "wholelife", member_id: member.id }).execute();
    await tx
      .insertInto("publisher_role")
      .values({ site_id: site.id, member_id: member.id, role: "editor" })
      .execute();
    await tx
      .insertInto("publisher_reader")
      .values({ site_id: site.id, member_id: member.id, is_subscriber: 1 })
      .execute();
    await tx
      .insertInto("one_time_link")
      .values({ token_hash: "once", kind: "password", member_id: member.id, expires_at: null })
      .execute();
    await tx
      .insertInto("factor_try")
      .values({ key: `member ${member.id}`, count: 1, first_at: at, blocked_until: 0 })
      .execute();
    await tx
      .insertInto("sanction")
      .values({
        site_id: site.id,
        kind: "suspension",
        target: "member",
        key: member.id,
        until: at + 1,
        code: "insult",
        decision_id: 1 as DecisionId,
        at,
      })
      .execute();
    await tx
      .insertInto("staff_note")
      .values({
        site_id: site.id,
        person_id: personId,
        comment_id: other.id,
        by: "staff:x",
        text: "Noted",
        at,
      })
      .execute();
    await tx
      .insertInto("notice")
      .values({
        ...kept,
        thing: "comment:1",
        site_id: site.id,
        comment_id: other.id,
        topic: "replies",
        thread: "replies:1",
        due_at: at,
      })
      .execute();
    await tx
      .insertInto("mail_preference")
      .values({
        ...kept,
        replies: 1,
        decisions: 0,
        people: "off",
        stories: "digest",
        digest: "daily",
        quiet_from: 22,
        quiet_until: 7,
      })
      .execute();
    await tx
      .insertInto("connection_attempt")
      .values({
        id: "attempt",
        site_id: site.id,
        stage: "start",
        browser_hash: "browser",
        expires_at: at + 60_000,
        content_sealed: ctx.keys.seal("connect", JSON.stringify({ memberId: member.id })),
      })
      .execute();
    await tx
      .insertInto("invitation")
      .values({
        id: "invitation",
        token_hash: "hash",
        site_id: site.id,
        role: "admin",
        title: "Chief",
        name: "W. Life",
        email_sealed: ctx.keys.seal("address", address),
        email_hash: ctx.keys.hash("email", address),
        invited_by: friend.id,
        at,
        expires_at: at + 60_000,
      })
      .execute();
    const title = { role: "editor", title: "Night editor" };
    await tx
      .insertInto("event")
      .values({
        at,
        site_id: site.id,
        type: "staff.changed",
        payload: JSON.stringify({
          what: "role",
          by: "cli",
          memberId: member.id,
          scope: site.id,
          before: null,
          after: title,
        }),
      })
      .execute();
    return makeLink(tx, ctx, resetLink, { memberId: member.id, was: "" });
  });
  return { site, story, member, friend, phone, first, token };
}

onBothEngines("somebody who has used every part", (app, engine) => {
  it("gets all of it, with the picture, and no secret", async () => {
    const { site, member, phone, token } = await aWholeLife(app());
    const answer = await app().post(`${site.prefix}/settings/privacy/export`, {}, as(member));
    expect(answer.statusCode).toBe(200);
    const files = unzip(answer.rawPayload);
    expect(Object.keys(files)).toEqual(["my-data.html", "my-data.json", "picture.jpg"]);
    expect(files["picture.jpg"]?.length).toBeGreaterThan(200);
    const { held } = JSON.parse(files["my-data.json"] ?? "") as { held: Record<string, unknown[]> };
    expect(held).toMatchObject({
      secondFactor: [{ authenticatorApp: true, recoveryCodesLeft: 10 }],
      passkeys: [{ name: "My phone", usedAt: null }],
      trustedDevices: [{}],
      sanctions: [{ kind: "suspension", target: "member", code: "insult" }],
      staffNotes: [{ text: "Noted" }],
      writers: [{ trust: null, publishedCount: 1, refusedCount: 0, reportsUpheldCount: 0 }],
      roles: [{ role: "editor", title: "Night editor" }],
      staffLog: [{ action: "role", before: null, after: "editor, Night editor" }],
      invitations: [{ role: "admin", name: "W. Life" }],
      comments: [{ text: "As it stands", formerTexts: [{ text: "As it stood at first", wasPublic: true }] }],
      drafts: [{ text: "Only begun" }],
      recommends: [{}],
      notices: [{ kind: "replies" }],
      follows: [{ kind: "story" }],
      mutes: [{ name: "Fri End" }],
      mailChoice: [{ answersToMe: true, decisionsOnMine: false }],
      names: [{ formerHandle: "half-life" }, {}],
      profile: [{ picture: "picture.jpg" }],
    });
    const { secret } = /secret=(?<secret>[A-Z2-7]+)/.exec(phone.address)?.groups ?? {};
    const secrets = [secret ?? "?", token, "credential", "cose", "trusted", ...phone.recoveryCodes];
    for (const one of secrets)
      expect(JSON.stringify(held).replace("trustedDevices", ""), one).not.toContain(one);
    // Every name has words in each language.
    for (const { name, collect } of holdings)
      if (collect) expect(files["my-data.html"]).not.toContain(`<h2>${name}</h2>`);
    expect(files["my-data.html"]).not.toMatch(/<dt>[a-z]+[A-Z]\w*<\/dt>/);
    await erase(app(), site, member);
  });

  it("is in no row of any table and in no file afterwards, and nobody follows them", async () => {
    const { site, member, friend, token } = await aWholeLife(app());
    const picture = await pictureOf(app().database.read, member.id);
    expect(filesNamed(app(), picture?.jpeg ?? "?")).toBe(true);
    await erase(app(), site, member);
    expect(filesNamed(app(), picture?.jpeg ?? "?")).toBe(false);
    const rows = await rowsOf(app(), engine);
    for (const [table, text] of Object.entries(rows)) {
      // The log has ids, which lead nowhere now.
      if (table !== "event") expect(text, table).not.toContain(member.id);
      expect(text, table).not.toMatch(
        /Whole Life|whole\.life|half-life|wholelife|Night editor|W\. Life|As it st|Only begun/,
      );
      expect(text, table).not.toContain(app().ctx.keys.hash("email", address));
    }
    expect(rows["connection_attempt"]).toBe("");
    expect(rows["verification"]).toBe("");
    expect(rows["follow"]).not.toContain(friend.id);
    expect(token).not.toBe("");
  });

  it("keeps the account, without the words and what was begun, when the words go", async () => {
    const { site, member, first } = await aWholeLife(app());
    await erase(app(), site, member, "words");
    const rows = await rowsOf(app(), engine);
    expect(rows["member"]).toContain("Whole Life");
    expect(rows["passkey"]).toContain("My phone");
    expect([rows["draft"], rows["comment_revision"]]).toEqual(["", ""]);
    expect(JSON.stringify(rows)).not.toMatch(/As it st|Only begun/);
    const history = await app().get(`${site.prefix}/comments/${first.id}/history`);
    expect(history.body).not.toContain("As it stood");
    await erase(app(), site, member);
  });
});

async function erase(app: TestApp, site: MadeSite, member: MadeMember, level = "everything"): Promise<void> {
  const erased = await app.post(`${site.prefix}/settings/privacy/erase`, { level }, as(member));
  expect(String(erased.headers.location)).toContain("/my-data/receipt?number=");
  await app.settle();
}

/** Whether a file of the media folder, in whatever folder of it, ends with a name. */
function filesNamed(app: TestApp, name: string): boolean {
  return readdirSync(mediaFolder(app.dataDir), { recursive: true })
    .map((path) => String(path).replaceAll("/", ""))
    .some((path) => path.endsWith(name.slice(4)));
}

/** The rows of every table, as text. */
async function rowsOf(app: TestApp, engine: "sqlite" | "postgres"): Promise<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const table of await tablesOf(app, engine)) {
    const all = await sql`select * from ${sql.table(table)}`.execute(app.database.read);
    rows[table] = all.rows.map((row) => JSON.stringify(row)).join("\n");
  }
  return rows;
}

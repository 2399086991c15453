import type { LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { expect, it } from "vitest";
import { type App, createApp, routes } from "../../src/app.ts";
import { decideOnComment } from "../../src/features/discussion/decide-on-comment.ts";
import { tellError } from "../../src/platform/lib/tell-error.ts";
import type { CommentId, SiteId } from "../../src/platform/lib/ids.ts";
import { unzip } from "../erasing.ts";
import { makeSite, makeStory } from "../factories.ts";
import { cookiesOf, onBothEngines, type TestApp, testSecret } from "../harness.ts";
import { makeMember } from "../members.ts";

// Whoever asks for whatever: the addresses of others come back nowhere, in no form.

const addresses = {
  guest: "Zq-Guest.Marked@mail-zq.example.org",
  member: "Zq-Member.Marked@mail-zq.example.org",
  staff: "Zq-Staff.Marked@mail-zq.example.org",
  typed: "Zq-Typed.Marked@mail-zq.example.org",
  notice: "Zq-Notice.Marked@mail-zq.example.org",
  appeal: "Zq-Appeal.Marked@mail-zq.example.org",
};

/** What an address looks like in Base64, wherever in a longer text it begins; without the ends that its neighbours change. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const coded = Buffer.from(`${"x".repeat(before)}${text}`).toString("base64");
    return coded.slice(before === 0 ? 0 : 4, -4);
  });
}

const forms = Object.values(addresses).flatMap((address) =>
  [address, address.toLowerCase()].flatMap((each) => [
    ...inBase64(each),
    ...inBase64(each).map((coded) => coded.replaceAll("+", "-").replaceAll("/", "_")),
    Buffer.from(each).toString("hex"),
    each.split("").reverse().join(""),
  ]),
);
const parts = /zq-(?:guest|member|staff|typed|notice|appeal)|mail-zq/i;

/** Where somebody's address stands in a text, in any of its forms; null: nowhere. */
function traceIn(text: string): string | null {
  const plain = text
    .replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex: string, dec: string) =>
      String.fromCodePoint(Number.parseInt(hex ?? dec, hex ? 16 : 10)),
    )
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return parts.exec(plain)?.[0] ?? forms.find((form) => text.includes(form)) ?? null;
}

function readable(answer: LightMyRequestResponse): string {
  const isArchive = answer.headers["content-type"] === "application/zip";
  const body = isArchive ? Object.values(unzip(answer.rawPayload)).join("\n") : answer.body;
  return `${JSON.stringify(answer.headers)}\n${body}`;
}

it("the crawl knows an address in every form that it looks for", () => {
  const { guest } = addresses;
  for (const hidden of [
    guest,
    guest.toUpperCase(),
    encodeURIComponent(guest),
    guest.replace("@", "&#64;").replace("-", "&#x2d;"),
    Buffer.from(`{"to":"${guest}"}`).toString("base64"),
    Buffer.from(`a${guest.toLowerCase()} b`).toString("base64url"),
    Buffer.from(guest).toString("hex"),
  ])
    expect(traceIn(`before ${hidden} after`), hidden).not.toBeNull();
  expect(traceIn("Nothing of the kind, mail.example.org")).toBeNull();
});

interface Crawled {
  app: App;
  lines: string[];
}

/** The program on the same database, with a log that tells all. */
async function talkative({ ctx, database, clock }: TestApp): Promise<Crawled> {
  const lines: string[] = [];
  const log = pino(
    { level: "trace", serializers: { err: tellError } },
    { write: (line: string) => lines.push(line) },
  );
  const app = await createApp({
    config: ctx.config,
    secret: testSecret,
    database,
    log,
    clientFolder: new URL("../../dist/client", import.meta.url).pathname,
    now: () => clock.now,
  });
  return { app, lines };
}

onBothEngines("addresses", (app) => {
  it("are in no answer of any route to anybody else, and in no line of the log", {
    timeout: 180_000,
  }, async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const post = async (fields: Record<string, string>, cookie = "") => {
      const posted = await app().post(`${story.path}/comments`, fields, cookie ? { cookie } : {});
      expect(posted.statusCode).toBe(303);
      const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
      return { id, cookie: cookiesOf(posted, cookie) };
    };
    const guest = await post({ name: "Gus", email: addresses.guest, text: "From a guest" });
    const waiting = await post({ name: "Gus", email: addresses.guest, text: "Held" }, guest.cookie);
    await decideOnComment(app().ctx, site.id, waiting.id, {
      status: "pending",
      rule: null,
      actor: "staff:Desk",
      reason: "",
    });
    const member = await makeMember(app(), { name: "Mem Ber", address: addresses.member });
    await post({ name: "Mem Ber", text: "From a member" }, member.cookie);
    await makeMember(app(), { name: "Sta Ff", address: addresses.staff, role: "admin", siteId: site.id });
    const other = await makeMember(app(), { name: "Oth Er" });
    const admin = await makeMember(app(), { name: "Adm In", role: "admin" });
    const stranger = await post({ name: "Stran Ger", text: "From a stranger" });
    // What hangs on accounts in every part: an invitation, a mail that waits, somebody who is followed, a role's log.
    await app().post(`${site.prefix}/people/mem-ber/follow`, { on: "1" }, { cookie: other.cookie });
    const invited = await app().post(
      `${site.prefix}/desk/staff/invite`,
      { name: "Inv Ited", address: addresses.typed, role: "editor", site: "*" },
      { cookie: admin.cookie },
    );
    expect(invited.statusCode).toBe(303);
    const { id: invitation } = await app()
      .database.read.selectFrom("invitation")
      .select("id")
      .executeTakeFirstOrThrow();
    await app().post(`${site.prefix}/my-data/link`, { email: addresses.guest });
    await app().post(`${site.prefix}/forgot-password`, {
      email: addresses.member,
      address: addresses.member,
    });
    // And what the law has readers give: a notice of illegal content, an appeal with an address for its answer.
    const noticed = await app().post(`${site.prefix}/notices`, {
      place: `${site.prefix}/comments/${guest.id}`,
      category: "privacy",
      explanation: "It is about me.",
      name: "Nan Told",
      email: addresses.notice,
      goodFaith: "1",
    });
    expect(noticed.statusCode).toBe(303);
    const refused = await post({ name: "Gus", email: addresses.guest, text: "Refused" }, guest.cookie);
    await decideOnComment(app().ctx, site.id, refused.id, {
      status: "rejected",
      rule: null,
      actor: "staff:Desk",
      reason: "",
    });
    const statement = await app()
      .database.read.selectFrom("statement")
      .select("id")
      .where("comment_id", "=", refused.id)
      .executeTakeFirstOrThrow();
    const appealed = await app().post(
      `${site.prefix}/statements/${statement.id}/appeal`,
      { text: "No.", email: addresses.appeal },
      { cookie: refused.cookie },
    );
    expect(appealed.statusCode).toBe(303);
    const crawled = await talkative(app());
    const ask = await crawler(crawled);
    await crawled.app.ctx.sites.reload();

    const examples: Record<string, readonly string[]> = {
      slug: [story.slug, "nothing"],
      id: [
        String(guest.id),
        String(waiting.id),
        String(refused.id),
        String(statement.id),
        String(story.id),
        "999999",
        "no-number",
        invitation,
        member.sessionId,
      ],
      section: ["river"],
      tag: ["bridge"],
      handle: ["mem-ber", "sta-ff", "gus"],
      file: ["stories.rss", "stories.atom", "stories.json", "river.rss", `${story.slug}.rss`, "nothing.webp"],
      provider: ["mastodon", "publisher", "nothing"],
      person: (await writersOn(app(), site.id)).map(String),
      period: ["2026-06", "2026-1", "nothing"],
      "*": ["nothing"],
    };
    const asking = { anonymous: "", stranger: stranger.cookie, other: other.cookie, admin: admin.cookie };
    const found: string[] = [];
    const answered: Record<string, number> = {};
    // Last those by which somebody who asks is erased.
    const erases = ({ path }: { path: string }) => Number(path.endsWith("/erase"));
    for (const route of routes.toSorted((one, next) => erases(one) - erases(next))) {
      const names = route.path.match(/:\w+|\*/g)?.map((name) => name.replace(":", "")) ?? [];
      for (const name of names) expect(examples, `an example for ${route.path}`).toHaveProperty([name]);
      for (const path of filled(route.path, examples)) {
        for (const [who, cookie] of Object.entries(asking)) {
          for (const answer of await ask(route.method, site.prefix + path, cookie)) {
            const trace = traceIn(readable(answer));
            if (answer.statusCode === 200) answered[who] = (answered[who] ?? 0) + 1;
            if (trace !== null) found.push(`${route.method} ${path} as ${who}: ${trace}`);
            if (answer.statusCode >= 500) found.push(`${route.method} ${path} as ${who}: failed`);
          }
        }
      }
    }
    for (const path of ["/healthz", "/readyz", "/metrics", "/assets/nothing.js", "/%ZZ"])
      for (const answer of await ask("GET", path, ""))
        if (traceIn(readable(answer)) !== null) found.push(path);
    expect(found).toEqual([]);
    for (const who of Object.keys(asking)) expect(answered[who], who).toBeGreaterThan(60);
    await crawled.app.close();
    expect(traceIn(crawled.lines.join("\n"))).toBeNull();
  });

  it("come back to nobody but in the form in which somebody just typed them, and never into the log", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const crawled = await talkative(app());
    await crawled.app.ctx.sites.reload();
    const { typed } = addresses;
    const say = (path: string, fields: Record<string, string>) =>
      crawled.app.fastify.inject({
        method: "POST",
        url: site.prefix + path,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        payload: new URLSearchParams(fields).toString(),
      });
    const done = await say(`/stories/${story.slug}/comments`, {
      name: "Ty Ped",
      email: typed,
      text: "Words",
    });
    expect(done.statusCode).toBe(303);
    expect(traceIn(readable(done))).toBeNull();
    expect(traceIn(readable(await say("/my-data/link", { email: typed })))).toBeNull();
    // The table is in nobody's way: each engine has its own database here.
    await app().database.admin.schema.alterTable("mail").renameTo("elsewhere").execute();
    const failed = await say("/my-data/link", { email: `2${typed}` });
    await app().database.admin.schema.alterTable("elsewhere").renameTo("mail").execute();
    expect(failed.statusCode).toBe(500);
    expect(traceIn(readable(failed))).toBeNull();
    await crawled.app.close();
    expect(crawled.lines.join("")).toContain("a request failed");
    expect(traceIn(crawled.lines.join("\n"))).toBeNull();
  });
});

/** Everybody as whom somebody has written on a site. */
async function writersOn({ database }: TestApp, siteId: SiteId): Promise<number[]> {
  const rows = await database.read.selectFrom("person").select("id").where("site_id", "=", siteId).execute();
  return rows.map(({ id }) => id);
}

/** Every way in which examples fill a route's path. */
function filled(path: string, examples: Record<string, readonly string[]>): string[] {
  const name = /:(\w+)|(\*)/.exec(path);
  if (!name) return [path];
  const values = examples[name[1] ?? "*"] ?? [];
  return values.flatMap((value) => filled(path.replace(name[0], value), examples));
}

/** Asks as a browser, a script and a program do, each time from another network, so that no limit is met. */
async function crawler({ app }: Crawled) {
  let count = 0;
  const from = () => `10.${(++count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
  return async (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, cookie: string) => {
    const headers = cookie ? { cookie } : {};
    const isForm = !url.includes("/api/");
    const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
    const bodies = isForm
      ? [
          "",
          "level=everything&t=x&on=1&reason=spam&text=&email=&name=&who=%23999",
          "address=&password=wrong&code=000000&kind=person&id=1&to=on&do=retry&token=x&response=%7B%7D&story=1",
          "%ff=%ff",
        ]
      : ["{}", '{"text":"","name":1}', "no json"];
    const asked: Promise<LightMyRequestResponse>[] =
      method === "GET"
        ? [url, `${url}?token=x&for=x&of=replies&t=x&at=x&to=/&number=x`].flatMap((each) =>
            [{}, { "x-fragment": "1" }].map((more) =>
              app.fastify.inject({
                method,
                url: each,
                remoteAddress: from(),
                headers: { ...headers, ...more },
              }),
            ),
          )
        : bodies.map((payload) =>
            app.fastify.inject({
              method,
              url,
              remoteAddress: from(),
              headers: { ...headers, "content-type": type },
              payload,
            }),
          );
    return Promise.all(asked);
  };
}

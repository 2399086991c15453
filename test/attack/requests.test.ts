import { connect } from "node:net";
import type { InjectOptions } from "fastify";
import { expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "../factories.ts";
import { onBothEngines, type TestApp } from "../harness.ts";
import { listen } from "../tools.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const policy = /^default-src 'none'; script-src 'self'; style-src 'self';/;

/** Every table's number of rows: what a refused request must not change. */
async function rowCounts(app: TestApp): Promise<Record<string, number>> {
  const tables = [
    "comment",
    "comment_origin",
    "person",
    "event",
    "decision",
    "report",
    "recommend",
    "idempotency",
  ] as const;
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { n } = await app.database.read
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    counts[table] = Number(n);
  }
  return counts;
}

async function inject(app: TestApp, request: InjectOptions) {
  const answer = await app.fastify.inject(request);
  expect(answer.headers["content-security-policy"], JSON.stringify(request.url)).toMatch(policy);
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  return answer;
}

onBothEngines("addresses that nobody meant", (app) => {
  it("get an answer of the 400s, or the page with the nonsense left out", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{}]);
    const nonsense = [
      "%00",
      "a%00b",
      "%ED%A0%80",
      "%ZZ",
      "%E0%A4",
      "%FF",
      "%",
      "..%2f..%2fsecret",
      "%5c",
      "'--",
      "🤦",
    ];
    const long = ["a".repeat(10_000), "ا".repeat(1000), "%D8%A7".repeat(500)];
    for (const word of [...nonsense, ...long]) {
      for (const path of [
        "/stories",
        "/sections",
        "/tags",
        "/comments",
        "/feeds",
        "/feeds/stories",
        "/media",
        "/assets",
        "",
      ]) {
        const { statusCode } = await inject(app(), { url: `${site.prefix}${path}/${word}` });
        expect([400, 404, 414], `${path}/${word}`).toContain(statusCode);
      }
    }
    const queries = nonsense.flatMap((word) => [
      `p=${word}`,
      `before=${word}`,
      `quote=${word}`,
      `after=${word}`,
      `${word}`,
    ]);
    const numbers = [
      "-1",
      "0",
      "1e12",
      "1000000000000",
      "NaN",
      "Infinity",
      "1.5",
      "0x10",
      "٣",
      "",
      "1&page=2",
      "%00",
    ];
    queries.push(
      ...numbers.flatMap((n) => [`page=${n}`, `per=${n}`, `sort=${n}`, `after=${n}`, `before=${n}-${n}`]),
    );
    queries.push(
      "__proto__=1",
      "__proto__[x]=1",
      "constructor[prototype][x]=1",
      "toString=1",
      "p=__proto__",
      `x=${"y".repeat(9000)}`,
    );
    const paths = [
      "/",
      "/latest-comments",
      "/sections/river",
      "/tags/bridge",
      "/sitemap-stories.xml",
      `/comments/${id}/reply`,
    ];
    for (const query of queries) {
      for (const path of [...paths, `/stories/${story.slug}`, `/stories/${story.slug}/threads/${id}`]) {
        const { statusCode } = await inject(app(), { url: `${site.prefix}${path}?${query}` });
        expect(statusCode, `${path}?${query}`).toBeLessThan(500);
      }
    }
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("are never led away to another host", async () => {
    const site = await makeSite(app());
    const targets = [
      "//evil.example/a",
      "/\\evil.example",
      "/\t/evil.example",
      "https://evil.example/",
      "javascript:alert(1)",
    ];
    await app().database.transact(async (tx) => {
      for (const [n, target] of targets.entries()) {
        await tx
          .insertInto("redirect")
          .values({ site_id: site.id, path: `/old/${n}`, target })
          .execute();
      }
    });
    for (const [n] of targets.entries()) {
      const { statusCode, headers } = await app().get(`${site.prefix}/old/${n}`);
      expect(statusCode).toBe(301);
      const to = new URL(String(headers.location), "http://localhost:4400/");
      expect(to.host).toBe("localhost:4400");
      expect(to.protocol).toBe("http:");
    }
    for (const path of [
      "//evil.example",
      "/%2f%2fevil.example",
      "/\\evil.example",
      "/https://evil.example",
    ]) {
      const answer = await app().get(`${site.prefix}${path}`);
      expect(answer.statusCode).toBe(404);
      expect(answer.body).not.toContain("evil.example");
    }
  });

  it("say nothing of the Host and Forwarded headers that came with them", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const lies = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "gopher",
      forwarded: "host=evil.example",
      "x-original-url": "/evil.example",
      "x-rewrite-url": "/evil.example",
      referer: "http://evil.example/",
      "user-agent": "evil.example",
    };
    for (const path of [
      "/",
      `/stories/${story.slug}`,
      "/latest-comments",
      "/nothing",
      "/feeds/stories.atom",
      "/robots.txt",
    ]) {
      const lied = await app().get(`${site.prefix}${path}`, lies);
      expect(lied.body).not.toContain("evil.example");
      expect(lied.body).not.toContain("gopher");
      expect((await app().get(`${site.prefix}${path}`)).body).not.toContain("evil.example");
    }
  });

  it("are answered to reading methods alone, and HEAD like GET without a body", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    for (const url of [story.path, `${site.prefix}/`, `${site.prefix}/comments/1`]) {
      for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"] as const) {
        const answer = await inject(app(), { method, url });
        expect(answer.statusCode, `${method} ${url}`).toBe(404);
        expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      }
    }
    const head = await inject(app(), { method: "HEAD", url: story.path });
    expect([head.statusCode, head.body]).toEqual([200, ""]);
    expect((await inject(app(), { url: `${story.path}/comments` })).statusCode).toBe(404);
  });
});

onBothEngines("bodies that are no form", (app) => {
  it("are refused with a 4xx and write nothing", async () => {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    const [id] = await makeComments(app(), site, story, [{}]);
    const before = await rowCounts(app());
    const rubbish = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 167 + 89) % 256));
    const requests: [string, Record<string, string>, string | Buffer][] = [
      ["binary rubbish", form, rubbish],
      ["rubbish in fields", form, Buffer.concat([Buffer.from("name=Nan&text="), rubbish])],
      ["a NUL", form, "name=Nan&text=a%00b"],
      ["a lone surrogate", form, "name=Nan&text=%ED%A0%80"],
      ["a lone surrogate in the name", form, "name=%ED%B0%80&text=Hello"],
      ["half a letter", form, Buffer.from([...Buffer.from("name=Nan&text=Hello "), 0xe2, 0x82])],
      ["10 MB", form, `name=Nan&text=${"a".repeat(10 * 1024 * 1024)}`],
      ["a million fields", form, "a&".repeat(130_000)],
      ["one field twice", form, "name=Nan&text=one&text=two"],
      ["every field twice", form, "name=a&name=b&text=c&text=d&key=e&key=f&parent=1&parent=2"],
      ["brackets", form, "name[]=Nan&text[toString]=x&__proto__[text]=x&constructor.prototype.text=x"],
      ["nothing", form, ""],
      ["JSON", { "content-type": "application/json" }, '{"name":"Nan","text":"Hello"}'],
      ["JSON that calls itself a form", form, '{"name":"Nan","text":"Hello"}'],
      [
        "XML",
        { "content-type": "application/xml" },
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      ],
      [
        "a file",
        { "content-type": "multipart/form-data; boundary=x" },
        '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n--x--',
      ],
      ["plain text", { "content-type": "text/plain" }, "name=Nan&text=Hello"],
      ["no type", {}, "name=Nan&text=Hello"],
      ["a type that is none", { "content-type": "☃" }, "name=Nan&text=Hello"],
      ["a parent that is none", form, "name=Nan&text=Hello&parent=1e3"],
      ["a parent of nobody", form, "name=Nan&text=Hello&parent=9007199254740991"],
      ["a parent beyond numbers", form, "name=Nan&text=Hello&parent=99999999999999999999"],
    ];
    const paths = [
      `${story.path}/comments`,
      `/comments/${id}/recommend`,
      `/comments/${id}/edit`,
      `/comments/${id}/report`,
      `/comments/${id}/withdraw`,
    ];
    for (const [what, headers, payload] of requests) {
      for (const path of paths) {
        const url = path.startsWith(site.prefix) ? path : `${site.prefix}${path}`;
        const { statusCode } = await inject(app(), { method: "POST", url, headers, payload });
        expect(statusCode, `${what} to ${path}`).toBeGreaterThanOrEqual(400);
        expect(statusCode, `${what} to ${path}`).toBeLessThan(500);
      }
      app().clock.now += 60_000;
    }
    expect(await rowCounts(app())).toEqual(before);
  });
});

onBothEngines("bytes that are no HTTP", (app) => {
  it("are refused, with the policy of every other answer", async () => {
    const { port } = new URL(await listen(app()));
    const say = (bytes: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes, "latin1"));
        let heard = "";
        socket.setEncoding("latin1").on("data", (piece: string) => {
          heard += piece;
        });
        socket.on("close", () => resolve(heard)).on("error", reject);
      });
    const get = (path: string, more = "") =>
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
    expect(await say("\x00\x01\x02 rubbish\r\n\r\n")).toMatch(/^HTTP\/1.1 400 [\s\S]*default-src 'none'/);
    expect(await say(get(`/${"a".repeat(20_000)}`))).toMatch(/^HTTP\/1.1 431 [\s\S]*default-src 'none'/);
    expect(await say(get("/", `X: ${"a".repeat(20_000)}\r\n`))).toMatch(/^HTTP\/1.1 431 /);
    expect(await say("BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n")).toMatch(/^HTTP\/1.1 400 /);
    expect(await say(get("/%ZZ"))).toMatch(/^HTTP\/1.1 400 [\s\S]*default-src 'none'/);
    expect(await say(get("/", "Cookie: __proto__=1; bl_device=%ZZ; bl_view=a-b; =; ;;;\r\n"))).toMatch(
      /^HTTP\/1.1 404 /,
    );
    expect(await say("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1.1 404 /,
    );
  });
});

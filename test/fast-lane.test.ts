import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { makeComments, makeSite, makeStory } from "./factories.ts";
import { cookiesOf, onBothEngines } from "./harness.ts";
import { listen } from "./tools.ts";

interface Got {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

onBothEngines("a page that is asked for again", (app) => {
  let base = "";
  beforeAll(async () => {
    base = await listen(app());
  });

  function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
    return new Promise((resolve, reject) => {
      const sent = request(base + path, { method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.on("error", reject);
      sent.end();
    });
  }

  const isHit = ({ headers }: Got) => String(headers["server-timing"]).includes("cache;desc=hit");

  async function paper() {
    const site = await makeSite(app());
    const story = await makeStory(app(), site);
    await makeComments(app(), site, story, [{ text: "The first of them" }]);
    return story;
  }

  it("comes with the same head and the same words, in each encoding", async () => {
    const { path } = await paper();
    const first = await get(path, { "accept-encoding": "gzip, br" });
    expect(isHit(first)).toBe(false);
    const again = await get(path, { "accept-encoding": "gzip, br" });
    expect(isHit(again)).toBe(true);
    const { date: _, "server-timing": __, ...head } = again.headers;
    const { date: ___, "server-timing": ____, ...before } = first.headers;
    expect(head).toEqual(before);
    expect(head["content-security-policy"]).toContain("default-src 'none'");
    expect(head["content-encoding"]).toBe("br");
    const words = brotliDecompressSync(again.body).toString();
    expect(words).toContain("The first of them");
    for (const _time of [1, 2]) {
      const gzip = await get(path, { "accept-encoding": "gzip" });
      expect(gunzipSync(gzip.body).toString()).toBe(words);
      expect((await get(path)).body.toString()).toBe(words);
    }
  });

  it("isn't sent to who has it, nor with HEAD", async () => {
    const { path } = await paper();
    const { headers, body } = await get(path, { "accept-encoding": "br" });
    const known = await get(path, { "accept-encoding": "br", "if-none-match": String(headers.etag) });
    expect([known.status, known.body.length]).toEqual([304, 0]);
    expect(known.headers.etag).toBe(headers.etag);
    const head = await get(path, { "accept-encoding": "br" }, "HEAD");
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers["content-length"]).toBe(String(body.length));
  });

  it("is answered to a client that closes its connection, too", async () => {
    const { path } = await paper();
    for (const _time of [1, 2]) {
      const { status, headers, body } = await get(path, { connection: "close", "accept-encoding": "br" });
      expect([status, headers.connection]).toEqual([200, "close"]);
      expect(brotliDecompressSync(body).toString()).toContain("The first of them");
    }
  });

  it("is never the one of somebody who has taken part", async () => {
    const { path } = await paper();
    const posted = await app().post(
      `${path}/comments`,
      { name: "Nan", text: "Mine" },
      { "sec-fetch-site": "same-origin" },
    );
    const cookie = cookiesOf(posted);
    for (const _time of [1, 2]) await get(path);
    const own = await get(path, { cookie });
    expect(own.headers["cache-control"]).toBe("private, no-store");
    expect(own.body.toString()).toContain("/withdraw");
    const others = await get(path, { cookie: "theirs=1; other=bl_device" });
    expect(isHit(others)).toBe(true);
    expect(others.body.toString()).not.toContain("/withdraw");
  });

  it("remembers how a reader wants to see it each time, and shows each what they chose", async () => {
    const { path } = await paper();
    for (const _time of [1, 2, 3]) {
      const asked = await get(`${path}?sort=best&per=10`);
      expect(String(asked.headers["set-cookie"])).toContain("bl_view=best-10");
      expect(asked.headers["cache-control"]).toBe("private, no-cache");
      const plain = await get(path);
      expect(plain.headers["set-cookie"]).toBeUndefined();
      expect(plain.body.toString()).toContain(`sort=newest&amp;per=25#comments" aria-current="true"`);
      const chosen = await get(path, { cookie: "bl_view=best-10" });
      expect(chosen.body.toString()).toContain(`sort=best&amp;per=10#comments" aria-current="true"`);
      const again = await get(`${path}?sort=best&per=10`, { cookie: "bl_view=best-10" });
      expect(again.headers["set-cookie"]).toBeUndefined();
    }
    expect(isHit(await get(`${path}?sort=best&per=10`))).toBe(true);
  });

  it("isn't what somebody with two meanings in one request makes of it", async () => {
    const { path } = await paper();
    const port = Number(new URL(base).port);
    const said = async (lines: readonly string[]) => {
      const socket = connect(port, "127.0.0.1");
      socket.end(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`);
      let answer = "";
      for await (const chunk of socket) answer += chunk;
      return answer;
    };
    const host = `Host: 127.0.0.1:${port}`;
    await said([host, "Cookie: bl_view=oldest-100", "Cookie: bl_view="]);
    await said(["Host: elsewhere.example", host]);
    await said([host, "Cookie: bl_view=", "Cookie: bl_view=oldest-100"]);
    for (const _time of [1, 2]) {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      expect(body.toString()).toContain(`sort=newest&amp;per=25#comments" aria-current="true"`);
    }
  });

  it("shows a comment as soon as its post was answered", async () => {
    const { path } = await paper();
    for (let n = 1; n <= 20; n++) {
      const headers = {
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
      };
      for (const _time of [1, 2, 3]) await get(path);
      const answer = await app().fastify.inject({
        method: "POST",
        url: `${path}/comments`,
        headers,
        remoteAddress: `10.0.0.${n}`,
        payload: `name=Nan&text=Comment+number+${n}.`,
      });
      expect(answer.statusCode).toBe(303);
      expect((await get(path)).body.toString()).toContain(`Comment number ${n}.`);
    }
  });
});

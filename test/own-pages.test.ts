import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { changeDiscussion } from "../src/features/stories/change-discussion.ts";
import { findStoryById } from "../src/features/stories/reading.ts";
import { openRoom, type Room } from "./discussion-acts.ts";
import { makeComments, makeSite } from "./factories.ts";
import { onBothEngines } from "./harness.ts";
import { makeMember } from "./members.ts";
import { type KnownReader, openReaders, performAsReader, type ReaderAct } from "./reader-acts.ts";
import { listen } from "./tools.ts";

interface Got {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  text: string;
}

onBothEngines("a page of somebody of whom something is known", (app) => {
  let base = "";
  beforeAll(async () => {
    base = await listen(app());
  });

  function get(path: string, headers: Record<string, string | string[]>, method = "GET"): Promise<Got> {
    return new Promise((resolve, reject) => {
      const sent = request(
        base + path,
        { method, headers: { "accept-encoding": "gzip", ...headers } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            const body = Buffer.concat(chunks);
            const isZipped = answer.headers["content-encoding"] === "gzip" && body.length > 0;
            const text = (isZipped ? gunzipSync(body) : body).toString();
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body, text });
          });
        },
      );
      sent.on("error", reject);
      sent.end();
    });
  }

  const of = ({ cookie }: KnownReader) => ({ cookie });
  const isHit = ({ headers }: Got) => String(headers["server-timing"]).includes("cache;desc=hit");

  interface Talk {
    room: Room;
    path: string;
    readers: KnownReader[];
    guest: KnownReader;
    member: KnownReader;
    perform(act: ReaderAct): Promise<void>;
  }

  /** A discussion, a guest and a member, both of whom have the page warm. */
  async function talk({ settings = {} } = {}): Promise<Talk> {
    const site = await makeSite(app(), {
      settings: { postsPerDevice: 1000, postsPerNetwork: 1000, ...settings },
    });
    const room = await openRoom(app(), site);
    const slug = (await findStoryById(app().database.read, room.storyId))?.slug ?? "";
    const path = `${site.prefix}/stories/${slug}`;
    const ids = await makeComments(app(), site, { id: room.storyId, slug, path }, [
      { text: "First" },
      { text: "Second" },
    ]);
    room.ids.push(...(ids as Room["ids"]));
    const readers = await openReaders(app());
    const [guest, member] = readers;
    if (!guest || !member) throw new Error("nobody reads");
    const perform = async (act: ReaderAct) => {
      await performAsReader({ app: app(), sites: [site], rooms: [room], members: [] }, readers, act);
      await app().settle();
    };
    for (const reader of [guest, member, guest, member]) await get(path, of(reader));
    return { room, path, readers, guest, member, perform };
  }

  it("comes in one gzip stream, for them alone, and from memory the second time", async () => {
    const { path, member } = await talk();
    const page = await get(path, of(member));
    expect(page.status).toBe(200);
    expect(isHit(page)).toBe(true);
    expect(page.headers["content-encoding"]).toBe("gzip");
    expect(page.headers["cache-control"]).toBe("private, no-store");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["content-length"]).toBe(String(page.body.length));
    expect(page.text).toContain("Alma &lt;Reed");
    const head = await get(path, of(member), "HEAD");
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers["content-length"]).toBe(String(page.body.length));
    const closed = await get(path, { ...of(member), connection: "close" });
    expect(closed.text).toBe(page.text);
    for (const accepted of ["identity", "br", "gzip;q=0"]) {
      const bare = await get(path, { ...of(member), "accept-encoding": accepted });
      expect(bare.headers["content-encoding"]).toBeUndefined();
      expect(bare.text).toBe(page.text);
    }
  });

  it("shows each what is theirs, and anybody nothing of it", async () => {
    const { path, guest, member, perform } = await talk();
    await perform({ act: "write", reader: 0, story: 0, below: null, text: "A guest's" });
    await perform({ act: "write", reader: 1, story: 0, below: 0, text: "A member's" });
    await perform({ act: "like", reader: 1, story: 0, on: 1, isOn: true });
    for (const _time of [1, 2]) {
      const [guests, members] = [await get(path, of(guest)), await get(path, of(member))];
      expect(guests.text.split("/withdraw")).toHaveLength(2);
      expect(guests.text).not.toMatch(/mast__name/);
      expect(guests.text).not.toContain('aria-pressed="true"');
      expect(members.text.split("/withdraw")).toHaveLength(2);
      expect(members.text).toContain('aria-pressed="true"');
      const anybodys = await get(path, {});
      expect(anybodys.text).not.toMatch(/\/withdraw|mast__name|aria-pressed="true"/);
    }
  });

  it("has a comment that waits as soon as its post was answered, though it changes the page of nobody else", async () => {
    const { path, room, guest, member, perform } = await talk();
    const story = await findStoryById(app().database.read, room.storyId);
    if (!story) throw new Error("no story");
    const { now } = app().clock;
    await app().database.transact((tx) =>
      changeDiscussion(tx, story, { mode: "premoderated", notice: "", closesAt: null, at: now }),
    );
    await app().settle();
    for (const reader of [guest, member, guest, member]) await get(path, of(reader));
    await perform({ act: "write", reader: 0, story: 0, below: null, text: "It waits." });
    for (const _time of [1, 2]) {
      expect((await get(path, of(guest))).text).toContain("It waits.");
      expect((await get(path, of(member))).text).not.toContain("It waits.");
    }
    await perform({ act: "takeBack", reader: 0 });
    expect((await get(path, of(guest))).text).not.toContain("It waits.");
  });

  it("offers to change a comment as long as that is allowed, to the second", async () => {
    const { path, guest, perform } = await talk({ settings: { editMinutes: 1 } });
    await perform({ act: "write", reader: 0, story: 0, below: null, text: "For a minute" });
    // From here on the page is kept for a minute, longer than the comment can be changed.
    app().clock.now += 30_000;
    await perform({ act: "write", reader: 1, story: 0, below: null, text: "Somebody else's" });
    await get(path, of(guest));
    app().clock.now += 29_999;
    expect((await get(path, of(guest))).text).toContain("/withdraw");
    app().clock.now += 1;
    expect((await get(path, of(guest))).text).not.toContain("/withdraw");
  });

  it("knows at once when somebody has another name, has signed out, or is signed in no longer", async () => {
    const { path, member, perform } = await talk();
    await perform({ act: "rename", reader: 1, name: "Bea" });
    for (const _time of [1, 2]) expect((await get(path, of(member))).text).toContain("<bdi>Bea</bdi>");
    await perform({ act: "signOut", reader: 1 });
    for (const _time of [1, 2]) expect((await get(path, of(member))).text).not.toContain("Bea");
    const other = await makeMember(app(), { name: "Cleo" });
    for (const _time of [1, 2]) expect((await get(path, { cookie: other.cookie })).text).toContain("Cleo");
    const lasting = 30 * 24 * 3_600_000;
    app().clock.now += lasting - 30_000;
    for (const step of [0, 29_999, 1]) {
      app().clock.now += step;
      expect((await get(path, { cookie: other.cookie })).text.includes("Cleo")).toBe(step !== 1);
    }
    app().clock.now -= lasting;
  });

  it("isn't what a request with two lines of cookies makes of it", async () => {
    const { path, member, readers, perform } = await talk();
    const other = readers[3];
    if (!other) throw new Error("nobody else reads");
    const { port } = new URL(base);
    const said = async (cookies: readonly string[]) => {
      const socket = connect(Number(port), "127.0.0.1");
      const lines = [`Host: 127.0.0.1:${port}`, ...cookies.map((line) => `Cookie: ${line}`)];
      socket.end(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`);
      let answer = "";
      for await (const chunk of socket) answer += chunk;
      return answer;
    };
    await perform({ act: "rename", reader: 3, name: "Bea" });
    for (const _time of [1, 2]) {
      await said([member.cookie, other.cookie]);
      await said([other.cookie, member.cookie]);
      await said([member.cookie, "bl_session=forged.AAAA"]);
      expect((await get(path, of(member))).text).toContain("<bdi>Alma &lt;Reed></bdi>");
      expect((await get(path, of(other))).text).toContain("<bdi>Bea</bdi>");
      expect((await get(path, { cookie: "bl_session=forged.AAAA" })).text).not.toMatch(/Alma|Bea/);
    }
  });

  it("remembers how each wants to see it", async () => {
    const { path, member } = await talk();
    for (const _time of [1, 2, 3]) {
      const asked = await get(`${path}?sort=best&per=10`, of(member));
      expect(String(asked.headers["set-cookie"])).toContain("bl_view=best-10");
      const plain = await get(path, of(member));
      expect(plain.headers["set-cookie"]).toBeUndefined();
      expect(plain.text).toContain(`sort=newest&amp;per=25#comments" aria-current="true"`);
      const chosen = await get(path, { cookie: `${member.cookie}; bl_view=best-10` });
      expect(chosen.text).toContain(`sort=best&amp;per=10#comments" aria-current="true"`);
    }
  });
});

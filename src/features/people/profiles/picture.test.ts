import { existsSync, readdirSync } from "node:fs";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { makeMember } from "../../../../test/members.ts";
import { pictureOf } from "./change-picture.ts";
import { mediaFolder } from "../../media/make-renditions.ts";

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: "#468" } });
}

/** A PNG whose header tells of more pixels than it has. */
async function bomb(width: number, height: number): Promise<Buffer> {
  const bytes = await plain(64, 64).png().toBuffer();
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script>1</script></svg>',
);

onBothEngines("a member's picture", (app) => {
  async function open(settings = { memberPictures: true }) {
    const site = await makeSite(app(), { settings });
    const member = await makeMember(app(), { name: "Pia Picture" });
    const { handle } = await app()
      .database.read.selectFrom("member")
      .select("handle")
      .where("id", "=", member.id)
      .executeTakeFirstOrThrow();
    const headers = { cookie: member.cookie };
    return {
      site,
      member,
      headers,
      upload: async (bytes: Buffer, type = "image/jpeg", field = "picture") => {
        // So many a minute are let through.
        app().clock.now += 60_000;
        const form = new FormData();
        form.set(field, new File([new Uint8Array(bytes)], "me.jpg", { type }));
        const request = new Request("http://localhost/", { method: "POST", body: form });
        return app().fastify.inject({
          method: "POST",
          url: `${site.prefix}/settings/picture`,
          headers: { ...headers, "content-type": request.headers.get("content-type") ?? "" },
          payload: Buffer.from(await request.arrayBuffer()),
        });
      },
      profile: () => app().get(`${site.prefix}/people/${handle}`),
    };
  }

  const files = () => {
    const folder = mediaFolder(app().dataDir);
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
      : 0;
  };

  it("is cut to a square, drawn anew without what else the file held, and goes with its files", async () => {
    const { upload, profile, site, headers, member } = await open();
    const before = files();
    const bytes = await plain(900, 500)
      .withExif({ IFD0: { Copyright: "secret place" } })
      .jpeg()
      .toBuffer();
    const polyglot = Buffer.concat([bytes, Buffer.from("<script>alert('polyglot')</script>")]);
    expect((await upload(polyglot)).headers.location).toContain("/settings?saved=1");
    const seen = await profile();
    const [, path = ""] = /<img [^>]*src="([^"]*\/media\/[^"]*\.jpg)"/.exec(seen.body) ?? [];
    expect(path).toContain((await pictureOf(app().database.read, member.id))?.jpeg);
    const image = await app().get(path);
    expect(image.headers["content-type"]).toBe("image/jpeg");
    const metadata = await sharp(image.rawPayload).metadata();
    expect([metadata.width, metadata.height, metadata.exif]).toEqual([288, 288, undefined]);
    for (const text of ["secret place", "polyglot"]) expect(image.rawPayload.includes(text)).toBe(false);
    expect(files()).toBe(before + 2);

    await upload(await plain(300, 300).png().toBuffer(), "image/png");
    expect(files()).toBe(before + 2);
    expect((await profile()).body).not.toContain(path);
    expect((await app().get(path)).statusCode).toBe(404);

    await app().post(`${site.prefix}/settings/picture/delete`, {}, headers);
    expect((await profile()).body).not.toContain("/media/");
    expect(await pictureOf(app().database.read, member.id)).toBeNull();
    expect(files()).toBe(before);
  });

  it("is refused in words where it is none, lies, is too large or too small", async () => {
    const { upload, profile } = await open();
    const before = files();
    const jpeg = await plain(400, 400).jpeg().toBuffer();
    const cases: [Buffer, string, string][] = [
      [
        Buffer.from("<html><script>alert(1)</script></html>".repeat(9)),
        "image/jpeg",
        "can’t be read as a picture",
      ],
      [svg, "image/svg+xml", "can’t be read as a picture"],
      [svg, "image/png", "can’t be read as a picture"],
      [Buffer.alloc(0), "image/jpeg", "choose a file first"],
      [jpeg.subarray(0, jpeg.length / 2), "image/jpeg", "can’t be read as a picture"],
      [Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(500)]), "image/jpeg", "can’t be read as a picture"],
      [jpeg, "image/png", "of another kind than its name says"],
      [jpeg, "text/html", "of another kind than its name says"],
      [await bomb(60_000, 60_000), "image/png", "more than 40 megapixels"],
      [await bomb(2_000_000_000, 3), "image/png", "can’t be read as a picture"],
      [await plain(20, 900).png().toBuffer(), "image/png", "too small"],
      [Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024)]), "image/jpeg", "larger than 5 MB"],
    ];
    for (const [bytes, type, words] of cases) {
      const answer = await upload(bytes, type);
      expect(answer.statusCode, words).toBe(422);
      expect(answer.body).toContain(words);
      expect(answer.body).toContain('aria-describedby="p-picture-e');
    }
    expect((await upload(jpeg, "image/jpeg", "other")).body).toContain("choose a file first");
    expect((await upload(Buffer.concat([jpeg, Buffer.alloc(7 * 1024 * 1024)]))).statusCode).toBe(413);
    expect(files()).toBe(before);
    expect((await profile()).body).not.toContain("/media/");
  });

  it("of many pixels in few bytes costs no more than its limit says", async () => {
    const { upload } = await open();
    // 39 megapixels of nothing, in a few kilobytes; and as many bytes in a chunk that isn't the picture's.
    const wide = await plain(6500, 6000).png({ compressionLevel: 9 }).toBuffer();
    expect((await upload(wide, "image/png")).statusCode).toBe(303);
    const text = Buffer.concat([Buffer.from("zTXtc\0\0"), deflateSync(Buffer.alloc(50_000_000))]);
    expect((await upload(Buffer.concat([wide.subarray(0, 33), text]), "image/png")).statusCode).toBe(422);
  });

  it("is only there where the site wants it, and for who is signed in", async () => {
    const { upload, site, headers } = await open({ memberPictures: false });
    const jpeg = await plain(400, 400).jpeg().toBuffer();
    expect((await upload(jpeg)).statusCode).toBe(404);
    expect((await app().get(`${site.prefix}/settings`, headers)).body).not.toContain("/settings/picture");
    const other = await open();
    const answer = await app().fastify.inject({
      method: "POST",
      url: `${other.site.prefix}/settings/picture`,
      headers: { "content-type": "multipart/form-data; boundary=x" },
      payload: "--x--",
    });
    expect(answer.statusCode).toBe(401);
  });

  it("comes in a form that is one", async () => {
    const { site, headers } = await open();
    const send = (type: string, payload: string | Buffer) => {
      app().clock.now += 60_000;
      return app().fastify.inject({
        method: "POST",
        url: `${site.prefix}/settings/picture`,
        headers: { ...headers, "content-type": type },
        payload,
      });
    };
    for (const [type, payload] of [
      ["multipart/form-data", "x"],
      ["multipart/form-data; boundary=", "x"],
      ["multipart/form-data; boundary=x", "not a form"],
      ["multipart/form-data; boundary=x", `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n`],
    ] as const)
      expect((await send(type, payload)).statusCode, type + payload).toBe(400);
    expect((await send("application/json", "{}")).statusCode).toBe(415);
    const parts = Buffer.from(
      `${'--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n'.repeat(50_000)}--x--\r\n`,
    );
    expect((await send("multipart/form-data; boundary=x", parts)).statusCode).toBe(422);
  });
});

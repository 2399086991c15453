import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readWxr } from "./read-wxr.ts";
import type { ReadWxrOptions } from "./read-wxr.ts";
import { WxrError } from "./wxr.ts";
import type { WxrItem, WxrRecord } from "./wxr.ts";
import { collected, inChunks, wxrComment, wxrFile, wxrHead, wxrItem, wxrTail } from "./wxr-fixture.ts";
import { newWxrReport } from "./wxr-report.ts";
import type { WxrReport } from "./wxr-report.ts";

interface Read {
  records: WxrRecord[];
  items: WxrItem[];
  report: WxrReport;
}

async function read(content: string | Uint8Array, options: ReadWxrOptions = {}, size = 1000): Promise<Read> {
  const report = newWxrReport();
  const records = await collected(readWxr(inChunks(content, size), report, options));
  return {
    records,
    items: records.flatMap((record) => (record.kind === "item" ? [record.item] : [])),
    report,
  };
}

function mends({ report }: Read): Record<string, number> {
  return Object.fromEntries([...report.mends].map(([kind, mend]) => [kind, mend.count]));
}

describe("a sound export", () => {
  test("gives the channel, its authors and terms, then its items", async () => {
    const { records, report } = await read(wxrFile(wxrItem({ comments: wxrComment(1) })));
    expect(records.map((record) => record.kind)).toEqual([
      "channel",
      "author",
      "term",
      "term",
      "term",
      "item",
    ]);
    expect(records[0]).toMatchObject({
      channel: { title: "The Tide Table", wxrVersion: "1.2", language: "en-GB" },
    });
    expect(records[1]).toMatchObject({ author: { id: 4, login: "mara", displayName: "Mara Lind" } });
    expect(records[2]).toMatchObject({
      term: { taxonomy: "category", slug: "harbour", parent: "news", name: "Harbour" },
    });
    expect(records[3]).toMatchObject({ term: { taxonomy: "post_tag", slug: "ferries" } });
    expect(report).toMatchObject({ items: 1, comments: 1 });
    expect(report.mends.size).toBe(0);
  });

  test("gives an item's fields, dates in UTC, terms by kind, and comments", async () => {
    const fields = `<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[31]]></wp:meta_value></wp:postmeta>`;
    const { items } = await read(wxrFile(wxrItem({ fields, comments: wxrComment(1) })));
    expect(items[0]).toMatchObject({
      id: 7,
      type: "post",
      status: "publish",
      title: "Ferry late again",
      slug: "ferry-late-again",
      publishedAt: Date.UTC(2014, 4, 2, 8),
      content: "The 7.40 left at nine.",
      featuredImageId: 31,
      parentId: null,
      commentsOpen: true,
      sticky: false,
      categories: [{ slug: "harbour", name: "Harbour" }],
      tags: [{ slug: "ferries", name: "Ferries" }],
      comments: [
        { id: 1, author: "Ida", createdAt: Date.UTC(2014, 4, 2, 10), approved: "1", parentId: null },
      ],
    });
  });

  test("is read the same however its bytes arrive", async () => {
    const file = wxrFile(wxrItem({ id: 1, title: "Ærø – 海" }), wxrItem({ id: 2, comments: wxrComment(3) }));
    const whole = await read(file, {}, 1 << 20);
    for (const size of [1, 7, 64]) expect((await read(file, {}, size)).records).toEqual(whole.records);
  });

  test("may use other prefixes for the namespaces, or an older version", async () => {
    const file = wxrFile(wxrItem())
      .replaceAll("wp:", "ns2:")
      .replace("xmlns:wp", "xmlns:ns2")
      .replaceAll("export/1.2", "export/1.0");
    expect((await read(file)).items[0]).toMatchObject({ id: 7, status: "publish" });
  });

  test("may repeat its terms without domain, as WXR 1.0 does", async () => {
    const fields = "<category><![CDATA[Harbour]]></category><category><![CDATA[Ferries]]></category>";
    const [item] = (await read(wxrFile(wxrItem({ fields })))).items;
    expect(item?.categories).toEqual([{ taxonomy: "category", slug: "harbour", name: "Harbour" }]);
    expect(item?.tags.map((tag) => tag.slug)).toEqual(["ferries"]);
  });

  test("may split a CDATA section round its own end mark", async () => {
    const result = await read(wxrFile(wxrItem({ content: "<![CDATA[if (a[b[0]]]]><![CDATA[> 1)]]>" })));
    expect(result.items[0]?.content).toBe("if (a[b[0]]> 1)");
    expect(result.report.mends.size).toBe(0);
  });

  test("may tell of items and end tags inside a text", async () => {
    const content = "<![CDATA[Write <item> and </item> and <wp:post_id>99</wp:post_id> </channel>.]]>";
    const { items, report } = await read(wxrFile(wxrItem({ content }), wxrItem({ id: 8 })));
    expect(items.map((item) => item.id)).toEqual([7, 8]);
    expect(items[0]?.content).toContain("</item> and <wp:post_id>99");
    expect(report.mends.size).toBe(0);
  });
});

describe("encodings", () => {
  const file = wxrFile(wxrItem({ title: "Über Ærø" }));

  test.each([
    ["a byte order mark", Buffer.from(`\ufeff${file}`)],
    ["UTF-16, little end first", Buffer.from(`\ufeff${file}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\ufeff${file}`, "utf16le").swap16()],
    ["Latin-1, if declared", Buffer.from(file.replace("UTF-8", "ISO-8859-1"), "latin1")],
    ["gzip", gzipSync(file)],
  ])("reads %s", async (_, bytes) => {
    const result = await read(bytes);
    expect(result.items[0]?.title).toBe("Über Ærø");
    expect(result.records[0]).toMatchObject({ channel: { title: "The Tide Table" } });
    expect(mends(result)).toEqual({});
  });

  test("replaces bytes that are not UTF-8, and says so", async () => {
    const result = await read(Buffer.from(wxrFile(wxrItem({ title: "caf\xe9" })), "latin1"));
    expect(result.items[0]?.title).toBe("caf\ufffd");
    expect(mends(result)).toEqual({ "invalid-utf8": 1 });
  });

  test("reads what there is of a cut archive", async () => {
    const packed = gzipSync(
      wxrFile(...Array.from({ length: 300 }, (_, id) => wxrItem({ id: id + 1, title: `${id * 7919}` }))),
    );
    const result = await read(packed.subarray(0, packed.length / 2));
    expect(result.items.length).toBeGreaterThan(10);
    expect(result.items.length).toBeLessThan(300);
    expect(mends(result)).toEqual({ truncated: 1 });
  });

  test("refuses an archive that unpacks to far more than an export would", async () => {
    const bomb = gzipSync(wxrFile(wxrItem({ content: `<![CDATA[${"a".repeat(3_000_000)}]]>` })));
    const limits = { freeBytes: 100_000, ratio: 50 };
    await expect(read(bomb, { unpackLimits: limits })).rejects.toMatchObject({ code: "bomb" });
  });
});

describe("damage", () => {
  test("a text that closes its CDATA early is read to the end of its field", async () => {
    const content = "<![CDATA[Before <script>//<![CDATA[\nrun()//]]></script> after]]>";
    const result = await read(wxrFile(wxrItem({ content }), wxrItem({ id: 8 })));
    expect(result.items.map((item) => item.id)).toEqual([7, 8]);
    expect(result.items[0]?.content).toContain("</script> after");
    expect(mends(result)).toEqual({ "cdata-closed-early": 1 });
    expect(result.report.mends.get("cdata-closed-early")?.example).toBe("post 7");
  });

  test("a CDATA section without end mark ends with its field", async () => {
    const result = await read(wxrFile(wxrItem({ content: "<![CDATA[No end" }), wxrItem({ id: 8 })));
    expect(result.items.map((item) => [item.id, item.content])).toEqual([
      [7, "No end"],
      [8, "The 7.40 left at nine."],
    ]);
    expect(mends(result)).toEqual({ "cdata-not-closed": 1 });
  });

  test("an address cut inside an entity loses the fragment", async () => {
    const url = "<wp:comment_author_url>https://ida.example/?a=1&amp;b=2&am</wp:comment_author_url>";
    const result = await read(wxrFile(wxrItem({ comments: wxrComment(1, url) })));
    expect(result.items[0]?.comments[0]?.url).toBe("https://ida.example/?a=1&b=2");
    expect(mends(result)).toEqual({ "cut-entity": 1 });
  });

  test("bare ampersands and foreign entities stay; markup in a title stays", async () => {
    const result = await read(wxrFile(wxrItem({ title: "Fish & Chips &eacute; <b>now</b> 3 &lt; 4" })));
    expect(result.items[0]?.title).toBe("Fish & Chips &eacute; <b>now</b> 3 < 4");
    expect(mends(result)).toEqual({ "bare-ampersand": 1, "unknown-entity": 1 });
  });

  test("control characters go, and line ends become one kind", async () => {
    const result = await read(wxrFile(wxrItem({ content: "<![CDATA[a\u0010b\fc\r\nd\u001e]]>" })));
    expect(result.items[0]?.content).toBe("ab c\nd");
    expect(mends(result)).toEqual({ "control-characters": 1 });
  });

  test("missing closing tags end where the next field begins", async () => {
    const file = wxrFile(wxrItem({ comments: wxrComment(1) + wxrComment(2) }), wxrItem({ id: 8 }))
      .replace("</wp:status>", "")
      .replace("</wp:comment>", "")
      .replace("</item>", "");
    const result = await read(file);
    expect(
      result.items.map((item) => [item.id, item.status.trim(), item.comments.map((comment) => comment.id)]),
    ).toEqual([
      [7, "publish", [1, 2]],
      [8, "publish", []],
    ]);
    expect(mends(result)).toEqual({ "missing-closing-tag": 3 });
  });

  test("unknown elements are skipped with all that is in them", async () => {
    const fields =
      "<media:content url='x'><title>Not this</title><wp:status>draft</wp:status></media:content><empty/>";
    const { items } = await read(wxrFile(wxrItem({ fields })));
    expect(items[0]).toMatchObject({ title: "Ferry late again", status: "publish" });
  });

  test("a file that ends in the middle gives its whole items", async () => {
    const file = wxrFile(wxrItem({ id: 1 }), wxrItem({ id: 2 }), wxrItem({ id: 3 }));
    const result = await read(file.slice(0, file.lastIndexOf("<wp:post_name>")));
    expect(result.items.map((item) => item.id)).toEqual([1, 2]);
    expect(result.report.mends.get("truncated")).toEqual({ count: 1, example: "item 3" });
  });

  test("an item over the limit is skipped and the next is read", async () => {
    const big = wxrItem({ id: 2, content: `<![CDATA[${"Long. ".repeat(200_000)}]]>` });
    const file = wxrFile(wxrItem({ id: 1 }), big, wxrItem({ id: 3 }));
    const result = await read(file, { largestItem: 100_000 }, 65_536);
    expect(result.items.map((item) => item.id)).toEqual([1, 3]);
    expect(result.report.mends.get("item-too-large")?.count).toBe(1);
  });

  test("repeated ids, replies before their parents and lost parents are counted, not lost", async () => {
    const reply = wxrComment(5).replace("<wp:comment_parent>0", "<wp:comment_parent>6");
    const orphan = wxrComment(9).replace("<wp:comment_parent>0", "<wp:comment_parent>404");
    const result = await read(
      wxrFile(wxrItem({ comments: reply + wxrComment(6) + orphan }), wxrItem({ comments: wxrComment(5) })),
    );
    expect(
      result.items.map((item) => item.comments.map((comment) => [comment.id, comment.parentId])),
    ).toEqual([
      [
        [5, 6],
        [6, null],
        [9, 404],
      ],
      [[5, null]],
    ]);
    expect(mends(result)).toEqual({
      "parent-after-reply": 1,
      "parent-not-in-item": 1,
      "repeated-post-id": 1,
      "repeated-comment-id": 1,
    });
  });

  test("a missing UTC date is worked out from the local one and the nearest offset", async () => {
    const item = wxrItem({ id: 8, comments: wxrComment(1) })
      .replace(/<pubDate>.*<\/pubDate>/, "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>")
      .replace("<wp:post_date_gmt>2014-05-02 08:00:00</wp:post_date_gmt>", "")
      .replace("2014-05-02 10:00:00</wp:comment_date_gmt>", "0000-00-00 00:00:00</wp:comment_date_gmt>");
    const result = await read(wxrFile(wxrItem(), item));
    expect(result.items[1]?.publishedAt).toBe(Date.UTC(2014, 4, 2, 8));
    expect(result.items[1]?.comments[0]?.createdAt).toBe(Date.UTC(2014, 4, 2, 10));
    expect(mends(result)).toEqual({ "missing-gmt-date": 2 });
  });

  test("an example never names the sender of contact-form mail", async () => {
    const item = wxrItem({ title: "Ida Holm & co" }).replace("<wp:post_type>post", "<wp:post_type>feedback");
    const { report } = await read(wxrFile(item.replace("<wp:post_id>7</wp:post_id>", "")));
    expect(report.mends.get("bare-ampersand")?.example).toBe("feedback");
  });
});

describe("what is no export", () => {
  test.each([
    ["empty", ""],
    ["not-wxr", "Dear editor, …"],
    ["not-wxr", "<!doctype html><html><body>Log in</body></html>"],
    [
      "not-wxr",
      "<rss version='2.0'><channel><title>Feed</title><item><title>x</title></item></channel></rss>",
    ],
    ["zip", "PK\u0003\u0004 export.xml"],
  ])("is refused with a sentence (%s)", async (code, content) => {
    const error: unknown = await read(content).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WxrError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^This .+\.$/) });
  });

  test("errors of the source pass through", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(wxrHead + wxrItem());
      throw new Error("disk");
    }
    await expect(collected(readWxr(failing(), newWxrReport()))).rejects.toThrow("disk");
  });

  test("an export without items is an export", async () => {
    expect((await read(wxrHead + wxrTail)).records).toHaveLength(5);
  });
});

import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { classifyComment, classifyItem } from "./classify.ts";
import { cleanCommentContent } from "./content/clean-comment.ts";
import { cleanName } from "./content/clean-name.ts";
import { cleanStoryContent } from "./content/clean-story.ts";
import { readWxr } from "./read-wxr.ts";
import { WxrError } from "./wxr.ts";
import { inChunks, wxrComment, wxrFile, wxrItem } from "./wxr-fixture.ts";
import { newWxrReport } from "./wxr-report.ts";

const content = `<![CDATA[<!-- wp:paragraph --><p>A [gallery ids="1,2"] b</p><!-- /wp:paragraph -->
<ul><li>x <a href="https://a.example">y</a></ul>[caption]<img src="https://a.example/a.jpg"> c[/caption]]]>`;
const sound = Buffer.from(
  wxrFile(wxrItem({ content, comments: wxrComment(1) + wxrComment(2) }), wxrItem({ id: 8 })),
);

const pieces = [
  "]]>",
  "<![CDATA[",
  "<item>",
  "</item>",
  "</wp:comment>",
  "&am",
  "<!--",
  "\0",
  "\xff",
  "</channel>",
  "<",
  ">",
  "[",
  '"',
];

interface Change {
  at: number;
  remove: number;
  insert: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(sound.length),
  remove: fc.oneof(fc.nat(5), fc.nat(600)),
  insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })),
});

function changed(changes: readonly Change[]): Buffer {
  return changes.reduce(
    (bytes, { at, remove, insert }) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.from(insert, "latin1"), bytes.subarray(at + remove)]),
    sound,
  );
}

async function readAll(bytes: Uint8Array, size: number): Promise<void> {
  try {
    for await (const record of readWxr(inChunks(bytes, size), newWxrReport())) {
      if (record.kind !== "item") continue;
      classifyItem(record.item, 0);
      cleanStoryContent(record.item.content);
      for (const comment of record.item.comments) classifyComment(comment);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(WxrError);
  }
}

test("an export damaged anywhere is read, or refused in words", async () => {
  const damaged = fc.asyncProperty(
    fc.array(change, { maxLength: 6 }),
    fc.integer({ min: 1, max: 4000 }),
    (changes, size) => readAll(changed(changes), size),
  );
  await fc.assert(damaged, { numRuns: 400 });
});

test("a damaged archive is read as far as it goes, or refused in words", async () => {
  const packed = gzipSync(sound);
  const damaged = fc.asyncProperty(fc.nat(packed.length - 1), fc.nat(255), fc.boolean(), (at, byte, cuts) => {
    const bytes = Buffer.from(packed);
    bytes[at] = byte;
    return readAll(cuts ? bytes.subarray(0, at) : bytes, 100);
  });
  await fc.assert(damaged, { numRuns: 200 });
});

const markup = fc
  .array(
    fc.constantFrom(
      ..."<p> </p> <b> </b> <a·href=x> </a> <ul> <li> </ul> <table> <tr> <td> </table> <pre> </pre> <h2> </h2> <br> <hr>".split(
        " ",
      ),
      ..."<figure> <figcaption> </figure> <img·src=//a> <iframe·src=//b> </iframe> <dl> <dt> <dd> <blockquote> </blockquote>".split(
        " ",
      ),
      ..."[caption] [/caption] [gallery] [x·y='z'] [/x] <!--more--> <!-- -->".split(" "),
      "word",
      " ",
      "\n\n",
      "\n",
      "&nbsp;",
      "&#x202e;",
      "https://a.example/",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join("").replaceAll("·", " "));

const storyTags =
  /^(?:p|h[234]|[uod]l|li|d[td]|blockquote|cite|em|strong|[bisqa]|[bh]r|code|pre|kbd|su[bp]|del|ins|small|abbr|table|thead|tbody|tfoot|t[rhd]|caption|figure)$/;
const commentTags = /^(?:p|br|em|strong|a|blockquote|ul|ol|li|code|pre)$/;

function tagsOf(html: string): string[] {
  return [...html.matchAll(/<\/?([a-z0-9]+)/g)].map((match) => match[1] ?? "");
}

test("whatever comes in, only allowed tags come out, balanced, each picture once", () => {
  fc.assert(
    fc.property(markup, (raw) => {
      const story = cleanStoryContent(raw);
      for (const tag of tagsOf(story.html)) expect(tag).toMatch(storyTags);
      const figures = [...story.html.matchAll(/<figure data-image="(\d+)"><\/figure>/g)].map((match) =>
        Number(match[1]),
      );
      expect(figures).toEqual(story.images.map((_, index) => index));
      expect(story.html).not.toMatch(/<p>\s*<\/p>|<p>(?:(?!<\/p>).)*<(?:figure|p|ul|table)\b/s);
      const comment = cleanCommentContent(raw);
      for (const tag of tagsOf(comment.html)) expect(tag).toMatch(commentTags);
      expect(comment.text).not.toMatch(/[\u202a-\u202e]/);
      // What is clean stays as it is.
      expect(cleanCommentContent(comment.html).text).toBe(comment.text);
    }),
    { numRuns: 1500 },
  );
});

test("any string makes a name of at most 60 characters or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (raw) => {
      const name = cleanName(raw);
      expect(name).toBe(name.trim().normalize("NFC"));
      expect([...new Intl.Segmenter("en").segment(name)].length).toBeLessThanOrEqual(60);
    }),
  );
});

import type { MadeSite } from "../factories.ts";
import { type CommentSpec, makeComments, makeSite, makeStory } from "../factories.ts";
import type { Room } from "./room.ts";

const wordsOf: Readonly<Record<string, string>> = {
  en: "The ferry sailed at six in the morning, and nobody on the quay had expected it.",
  ar: "أبحرت العبّارة في السادسة صباحًا، ولم يكن أحد على الرصيف يتوقّع ذلك.",
  ckb: "بەلەمەکە کاتژمێر شەشی بەیانی بەڕێ کەوت، و کەس لە کەنار چاوەڕێی ئەوەی نەدەکرد.",
};

/** What readers throw at a layout: no spaces, no end, both directions, ten levels. */
function hardComments(words: string): CommentSpec[] {
  const deep = (level: number): CommentSpec => ({
    text: `${words} (${level})`,
    ...(level < 10 ? { replies: [deep(level + 1)] } : {}),
  });
  const link = `https://example.org/${"a-very-long-path/".repeat(20)}?query=${"x".repeat(200)}`;
  return [
    { text: words.repeat(20), name: "N".repeat(60), recommends: 1234 },
    { text: "W".repeat(2000) },
    { text: `> ${"Q".repeat(300)}\n\n${link}` },
    { text: `    ${"code ".repeat(60)}\n\n\`${"inline".repeat(50)}\`\n\n- ${"item".repeat(80)}` },
    { text: `Latin, then عربي ثم ${wordsOf["ckb"]} and back (again) 123 ١٢٣.`, name: "شێرکۆ Sherko" },
    deep(0),
    { status: "withdrawn", text: words, replies: [{ text: words }] },
  ];
}

export interface Paper {
  site: MadeSite;
  /** Every kind of page, by what it is. */
  pages: Record<string, string>;
}

/** An edition with a page of every kind, in one language. */
export async function makePaper(room: Room, language: string): Promise<Paper> {
  const { app } = room;
  const words = wordsOf[language] ?? "";
  const settings = {
    about: words,
    privacy: `# ${words}\n\n${words}`,
    rules: [words, words],
    contactEmail: "desk@example.org",
  };
  const site = await makeSite(app, { language, settings });
  const now = app.clock.now;
  const story = (slug: string, mode: "open" | "premoderated" | "closed") =>
    makeStory(app, site, {
      slug,
      language,
      headline: words.slice(0, 60),
      standfirst: words,
      excerpt: words,
      publishedAt: now - 7_200_000,
      discussion: { mode, notice: mode === "open" ? words : "", closesAt: null },
    });
  const open = await story("open", "open");
  const ids = await makeComments(app, site, open, hardComments(words));
  const many = await story("many", "open");
  const replies = Array.from({ length: 14 }, () => ({ text: words }));
  const [top] = await makeComments(app, site, many, [{ text: words, replies }, ...replies.slice(0, 12)]);
  const closed = await story("closed", "closed");
  await makeComments(app, site, closed, [{ text: words }]);
  const premoderated = await story("premoderated", "premoderated");
  const empty = await story("empty", "open");
  const at = (path: string) => `${site.prefix}${path}`;
  return {
    site,
    pages: {
      front: at("/"),
      section: at("/sections/river"),
      tag: at("/tags/bridge"),
      open: open.path,
      many: `${many.path}?sort=oldest&per=10`,
      closed: closed.path,
      premoderated: premoderated.path,
      empty: empty.path,
      branch: at(`/stories/many/threads/${top}`),
      reply: at(`/comments/${ids[0]}/reply?quote=1`),
      report: at(`/comments/${ids[0]}/report`),
      latest: at("/latest-comments"),
      feeds: at("/feeds"),
      rules: at("/rules"),
      about: at("/about"),
      privacy: at("/privacy"),
      missing: at("/nothing-here"),
    },
  };
}

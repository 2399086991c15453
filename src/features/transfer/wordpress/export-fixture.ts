import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MadeSite } from "../../../../test/factories.ts";
import type { TestApp } from "../../../../test/harness.ts";
import type { Progress } from "../import/progress.ts";
import { importWordpress, type WordpressImport, type WordpressImported } from "./import-wordpress.ts";

/** Whole exports for tests, all invented, and their import. */

export interface ExportItem {
  id: number;
  slug?: string;
  title?: string;
  type?: string;
  status?: string;
  password?: string;
  content?: string;
  excerpt?: string;
  link?: string;
  at?: string;
  isClosed?: boolean;
  categories?: readonly string[];
  /** More fields, as they stand in a file. */
  fields?: string;
  comments?: readonly ExportComment[];
}

export interface ExportComment {
  id: number;
  parent?: number;
  name?: string;
  email?: string;
  text?: string;
  approved?: string;
  type?: string;
  userId?: number;
  at?: string;
}

const head = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Tide Table</title>
<link>https://tide.example</link>
<language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://tide.example</wp:base_site_url>
<wp:base_blog_url>https://tide.example</wp:base_blog_url>
<wp:author><wp:author_id>4</wp:author_id><wp:author_login>mara</wp:author_login><wp:author_email>mara@tide.example</wp:author_email><wp:author_display_name><![CDATA[Mara Lind]]></wp:author_display_name></wp:author>
`;

function commentText(comment: ExportComment): string {
  const {
    id,
    parent = 0,
    name = "Ida",
    email = `reader${id}@post.example`,
    at = "2014-05-02 12:00:00",
  } = comment;
  return `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[${name}]]></wp:comment_author>
<wp:comment_author_email>${email}</wp:comment_author_email><wp:comment_author_IP>198.51.100.77</wp:comment_author_IP>
<wp:comment_date>${at}</wp:comment_date><wp:comment_date_gmt>${at}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[${comment.text ?? `Words of comment ${id}.`}]]></wp:comment_content>
<wp:comment_approved>${comment.approved ?? "1"}</wp:comment_approved><wp:comment_type>${comment.type ?? "comment"}</wp:comment_type>
<wp:comment_parent>${parent}</wp:comment_parent><wp:comment_user_id>${comment.userId ?? 0}</wp:comment_user_id></wp:comment>
`;
}

function itemText(item: ExportItem): string {
  const { id, slug = `story-${id}`, at = "2014-05-02 08:00:00" } = item;
  const categories = (item.categories ?? []).map(
    (name) => `<category domain="category" nicename="${name.toLowerCase()}"><![CDATA[${name}]]></category>`,
  );
  return `<item><title>${item.title ?? `Headline ${id}`}</title>
<link>${item.link ?? `https://tide.example/2014/05/${slug}/`}</link><dc:creator>mara</dc:creator>
<guid isPermaLink="false">https://tide.example/?p=${id}&amp;${slug}</guid>
<content:encoded><![CDATA[${item.content ?? `<p>Body of ${id}.</p>`}]]></content:encoded>
<excerpt:encoded><![CDATA[${item.excerpt ?? ""}]]></excerpt:encoded><wp:post_id>${id}</wp:post_id>
<wp:post_date>${at}</wp:post_date><wp:post_date_gmt>${at}</wp:post_date_gmt>
<wp:comment_status>${item.isClosed ? "closed" : "open"}</wp:comment_status><wp:post_name>${slug}</wp:post_name>
<wp:status>${item.status ?? "publish"}</wp:status><wp:post_type>${item.type ?? "post"}</wp:post_type>
<wp:post_password>${item.password ?? ""}</wp:post_password>${categories.join("")}${item.fields ?? ""}
${(item.comments ?? []).map(commentText).join("")}</item>
`;
}

export function exportText(items: readonly ExportItem[]): string {
  return `${head}${items.map(itemText).join("")}</channel>\n</rss>\n`;
}

let files = 0;

/** Imports a file, given as its text or its path, into the site with this key. */
export async function importInto(
  app: TestApp,
  key: string,
  source: string | readonly ExportItem[],
  changes: Partial<WordpressImport> = {},
): Promise<WordpressImported> {
  const file = join(app.dataDir, `export-${++files}.xml`);
  const isPath = typeof source === "string" && !source.startsWith("<");
  if (!isPath) await writeFile(file, typeof source === "string" ? source : exportText(source));
  const imported = await importWordpress(app.ctx, {
    file: isPath ? source : file,
    site: { key, language: null, timeZone: null, usualZone: "UTC" },
    withPages: false,
    dryRun: false,
    fetchMedia: false,
    signal: new AbortController().signal,
    onProgress: (_: Progress) => {},
    onSite: () => {},
    ...changes,
  });
  await app.relay.deliver();
  return imported;
}

/** All that the database holds, as one text. */
export async function rawText(app: TestApp): Promise<string> {
  const tables = await app.database.admin.introspection.getTables();
  const all: unknown[] = [];
  for (const { name } of tables)
    all.push(
      await app.database.admin
        .selectFrom(name as "site")
        .selectAll()
        .execute(),
    );
  return JSON.stringify(all);
}

/** A site's comments as lines of `id-of-parent > text (status)`, in the order of their text. */
export async function treeOf(app: TestApp, site: MadeSite): Promise<string[]> {
  const rows = await app.database.read
    .selectFrom("comment")
    .leftJoin("comment as above", "above.id", "comment.parent_id")
    .select(["comment.text", "comment.status", "above.text as parent", "comment.depth"])
    .where("comment.site_id", "=", site.id)
    .execute();
  return rows.map((row) => `${row.parent ?? ""} > ${row.text} (${row.status}, ${row.depth})`).sort();
}

export async function countsOf(app: TestApp, site: MadeSite) {
  const all = (table: "story" | "comment" | "person" | "redirect" | "media") =>
    app.database.read.selectFrom(table).select("site_id").where("site_id", "=", site.id).execute();
  const counts = { stories: (await all("story")).length, comments: (await all("comment")).length };
  return { ...counts, people: (await all("person")).length, redirects: (await all("redirect")).length };
}

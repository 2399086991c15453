/** Small exports for tests, all invented. */

export const wxrHead = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Tide Table</title>
<link>https://tide.example</link>
<language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://tide.example</wp:base_site_url>
<wp:base_blog_url>https://tide.example/news</wp:base_blog_url>
<wp:author><wp:author_id>4</wp:author_id><wp:author_login>mara</wp:author_login><wp:author_email>mara@tide.example</wp:author_email><wp:author_display_name><![CDATA[Mara Lind]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>harbour</wp:category_nicename><wp:category_parent>news</wp:category_parent><wp:cat_name><![CDATA[Harbour]]></wp:cat_name></wp:category>
<wp:tag><wp:term_id>3</wp:term_id><wp:tag_slug>ferries</wp:tag_slug><wp:tag_name><![CDATA[Ferries]]></wp:tag_name></wp:tag>
<wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>top</wp:term_slug><wp:term_name><![CDATA[Top]]></wp:term_name></wp:term>
`;

export const wxrTail = "</channel>\n</rss>\n";

export function wxrComment(id: number, extra = "", content = "<![CDATA[Quite so.]]>"): string {
  return `<wp:comment>
<wp:comment_id>${id}</wp:comment_id>
<wp:comment_author><![CDATA[Ida]]></wp:comment_author>
<wp:comment_author_email>ida@reader.example</wp:comment_author_email>
<wp:comment_date>2014-05-02 12:00:00</wp:comment_date>
<wp:comment_date_gmt>2014-05-02 10:00:00</wp:comment_date_gmt>
<wp:comment_content>${content}</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved>
<wp:comment_type></wp:comment_type>
<wp:comment_parent>0</wp:comment_parent>
${extra}</wp:comment>
`;
}

export interface ItemParts {
  id?: number;
  title?: string;
  content?: string;
  fields?: string;
  comments?: string;
}

export function wxrItem(parts: ItemParts = {}): string {
  const { id = 7, title = "Ferry late again", content = "<![CDATA[The 7.40 left at nine.]]>" } = parts;
  return `<item>
<title>${title}</title>
<link>https://tide.example/news/${id}</link>
<pubDate>Fri, 02 May 2014 08:00:00 +0000</pubDate>
<dc:creator>mara</dc:creator>
<guid isPermaLink="false">https://tide.example/?p=${id}</guid>
<content:encoded>${content}</content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${id}</wp:post_id>
<wp:post_date>2014-05-02 10:00:00</wp:post_date>
<wp:post_date_gmt>2014-05-02 08:00:00</wp:post_date_gmt>
<wp:comment_status>open</wp:comment_status>
<wp:post_name>ferry-late-again</wp:post_name>
<wp:status>publish</wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
<wp:post_type>post</wp:post_type>
<wp:post_password></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="harbour"><![CDATA[Harbour]]></category>
<category domain='post_tag' nicename='ferries'><![CDATA[Ferries]]></category>
${parts.fields ?? ""}${parts.comments ?? ""}</item>
`;
}

export function wxrFile(...items: string[]): string {
  return `${wxrHead}${items.join("")}${wxrTail}`;
}

/** The bytes in chunks of a size that cuts through everything. */
export async function* inChunks(content: string | Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

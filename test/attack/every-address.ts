import type { MadeSite, MadeStory } from "../factories.ts";

/** Every kind of address under which something of a story and its comments could be read. */
export function everyAddress(site: MadeSite, story: MadeStory, ids: readonly number[]): string[] {
  const { prefix } = site;
  const sorts = ["newest", "oldest", "best", "replies"].map((sort) => `${story.path}?sort=${sort}&per=100`);
  const feeds = ["stories", "sections/river", `stories/${story.slug}`].flatMap((feed) =>
    ["rss", "atom", "json"].map((format) => `${prefix}/feeds/${feed}.${format}`),
  );
  const ends = ["", "/reply", "/reply?quote=1", "/report", "/edit", "/withdraw", "/history"];
  const api = (path: string) => `${prefix}/api/v1${path}`;
  const walks = ["newest", "oldest", "best", "replies", "newest&topsOnly=true"];
  return [
    ...["/stories", "/stories?tag=bridge", `/stories/${story.id}`, `/stories/${story.slug}`].map(api),
    ...walks.map((sort) => api(`/stories/${story.slug}/comments?sort=${sort}`)),
    ...ids.flatMap((id) => [api(`/comments/${id}`), api(`/comments/${id}/replies`)]),
    ...["/latest-comments", "/nothing", "/openapi.json"].map(api),
    `${prefix}/`,
    `${prefix}/latest-comments`,
    `${prefix}/sections/river`,
    `${prefix}/tags/bridge`,
    story.path,
    `${story.path}?page=1`,
    ...sorts,
    ...feeds,
    ...ids.flatMap((id) => [
      `${story.path}/threads/${id}`,
      ...ends.map((end) => `${prefix}/comments/${id}${end}`),
    ]),
    ...[
      "/sitemap.xml",
      "/sitemap-stories.xml",
      "/news-sitemap.xml",
      "/robots.txt",
      "/rules",
      "/about",
      "/feeds",
      "/nothing",
    ].map((path) => prefix + path),
  ];
}

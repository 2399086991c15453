import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { textOfHtml } from "../../platform/html/safe-html.ts";
import { siteUrl } from "../sites/site.ts";
import { commentPath, type Story, storyPath } from "../stories/story.ts";
import type { Translation } from "../stories/story.view.tsx";
import { authorName } from "./author-name.ts";
import type { Branch, ThreadPage } from "./thread-page.ts";

interface HeadProps {
  world: World;
  story: Story;
  thread: ThreadPage;
  translations: readonly Translation[];
}

/** What a story's page tells machines: Open Graph, hreflang, feeds, JSON-LD. */
export function StoryHead(props: HeadProps): JSX.Element {
  const { world, story, translations } = props;
  const { site, ctx } = world;
  const url = siteUrl(site, ctx.config.url, storyPath(story.slug));
  const image = imageUrls(world, story)[0];
  return (
    <>
      <meta property="og:type" content="article" />
      <meta property="og:title" content={story.headline} />
      <meta property="og:description" content={story.standfirst || story.excerpt} />
      <meta property="og:url" content={url} />
      <meta property="og:site_name" content={site.name} />
      <meta property="og:locale" content={site.language} />
      <meta property="article:published_time" content={new Date(story.publishedAt).toISOString()} />
      <meta property="article:modified_time" content={new Date(story.updatedAt).toISOString()} />
      {image && <meta property="og:image" content={image} />}
      {image && story.picture?.alt && <meta property="og:image:alt" content={story.picture.alt} />}
      <meta name="twitter:card" content={image ? "summary_large_image" : "summary"} />
      {translations.length > 0 && <link rel="alternate" hreflang={site.language} href={url} />}
      {translations.map((translation) => (
        <link key={translation.url} rel="alternate" hreflang={translation.language} href={translation.url} />
      ))}
      {story.discussion.mode !== "hidden" && (
        <link
          rel="alternate"
          type="application/atom+xml"
          title={world.locale.message("feeds.comments", { headline: story.headline })}
          href={world.href(`/feeds/stories/${encodeURIComponent(story.slug)}.atom`)}
        />
      )}
      <script
        type="application/ld+json"
        // JSON without "<", so that nothing can end the element
        dangerouslySetInnerHTML={{
          __html: JSON.stringify(newsArticle(props, url)).replaceAll("<", "\\u003c"),
        }}
      />
    </>
  );
}

function imageUrls(world: World, story: Story): string[] {
  return story.figures
    .filter((figure) => figure.placement === "lead")
    .flatMap((figure) => figure.renditions.filter((rendition) => rendition.type === "image/jpeg"))
    .map((rendition) => siteUrl(world.site, world.ctx.config.url, `/media/${rendition.file}`));
}

/** https://schema.org/NewsArticle with the comments that stand on the page. */
function newsArticle({ world, story, thread }: HeadProps, url: string): unknown {
  const { site, ctx } = world;
  const images = imageUrls(world, story);
  return {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": url,
    url,
    mainEntityOfPage: url,
    headline: story.headline,
    description: story.standfirst || story.excerpt,
    inLanguage: story.language,
    datePublished: new Date(story.publishedAt).toISOString(),
    dateModified: new Date(story.updatedAt).toISOString(),
    wordCount: story.wordCount,
    author: story.bylines.map((byline) => ({
      "@type": "Person",
      name: byline.name,
      ...(byline.title ? { jobTitle: byline.title } : {}),
    })),
    publisher: { "@type": "NewsMediaOrganization", name: site.name, url: siteUrl(site, ctx.config.url, "/") },
    articleSection: site.sections.find((section) => section.id === story.sectionId)?.name,
    keywords: story.tags.map((tag) => tag.name),
    ...(images.length > 0 ? { image: images } : {}),
    ...corrections(story),
    ...(story.discussion.mode === "hidden"
      ? {}
      : {
          commentCount: story.commentCount,
          comment: thread.branches.flatMap((branch) => commentOf(world, branch)),
        }),
  };
}

function corrections(story: Story) {
  const notes = story.notes.filter((note) => note.kind === "correction");
  if (notes.length === 0) return {};
  return {
    correction: notes.map((note) => ({
      "@type": "CorrectionComment",
      text: textOfHtml(note.html),
      datePublished: new Date(note.at).toISOString(),
    })),
  };
}

/** A comment for JSON-LD, its answers nested; a removed one gives place to its answers. */
function commentOf(world: World, branch: Branch): object[] {
  const answers = branch.replies.flatMap((reply) => commentOf(world, reply));
  const { comment } = branch;
  if (comment.status !== "published") return answers;
  return [
    {
      "@type": "Comment",
      url: siteUrl(world.site, world.ctx.config.url, commentPath(comment.id)),
      text: comment.text,
      dateCreated: new Date(comment.createdAt).toISOString(),
      upvoteCount: comment.recommendCount,
      author: { "@type": "Person", name: authorName(world.locale, comment.authorName) },
      ...(answers.length > 0 ? { comment: answers } : {}),
    },
  ];
}

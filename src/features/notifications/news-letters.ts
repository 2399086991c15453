import type { Locale, MessageId } from "../../platform/html/locale.ts";
import { type Block, isolated, type Letter } from "./letter.ts";
import type { Decided, News, StoryNews } from "./news.ts";

export interface NewsPaper {
  locale: Locale;
  site: string;
  now: number;
  settings: string;
  unsubscribe: string;
}

/** A letter that tells of comments. */
export function newsLetter(news: News, paper: NewsPaper): Letter {
  const { locale, site } = paper;
  const say = (id: MessageId, more: Record<string, string | number> = {}) =>
    locale.message(id, { site: isolated(site), ...more });
  const body = news.kind === "decisions" ? decisionsBody(news.decided, say) : storiesBody(news, paper, say);
  return {
    ...body,
    why: say(`mail.why.${news.kind}`),
    links: [
      { label: say("mail.stop"), href: paper.unsubscribe },
      { label: say("mail.settings"), href: paper.settings },
    ],
  };
}

type Say = (id: MessageId, more?: Record<string, string | number>) => string;
type Body = Omit<Letter, "why" | "links">;

function storiesBody(
  { kind, stories, total, names }: Exclude<News, { kind: "decisions" }>,
  paper: NewsPaper,
  say: Say,
): Body {
  const values = {
    n: total,
    name: isolated(names[0] ?? ""),
    headline: isolated(stories[0]?.headline ?? ""),
  };
  const sole = total === 1 ? "one" : "many";
  return {
    subject: say(subjects[kind][sole], values),
    preview: stories[0]?.sayings[0]?.text ?? "",
    heading: say(headings[kind][sole], values),
    blocks: stories.flatMap((story) => storyBlocks(story, paper, say)),
  };
}

const subjects = {
  replies: { one: "mail.replies.subject.one", many: "mail.replies.subject.many" },
  people: { one: "mail.people.subject.one", many: "mail.people.subject.many" },
  stories: { one: "mail.stories.subject.one", many: "mail.stories.subject.many" },
  digest: { one: "mail.digest.subject", many: "mail.digest.subject" },
} as const;

const headings = {
  replies: { one: "mail.replies.heading.one", many: "mail.replies.heading.many" },
  people: { one: "mail.people.heading.one", many: "mail.people.heading.many" },
  stories: { one: "mail.stories.heading.one", many: "mail.stories.heading.many" },
  digest: { one: "mail.digest.heading", many: "mail.digest.heading" },
} as const;

function storyBlocks(
  { headline, href, sayings, more }: StoryNews,
  { locale, now }: NewsPaper,
  say: Say,
): Block[] {
  return [
    { is: "story", headline, href },
    ...sayings.map(
      ({ name, text, at, href: link, answers }): Block => ({
        is: "saying",
        byline: say("mail.saying", { name: isolated(name), when: locale.moment(at, now) }),
        text,
        answers,
        link: { label: say("mail.saying.do"), href: link },
      }),
    ),
    ...(more > 0 ? [{ is: "link", label: say("mail.more", { n: more }), href } as const] : []),
  ];
}

function decisionsBody(decided: readonly Decided[], say: Say): Body {
  const [first] = decided as readonly [Decided, ...Decided[]];
  const sole = decided.length === 1;
  return {
    subject: sole
      ? say(`mail.decision.${first.outcome}`, { headline: isolated(first.headline) })
      : say("mail.decisions.subject", { n: decided.length }),
    preview: first.text,
    heading: sole
      ? say(`mail.decision.${first.outcome}.heading`)
      : say("mail.decisions.subject", { n: decided.length }),
    blocks: decided.flatMap((each) => decisionBlocks(each, say)),
  };
}

function decisionBlocks(decided: Decided, say: Say): Block[] {
  const { outcome, headline, href, text, rule, whys, statement } = decided;
  const isPublished = outcome === "published";
  return [
    { is: "story", headline, href },
    { is: "text", text: say(`mail.decision.${outcome}.text`) },
    ...(isPublished
      ? []
      : [
          {
            is: "text",
            text:
              rule === null && whys.length === 0
                ? say("mail.noRule")
                : rule === null
                  ? ""
                  : say("mail.rule", { rule: isolated(rule) }),
          } as const,
          ...whys.map((why) => ({ is: "text", text: why }) as const),
        ].filter((block) => block.text !== "")),
    {
      is: "saying",
      byline: say("mail.ownWords"),
      text,
      answers: null,
      link: isPublished ? { label: say("mail.decision.see"), href } : null,
    },
    ...(statement === null ? [] : [{ is: "link", label: say("own.appeal"), href: statement } as const]),
  ];
}

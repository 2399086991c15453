import type { ComponentChildren, JSX } from "preact";
import { LearnerCase } from "../learner/learner-case.view.tsx";
import type { LearnerView } from "../learner/learner-view.ts";
import type { World } from "../../../context.ts";
import type { Comment } from "../../discussion/comment.ts";
import { Count, Time } from "../../../platform/html/components.tsx";
import { cutAtWord, isolate } from "../../../platform/text/clean.ts";
import { storyPath } from "../../stories/story.ts";
import type { Decidable } from "../acts/decidable.ts";
import { DecideForm } from "../acts/decide-form.view.tsx";
import { seenOf } from "../acts/seen.ts";
import { CaseBar } from "./case-bar.view.tsx";
import { ClaimNote } from "./claim.view.tsx";
import { type Cluster, ClusterList } from "./cluster.view.tsx";
import { deskPath, type Filter } from "./filter.ts";
import { type Stretch, stretchesOf } from "./findings.ts";
import type { Case } from "./read-case.ts";
import type { Entry, List } from "./read-list.ts";
import { ReaderRecord } from "./reader.view.tsx";
import { Reports } from "./reports.view.tsx";
import { WhyHeld } from "./why-held.view.tsx";
import { writerName } from "./waiting.view.tsx";

export interface CaseProps {
  world: World;
  filter: Filter;
  list: List;
  found: Case;
  /** Where it stands in the list that it is seen in; null: it isn't there any more. */
  entry: Entry | null;
  previous: Entry | null;
  next: Entry | null;
  cluster: Cluster | null;
  decidable: Decidable;
  /** What has been learnt says this of it. */
  learner: LearnerView | null;
  /** Appeals and notices that wait here, and what is to be said of the reports. */
  law: readonly JSX.Element[];
}

/** A comment in its place, with all that it takes to decide about it, and the verdicts. */
export function CaseView(props: CaseProps): JSX.Element {
  const { world, filter, found, entry, cluster, decidable, learner, law } = props;
  const { comment } = found;
  const about = cluster ? { ids: [], cluster: cluster.id } : { ids: [comment.id] };
  const to = deskPath(filter, entry ? { after: entry.key } : {});
  return (
    <>
      <CaseBar {...props} />
      <div id="claim" data-claim={world.href(`/desk/comments/${comment.id}/claim`)}>
        <ClaimNote world={world} name={found.claimedBy} />
      </div>
      <Place {...props} />
      <WhyHeld world={world} found={found} />
      {learner && <LearnerCase world={world} text={comment.text} view={learner} />}
      {law}
      {found.reports.length > 0 && <Reports world={world} found={found} />}
      {cluster && <ClusterList world={world} filter={filter} comment={comment} cluster={cluster} />}
      <ReaderRecord world={world} comment={comment} writer={found.writer} />
      <DecideForm {...about} world={world} seen={cluster ? "" : seenOf(comment)} to={to} known={decidable} />
    </>
  );
}

/** The story, what is quoted of it, what is answered, and the comment between its neighbours. */
function Place({ world, found }: CaseProps): JSX.Element {
  const { locale, site, now } = world;
  const { story, comment, parent, before, after, quoted } = found;
  const section = site.sections.find(({ id }) => id === story.sectionId);
  const path = storyPath(story.slug);
  return (
    <section aria-label={locale.message("case.place")}>
      <div class="case__story">
        <div>
          <h2 class="cap">{locale.message("case.story")}</h2>
          <p dir="auto" lang={story.language}>
            <a href={world.href(path)} data-key="o">
              {story.headline}
            </a>
          </p>
          <p class="agate">
            {section && (
              <>
                <bdi>{section.name}</bdi>
                <span class="sep" />
              </>
            )}
            {locale.message(story.updatedAt === null ? "story.published" : "case.updated", {
              when: locale.moment(story.updatedAt ?? story.publishedAt, now),
            })}
          </p>
        </div>
        <Count n={story.discussion.commentCount} href={world.href(`${path}#below`)} locale={locale} />
      </div>
      {quoted && (
        <Beside label={locale.message("case.quoted")}>
          <p dir="auto" lang={story.language} class="case__paper">
            {quoted.before}
            <q>{quoted.quote}</q>
            {quoted.after}
          </p>
        </Beside>
      )}
      {parent && (
        <Other world={world} comment={parent}>
          {locale.message("case.replyTo", { name: isolate(parent.authorName) })}
        </Other>
      )}
      {before && before.id !== parent?.id && (
        <Other world={world} comment={before}>
          {locale.message("case.before", { name: isolate(before.authorName) })}
        </Other>
      )}
      <TheComment world={world} found={found} />
      {after && (
        <Other world={world} comment={after}>
          {locale.message("case.after", { name: isolate(after.authorName) })}
        </Other>
      )}
      <p class="agate case__there">
        <a href={world.href(`/comments/${comment.id}`)}>{locale.message("case.there")}</a>
      </p>
    </section>
  );
}

function Beside({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="case__parent">
      <p class="who">
        <span>{label}</span>
      </p>
      {children}
    </div>
  );
}

const shownOfOthers = 280;

/** A comment that stands near: so much of it as says what is talked about. */
function Other(props: { world: World; comment: Comment; children: string }): JSX.Element {
  const { world, comment, children } = props;
  const lang = comment.language === null ? {} : { lang: comment.language };
  return (
    <div class="case__parent">
      <p class="who">
        <span>{children}</span>
        <Time at={comment.createdAt}>{world.locale.hour(comment.createdAt)}</Time>
      </p>
      <p dir="auto" {...lang}>
        {cutAtWord(comment.text, shownOfOthers)}
      </p>
    </div>
  );
}

function TheComment({ world, found }: { world: World; found: Case }): JSX.Element {
  const { locale } = world;
  const { comment, reasons, isAsJudged, formerTexts } = found;
  const marked = stretchesOf(comment.text, isAsJudged ? reasons : []);
  const lang = comment.language === null ? {} : { lang: comment.language };
  return (
    <article class="case__comment" aria-label={locale.message("case.comment")}>
      <p class="who">
        <b>{writerName(world, comment)}</b>
        <span>
          <Time at={comment.createdAt}>{writtenWords(world, found)}</Time>
        </span>
      </p>
      {comment.status !== "pending" && (
        <p class="case__status">{locale.message(`queue.status.${comment.status}`)}</p>
      )}
      <blockquote dir="auto" {...lang}>
        {marked.map((stretch, index) => (
          <Marked key={index} {...stretch} />
        ))}
      </blockquote>
      {comment.editedAt !== null && (
        <div class="case__former">
          <p class="agate">{locale.message("case.edited", { when: locale.hour(comment.editedAt) })}</p>
          {formerTexts.map(({ text, at }) => (
            <div key={at}>
              <p class="agate">{locale.message("case.former", { when: locale.hour(at) })}</p>
              <blockquote dir="auto" {...lang}>
                {text}
              </blockquote>
            </div>
          ))}
          {formerTexts.length === 0 && <p class="agate">{locale.message("case.former.none")}</p>}
        </div>
      )}
    </article>
  );
}

function Marked({ text, marks }: Stretch): JSX.Element {
  if (marks.length === 0) return <>{text}</>;
  return (
    <>
      <mark>{text}</mark>
      <sup>{marks.join("")}</sup>
    </>
  );
}

/** When it was written, and on which side of the story's updates. */
function writtenWords({ locale, now }: World, { comment, story }: Case): string {
  const when =
    locale.fullDay(comment.createdAt) === locale.fullDay(now)
      ? locale.hour(comment.createdAt)
      : locale.moment(comment.createdAt, now);
  const notes = story.notes.toSorted((one, other) => one.at - other.at);
  const before = notes.find(({ revision }) => comment.revision < revision);
  if (before) return locale.message("case.written.before", { when, update: locale.hour(before.at) });
  const after = notes.findLast(({ revision }) => comment.revision >= revision);
  return after
    ? locale.message("case.written.after", { when, update: locale.hour(after.at) })
    : locale.message("case.written", { when });
}

import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { WordListId } from "../../../platform/lib/ids.ts";
import { commentPath } from "../../stories/story.ts";
import {
  type Complaint,
  Field,
  FormErrors,
  LineField,
  SelectField,
  Told,
} from "../../people/staff/desk-form.view.tsx";
import { RulesPage } from "../rules/rules-page.view.tsx";
import { Marked } from "./marked.view.tsx";
import type { Trial } from "./try-list.ts";
import { type BrokenLine, listKinds, type WordList, type WordListDraft } from "./word-list.ts";

export const wordsPath = "/desk/rules/words";

interface WordListsProps {
  world: World;
  lists: readonly WordList[];
  done: "saved" | "removed" | null;
}

/** The word lists of a site. */
export function WordListsPage({ world, lists, done }: WordListsProps): JSX.Element {
  const { locale, now } = world;
  return (
    <RulesPage world={world} title="words.title" path={wordsPath}>
      {done && <Told>{locale.message(`words.done.${done}`)}</Told>}
      <p>{locale.message("words.about")}</p>
      {lists.length === 0 && <p class="quiet">{locale.message("words.none")}</p>}
      {lists.length > 0 && (
        <ul class="deskrows">
          {lists.map((list) => (
            <li key={list.id}>
              <p class="deskrows__name">
                <a href={world.href(`${wordsPath}/${list.id}`)}>
                  <bdi>{list.name}</bdi>
                </a>
              </p>
              <p class="deskrows__facts">
                {[
                  locale.message(`words.kind.${list.kind}`),
                  locale.message("words.count", { n: list.entryCount }),
                  ...(list.language === ""
                    ? []
                    : [locale.message("words.only", { language: list.language })]),
                  ...(list.isOn ? [] : [locale.message("words.off")]),
                  locale.message("words.changed", { when: locale.moment(list.changedAt, now) }),
                ].join(" · ")}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a class="btn" href={world.href(`${wordsPath}/new`)}>
          {locale.message("words.new")}
        </a>
      </p>
    </RulesPage>
  );
}

export interface WordListPageProps {
  world: World;
  /** Null: a new one. */
  id: WordListId | null;
  version: number;
  draft: WordListDraft;
  complaints: readonly Complaint[];
  broken: readonly BrokenLine[];
  trial: Trial | null;
}

/** One word list, to be changed, tried, fetched or removed. */
export function WordListPage(props: WordListPageProps): JSX.Element {
  const { world, id, version, draft, complaints, broken, trial } = props;
  const { locale } = world;
  const path = `${wordsPath}/${id ?? "new"}`;
  return (
    <RulesPage world={world} title="words.new" {...(id === null ? {} : { name: draft.name })} path={path}>
      <p>
        <a class="more" href={world.href(wordsPath)}>
          {locale.message("words.title")}
        </a>
      </p>
      <form class="deskform" method="post" action={world.href(path)} encType="multipart/form-data">
        <FormErrors locale={locale} complaints={complaints} />
        <input type="hidden" name="version" value={String(version)} />
        <LineField world={world} name="name" label="words.name" complaints={complaints} value={draft.name} />
        <SelectField
          world={world}
          name="kind"
          label="words.kind"
          complaints={complaints}
          value={draft.kind}
          options={listKinds.map((kind) => ({ value: kind, label: locale.message(`words.kind.${kind}`) }))}
        />
        <LineField
          world={world}
          name="language"
          label="words.language"
          about="words.language.about"
          complaints={complaints}
          value={draft.language}
        />
        <label class="check">
          <input type="checkbox" name="on" checked={draft.isOn} />
          {locale.message("words.on")}
        </label>
        <Field
          world={world}
          name="entries"
          label="words.entries"
          about="words.entries.about"
          complaints={complaints}
          input={(told) => (
            <textarea {...told} name="entries" rows={14} dir="auto" spellcheck={false}>
              {draft.entries}
            </textarea>
          )}
        />
        <BrokenLines world={world} broken={broken} />
        <Field
          world={world}
          name="file"
          label="words.file"
          about="words.file.about"
          complaints={complaints}
          input={(told) => <input {...told} type="file" name="file" accept=".txt,text/plain" />}
        />
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit" name="act" value="save">
            {locale.message("words.save")}
          </button>
          <button class="btn" type="submit" name="act" value="try">
            {locale.message("words.try")}
          </button>
          {id !== null && (
            <>
              <a class="act" href={world.href(`${path}/export`)}>
                {locale.message("words.export")}
              </a>
              <button class="act" type="submit" name="act" value="remove">
                {locale.message("words.remove")}
              </button>
            </>
          )}
        </p>
      </form>
      {trial && <TrialSection world={world} trial={trial} />}
    </RulesPage>
  );
}

const mostTold = 20;

function BrokenLines({ world, broken }: { world: World; broken: readonly BrokenLine[] }): JSX.Element | null {
  if (broken.length === 0) return null;
  return (
    <ul class="deskrows">
      {broken.slice(0, mostTold).map(({ line, text, fault }) => (
        <li key={line}>
          <p class="deskrows__name">{world.locale.message("words.line", { n: line })}</p>
          <p class="deskrows__facts">
            <bdi>{text}</bdi> <b class="warn">{world.locale.message(`words.fault.${fault}`)}</b>
          </p>
        </li>
      ))}
    </ul>
  );
}

function TrialSection({ world, trial }: { world: World; trial: Trial }): JSX.Element {
  const { locale, now } = world;
  const { looked, since, published, refused, examples } = trial;
  return (
    <section id="trial">
      <h2>{locale.message("words.trial")}</h2>
      <p role="status">
        {since === null
          ? locale.message("words.trial.nothing")
          : locale.message("words.trial.sum", {
              looked,
              n: published + refused,
              published,
              since: locale.moment(since, now),
            })}
      </p>
      {examples.length > 0 && (
        <ul class="deskrows">
          {examples.map((comment) => (
            <li key={comment.id}>
              <p class="deskrows__name">
                {comment.status === "published" ? (
                  <a href={world.href(commentPath(comment.id))}>{locale.moment(comment.at, now)}</a>
                ) : (
                  <a href={world.href(`/desk/comments/${comment.id}`)}>{locale.moment(comment.at, now)}</a>
                )}
              </p>
              <p class="deskrows__facts">
                <Marked text={comment.text} spans={comment.spans} around={120} />
              </p>
              <p class="deskrows__acts">
                {locale.message(comment.status === "published" ? "words.trial.published" : "words.trial.not")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

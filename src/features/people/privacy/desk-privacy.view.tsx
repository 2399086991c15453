import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { Ago } from "../../../platform/html/components.tsx";
import type { MessageId } from "../../../platform/html/locale.ts";
import type { Receipt } from "./erase.ts";
import type { RetentionState } from "./forget.ts";
import type { Level } from "./holding.ts";
import { ChooseForm, EraseForm, TakeForm } from "./take-and-erase.view.tsx";
import { Numbers, PrivacyPage, Reach, wordsFor } from "./privacy-page.view.tsx";
import type { Summary } from "./summary.ts";

const path = "/desk/privacy";

/** Where staff looks for somebody who has written in. */
export function DeskPrivacyPage({
  world,
  words,
  error,
  receipts,
}: {
  world: World;
  words: string;
  error?: MessageId | undefined;
  receipts: readonly Receipt[];
}): JSX.Element {
  const { locale, now } = world;
  return (
    <PrivacyPage
      world={world}
      title={locale.message("privacy.desk.heading")}
      path={path}
      about={locale.message("privacy.desk.about")}
    >
      <form class="asks" method="post" action={world.href(`${path}/find`)}>
        <p class="field">
          <label for="who">
            {locale.message("privacy.desk.who")}{" "}
            <span class="field__hint">{locale.message("privacy.desk.who.hint")}</span>
          </label>
          <input
            id="who"
            name="who"
            dir="auto"
            autocomplete="off"
            value={words}
            {...(error ? { "aria-invalid": true, "aria-describedby": "who-e", autofocus: true } : {})}
          />
          {error && (
            <span class="field__error field__error--told" id="who-e" role="alert">
              {locale.message(error)}
            </span>
          )}
        </p>
        <div class="composer__foot">
          <button class="btn btn--reader" type="submit">
            {locale.message("privacy.desk.find")}
          </button>
        </div>
      </form>
      <h2>{locale.message("privacy.desk.receipts")}</h2>
      {receipts.length === 0 && <p class="quiet">{locale.message("privacy.desk.receipts.none")}</p>}
      {receipts.length > 0 && (
        <dl class="facts-list">
          {receipts.map((receipt) => (
            <div key={receipt.number}>
              <dt>
                <Ago at={receipt.at} now={now} locale={locale} />
              </dt>
              <dd>
                <a class="link" href={world.href(`/my-data/receipt?number=${receipt.number}`)}>
                  {locale.message(`privacy.level.${receipt.level}`)}
                </a>
                {receipt.isByStaff && ` · ${locale.message("privacy.receipt.byStaff")}`}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        <a class="more" href={world.href(`${path}/retention`)}>
          {locale.message("privacy.desk.retention")}
        </a>
      </p>
    </PrivacyPage>
  );
}

/** Somebody who was found: what is held, and what can be done. */
export function FoundPage({
  world,
  rows,
  token,
  error,
}: {
  world: World;
  rows: readonly Summary[];
  token: string;
  error?: MessageId | undefined;
}): JSX.Element {
  const { locale } = world;
  return (
    <PrivacyPage world={world} title={locale.message("privacy.desk.found")} path={path}>
      <Numbers world={world} rows={rows} />
      <TakeForm world={world} path={path} token={token} />
      <ChooseForm world={world} path={path} token={token} whose="theirs" error={error} />
      <p>
        <a class="more" href={world.href(path)}>
          {locale.message("privacy.desk.again")}
        </a>
      </p>
    </PrivacyPage>
  );
}

export function DeskConfirmPage({
  world,
  token,
  level,
}: {
  world: World;
  token: string;
  level: Level;
}): JSX.Element {
  const { locale } = world;
  return (
    <PrivacyPage world={world} title={locale.message(`privacy.desk.level.${level}`)} path={path}>
      <EraseForm
        world={world}
        path={path}
        token={token}
        level={level}
        whose="theirs"
        about="privacy.desk.erase.about"
        yes="privacy.desk.erase.yes"
        back={path}
      />
      <Reach world={world} />
    </PrivacyPage>
  );
}

/** What is kept for how long, and when that was last seen to. */
export function RetentionPage({
  world,
  states,
}: {
  world: World;
  states: readonly RetentionState[];
}): JSX.Element {
  const { locale, now } = world;
  return (
    <PrivacyPage
      world={world}
      title={locale.message("privacy.retention.heading")}
      path={`${path}/retention`}
      about={locale.message("privacy.retention.about")}
    >
      <ul class="kept">
        {states.map(({ name, days, run }) => (
          <li key={name}>
            <h2>{wordsFor(world, "retention", name)}</h2>
            <dl class="facts-list">
              <div>
                <dt>{locale.message("privacy.retention.period")}</dt>
                <dd>{locale.message("privacy.retention.days", { n: days })}</dd>
              </div>
              <div>
                <dt>{locale.message("privacy.retention.last")}</dt>
                <dd>
                  {run ? (
                    <Ago at={run.at} now={now} locale={locale} />
                  ) : (
                    locale.message("privacy.retention.never")
                  )}
                </dd>
              </div>
              <div>
                <dt>{locale.message("privacy.retention.forgotten")}</dt>
                <dd>{locale.number(run?.forgotten ?? 0)}</dd>
              </div>
              <div>
                <dt>{locale.message("privacy.retention.total")}</dt>
                <dd>{locale.number(run?.total ?? 0)}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </PrivacyPage>
  );
}

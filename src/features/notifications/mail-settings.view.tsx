import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../context.ts";
import type { MessageId } from "../../platform/html/locale.ts";
import { SettingsPage } from "../people/profiles/settings-page.view.tsx";
import { Page } from "../sites/page.view.tsx";
import type { Topic } from "./mail.ts";
import { type MailChoice, paces, rhythms } from "./mail-choice.ts";

interface PlainProps {
  world: World;
  title: string;
  path: string;
  about?: string;
  children?: ComponentChildren;
}

/** A page of its own about mail. */
export function MailPage({ world, title, path, about, children }: PlainProps): JSX.Element {
  return (
    <Page world={world} title={`${title} – ${world.site.name}`} kind="p-plain" path={path} indexed={false}>
      <main id="content" class="wrap">
        <div class="plain__head">
          <h1>{title}</h1>
          {about && <p>{about}</p>}
        </div>
        {children && <div class="plain__body mail">{children}</div>}
      </main>
    </Page>
  );
}

export interface SettingsProps {
  world: World;
  choice: MailChoice;
  /** Where the form is sent to, with the link's token where there is one. */
  action: string;
  isSaved: boolean;
  /** Whoever comes by a link may be signed in as nobody: they are shown no other settings. */
  isByLink: boolean;
}

function SettingsShell(props: { world: World; isByLink: boolean; children: ComponentChildren }): JSX.Element {
  const { world, isByLink, children } = props;
  const title = world.locale.message("mailSettings.heading");
  const about = world.locale.message("mailSettings.about");
  if (isByLink)
    return (
      <MailPage world={world} title={title} about={about} path="/settings/mail">
        {children}
      </MailPage>
    );
  return (
    <SettingsPage world={world} title={title} current="/settings/mail">
      <p>{about}</p>
      <div class="mail">{children}</div>
    </SettingsPage>
  );
}

/** Which mails one gets: the same for whoever is signed in and for whoever comes by a link. */
export function MailSettingsPage({ world, choice, action, isSaved, isByLink }: SettingsProps): JSX.Element {
  const { message } = world.locale;
  return (
    <SettingsShell world={world} isByLink={isByLink}>
      {world.ctx.config.smtpUrl === null && <p class="mail__state">{message("mailSettings.off")}</p>}
      {isSaved && (
        <p class="mail__state" role="status">
          {message("mailSettings.saved")}
        </p>
      )}
      <form class="mail__form" method="post" action={world.href(action)}>
        <fieldset class="mail__set">
          <legend>{message("mailSettings.own")}</legend>
          <Check world={world} name="replies" checked={choice.replies} label="mailSettings.replies" />
          <Check world={world} name="decisions" checked={choice.decisions} label="mailSettings.decisions" />
        </fieldset>
        <Paces world={world} name="people" chosen={choice.people} />
        <Paces world={world} name="stories" chosen={choice.stories} />
        <fieldset class="mail__set">
          <legend>{message("mailSettings.digest")}</legend>
          {rhythms.map((rhythm) => (
            <Choice
              key={rhythm}
              name="digest"
              value={rhythm}
              checked={choice.digest === rhythm}
              label={message(`mailSettings.digest.${rhythm}`)}
            />
          ))}
        </fieldset>
        <fieldset class="mail__set">
          <legend>{message("mailSettings.quiet")}</legend>
          <p class="note" id="quiet-about">
            {message("mailSettings.quiet.about", { zone: world.site.timeZone })}
          </p>
          <div class="mail__pair">
            <Hours world={world} name="quietFrom" chosen={choice.quietFrom} label="mailSettings.quiet.from" />
            <Hours
              world={world}
              name="quietUntil"
              chosen={choice.quietUntil}
              label="mailSettings.quiet.until"
            />
          </div>
        </fieldset>
        <div class="mail__acts">
          <button class="btn btn--reader" type="submit">
            {message("mailSettings.save")}
          </button>
          <button class="btn" type="submit" name="stop" value="all">
            {message("mailSettings.stopAll")}
          </button>
        </div>
      </form>
    </SettingsShell>
  );
}

interface CheckProps {
  world: World;
  name: string;
  checked: boolean;
  label: MessageId;
}

function Check({ world, name, checked, label }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" name={name} value="1" checked={checked} />
      {world.locale.message(label)}
    </label>
  );
}

function Choice(props: { name: string; value: string; checked: boolean; label: string }): JSX.Element {
  return (
    <label class="choice">
      <input type="radio" name={props.name} value={props.value} checked={props.checked} />
      {props.label}
    </label>
  );
}

function Paces(props: { world: World; name: "people" | "stories"; chosen: string }): JSX.Element {
  const { message } = props.world.locale;
  return (
    <fieldset class="mail__set">
      <legend>{message(`mailSettings.${props.name}`)}</legend>
      {paces.map((pace) => (
        <Choice
          key={pace}
          name={props.name}
          value={pace}
          checked={props.chosen === pace}
          label={message(`mailSettings.pace.${pace}`)}
        />
      ))}
    </fieldset>
  );
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

function Hours(props: { world: World; name: string; chosen: number; label: MessageId }): JSX.Element {
  const { message, number } = props.world.locale;
  const two = (hour: number) => (hour < 10 ? `${number(0)}${number(hour)}` : number(hour));
  return (
    <div class="field">
      <label for={props.name}>{message(props.label)}</label>
      <select id={props.name} name={props.name} aria-describedby="quiet-about">
        {hours.map((hour) => (
          <option key={hour} value={hour} selected={hour === props.chosen}>
            {`${two(hour)}:${number(0)}${number(0)}`}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Asks before it stops anything: programs that look at every link of a mail change nothing. */
export function StopPage(props: {
  world: World;
  topic: Topic;
  action: string;
  settings: string;
}): JSX.Element {
  const { world, topic } = props;
  const { message } = world.locale;
  return (
    <MailPage world={world} title={message(`mailStop.heading.${topic}`)} path="/mail/unsubscribe">
      <form method="post" action={world.href(props.action)}>
        <button class="btn btn--reader" type="submit">
          {message("mailStop.do")}
        </button>
      </form>
      <SettingsLink world={world} href={props.settings} />
    </MailPage>
  );
}

export function StoppedPage({ world, settings }: { world: World; settings: string }): JSX.Element {
  const { message } = world.locale;
  return (
    <MailPage
      world={world}
      title={message("mailStop.done")}
      about={message("mailStop.done.about")}
      path="/mail/unsubscribe"
    >
      <SettingsLink world={world} href={settings} />
    </MailPage>
  );
}

function SettingsLink({ world, href }: { world: World; href: string }): JSX.Element {
  return (
    <p>
      <a class="more" href={world.href(href)}>
        {world.locale.message("mailStop.settings")}
      </a>
    </p>
  );
}

export function WrongLinkPage({ world }: { world: World }): JSX.Element {
  const { message } = world.locale;
  return (
    <MailPage
      world={world}
      title={message("mailSettings.wrongLink")}
      about={message("mailSettings.wrongLink.about")}
      path="/mail/settings"
    />
  );
}

import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { PlainPage } from "../../sites/plain-page.view.tsx";
import type { NameComplaint } from "../names/check-name.ts";
import type { Step } from "./finish-step.ts";

export interface FinishPageProps {
  world: World;
  token: string;
  step: Step["step"];
  /** The provider, or the publisher. */
  label: string;
  /** What the account elsewhere is called there. */
  theirName: string;
  typed: string;
  complaint: NameComplaint | null;
}

/** The last question before somebody who came back from an account elsewhere is in. */
export function FinishPage(props: FinishPageProps): JSX.Element {
  switch (props.step) {
    case "name":
      return <NamePage {...props} />;
    case "prove":
      return <ProvePage {...props} />;
    case "enter":
    case "join":
    case "switch":
      return <ChoicePage {...props} step={props.step} />;
  }
}

const path = "/connect/finish";

function Answer({ world, token, act, children }: AnswerProps): JSX.Element {
  return (
    <form method="post" action={world.href(path)} class="asking" noValidate>
      <input type="hidden" name="at" value={token} />
      <input type="hidden" name="act" value={act} />
      {children}
    </form>
  );
}

interface AnswerProps {
  world: World;
  token: string;
  act: Step["step"];
  children: ComponentChildren;
}

function signIn(world: World, token: string): string {
  return world.href(`/sign-in?to=${encodeURIComponent(`${path}?at=${token}`)}`);
}

function NamePage({ world, token, label, typed, complaint }: FinishPageProps): JSX.Element {
  const { locale, site, actor } = world;
  const name = isolate(label);
  return (
    <PlainPage world={world} title={locale.message("connect.name")} path={path}>
      <p>{locale.message("connect.name.about", { name, site: isolate(site.name) })}</p>
      {actor.member && <p>{locale.message("connect.name.leaves", { name: isolate(actor.member.name) })}</p>}
      <Answer world={world} token={token} act="name">
        <p class="field">
          <label for="name">{locale.message("connect.name.label")}</label>
          <input
            id="name"
            name="name"
            dir="auto"
            required
            autocomplete="nickname"
            value={typed}
            aria-describedby={complaint ? "name-e name-n" : "name-n"}
            {...(complaint ? { "aria-invalid": true, autofocus: true } : {})}
          />
          {complaint && (
            <span class="field__error field__error--told" id="name-e">
              {locale.message(complaint.message, complaint.values)}
            </span>
          )}
          <span class="note" id="name-n">
            {locale.message("connect.name.note")}
          </span>
        </p>
        <p>
          <button class="btn btn--reader" type="submit">
            {locale.message("connect.name.go")}
          </button>
        </p>
      </Answer>
      {!actor.member && (
        <p>
          {locale.message("connect.name.have")}{" "}
          <a class="link" href={signIn(world, token)}>
            {locale.message("connect.name.signIn", { name })}
          </a>
        </p>
      )}
    </PlainPage>
  );
}

function ProvePage({ world, token, label }: FinishPageProps): JSX.Element {
  const { locale } = world;
  const name = isolate(label);
  return (
    <PlainPage world={world} title={locale.message("connect.prove")} path={path}>
      <p>{locale.message("connect.prove.about", { name })}</p>
      <p>
        <a class="btn btn--reader" href={signIn(world, token)}>
          {locale.message("connect.prove.go")}
        </a>
      </p>
    </PlainPage>
  );
}

type Choice = "enter" | "join" | "switch";

function ChoicePage({ world, token, label, step, theirName }: FinishPageProps & { step: Choice }) {
  const { locale, actor } = world;
  const values = {
    name: isolate(label),
    mine: isolate(actor.member?.name ?? ""),
    theirs: isolate(theirName || label),
  };
  return (
    <PlainPage world={world} title={locale.message(`connect.${step}`, values)} path={path}>
      <p>{locale.message(`connect.${step}.about`, values)}</p>
      <Answer world={world} token={token} act={step}>
        <p class="actions">
          <button class="btn btn--reader" type="submit">
            {locale.message(`connect.${step}.go`, values)}
          </button>{" "}
          <a class="act" href={world.href("/")}>
            {locale.message(step === "enter" ? "connect.publisher.goOnAsGuest" : "connect.leaveIt")}
          </a>
        </p>
      </Answer>
    </PlainPage>
  );
}

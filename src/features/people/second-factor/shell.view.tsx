import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { PlainPage } from "../../sites/plain-page.view.tsx";
import type { Refused } from "./check-code.ts";

interface ShellProps {
  world: World;
  title: string;
  path: string;
  children: ComponentChildren;
}

/** A page that is about signing in. */
export function Shell({ world, title, path, children }: ShellProps): JSX.Element {
  return (
    <PlainPage world={world} title={title} path={path} body="factor">
      {children}
    </PlainPage>
  );
}

/** A form that is one button. */
export function ButtonForm(props: { action: string; class: string; children: string }): JSX.Element {
  return (
    <form method="post" action={props.action}>
      <button class={props.class} type="submit">
        {props.children}
      </button>
    </form>
  );
}

export interface SecretFieldProps {
  label: string;
  name: "code" | "password";
  /** What is wrong with what was typed; it isn't shown again. */
  error?: string | undefined;
  focused?: boolean;
}

/** Where a code or a password is typed. */
export function SecretField({ label, name, error, focused = false }: SecretFieldProps): JSX.Element {
  const isCode = name === "code";
  return (
    <div class="field">
      <label for={`factor-${name}`}>{label}</label>
      <input
        id={`factor-${name}`}
        name={name}
        {...(isCode ? { type: "text" as const } : { type: "password" as const })}
        dir="ltr"
        maxLength={isCode ? 40 : 400}
        autocomplete={isCode ? "one-time-code" : "current-password"}
        autocapitalize="none"
        spellcheck={false}
        autofocus={focused || error !== undefined}
        required
        {...(error === undefined
          ? {}
          : { "aria-invalid": "true" as const, "aria-describedby": `factor-${name}-error` })}
      />
      {error !== undefined && (
        <span class="field__error field__error--told" id={`factor-${name}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

/** Why what was typed isn't taken, in words. */
export function wordsOf({ locale }: World, refused: Refused | null, wrong: string): string | undefined {
  if (refused === null) return undefined;
  if (refused.why === "wrong") return wrong;
  // Until the minute is over.
  return locale.message("factor.code.wait", { hour: locale.hour(refused.until + 59_999) });
}

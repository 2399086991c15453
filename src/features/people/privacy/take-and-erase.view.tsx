import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { type Level, levels } from "./holding.ts";

interface FormProps {
  world: World;
  /** Of the pages to which the form belongs. */
  path: string;
  /** Whose it is, closed. */
  token: string;
  /** Stands above. */
  children?: ComponentChildren;
}

/** Gives all that is held, as a file. */
export function TakeForm({ world, path, token, children }: FormProps): JSX.Element {
  const { locale } = world;
  return (
    <form class="asks" method="post" action={world.href(`${path}/export`)}>
      {children}
      <p>{locale.message("privacy.export.about")}</p>
      <input type="hidden" name="t" value={token} />
      <div class="composer__foot">
        <button class="btn btn--reader" type="submit">
          {locale.message("privacy.export.get")}
        </button>
      </div>
    </form>
  );
}

interface ChooseFormProps extends FormProps {
  whose: Whose;
  error?: MessageId | undefined;
}

/** Asks how much is to go. */
export function ChooseForm({ world, path, token, whose, error, children }: ChooseFormProps): JSX.Element {
  return (
    <form class="asks" method="post" action={world.href(`${path}/choose`)} noValidate>
      {children}
      <input type="hidden" name="t" value={token} />
      <Levels world={world} whose={whose} error={error} />
      <div class="composer__foot">
        <button class="btn btn--warn" type="submit">
          {world.locale.message("privacy.erase.next")}
        </button>
      </div>
    </form>
  );
}

interface EraseFormProps extends FormProps {
  level: Level;
  whose: Whose;
  about: MessageId;
  yes: MessageId;
  /** Path of the page for who thinks better of it. */
  back: string;
}

/** Says what goes and what stays; the button does it. */
export function EraseForm(props: EraseFormProps): JSX.Element {
  const { world, path, token, level, whose, about, yes, back } = props;
  const { locale } = world;
  return (
    <form class="asks" method="post" action={world.href(`${path}/erase`)}>
      <p>{aboutLevel(world, level, whose)}</p>
      <p>{locale.message(about)}</p>
      <input type="hidden" name="level" value={level} />
      <input type="hidden" name="t" value={token} />
      <div class="composer__foot">
        <button class="btn btn--warn" type="submit">
          {locale.message(yes)}
        </button>
        <a class="act" href={world.href(back)}>
          {locale.message("compose.cancel")}
        </a>
      </div>
    </form>
  );
}

/** Who speaks of whom: members and guests of themselves, staff of somebody. */
export type Whose = "member" | "guest" | "theirs";

/** The choice of how much goes. */
function Levels({
  world,
  whose,
  error,
}: {
  world: World;
  whose: Whose;
  error?: MessageId | undefined;
}): JSX.Element {
  const { locale } = world;
  return (
    <fieldset class="choices" {...(error ? { "aria-describedby": "level-e" } : {})}>
      <legend class="field__label">{locale.message("privacy.erase.choose")}</legend>
      {levels.map((level, index) => (
        <label class="choice choice--told" key={level}>
          <input type="radio" name="level" value={level} required autofocus={Boolean(error) && index === 0} />
          <span>
            <b>
              {locale.message(whose === "theirs" ? `privacy.desk.level.${level}` : `privacy.level.${level}`)}
            </b>
            <br />
            {aboutLevel(world, level, whose)}
          </span>
        </label>
      ))}
      {error && (
        <span class="field__error field__error--told" id="level-e" role="alert">
          {locale.message(error)}
        </span>
      )}
    </fieldset>
  );
}

/** What goes and what stays. */
function aboutLevel({ locale }: World, level: Level, whose: Whose): string {
  const isAccount = whose === "member";
  if (whose === "theirs") {
    const former = locale.message("privacy.formerReader");
    return level === "name"
      ? locale.message("privacy.desk.level.name.about", { former })
      : locale.message(`privacy.desk.level.${level}.about`);
  }
  if (level === "everything")
    return locale.message(isAccount ? "privacy.level.everything.member" : "privacy.level.everything.guest");
  const former = locale.message("privacy.formerReader");
  const about =
    level === "name"
      ? locale.message("privacy.level.name.about", { former })
      : locale.message("privacy.level.words.about");
  return isAccount ? `${about} ${locale.message("privacy.level.keeps")}` : about;
}

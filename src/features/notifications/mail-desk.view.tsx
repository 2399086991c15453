import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { isMailKind } from "./mail.ts";
import { DeskPage } from "../people/staff/desk.view.tsx";
import type { MailState } from "./mail-state.ts";
import type { DeadMail } from "./mail.store.ts";
import { troubleWords } from "./trouble.ts";

export interface DeskMailProps {
  world: World;
  state: MailState;
  dead: readonly DeadMail[];
}

/** How mail is doing, and what was given up. */
export function DeskMailPage({ world, state, dead }: DeskMailProps): JSX.Element {
  const { message } = world.locale;
  return (
    <DeskPage world={world} title={message("deskMail.heading")} path="/desk/mail">
      <div class="mail">
        <State world={world} state={state} />
        <section class="mail__dead">
          <h2>{message("deskMail.dead")}</h2>
          {dead.length === 0 ? (
            <p class="quiet">{message("deskMail.dead.none")}</p>
          ) : (
            <>
              <p class="note">{message("deskMail.dead.about")}</p>
              <ul class="mail__list">
                {dead.map((mail) => (
                  <DeadRow key={mail.id} world={world} mail={mail} />
                ))}
              </ul>
              {state.dead > dead.length && <p class="note">{message("deskMail.dead.more")}</p>}
              <Acts world={world} id="all" retry="deskMail.retryAll" remove="deskMail.deleteAll" />
            </>
          )}
        </section>
      </div>
    </DeskPage>
  );
}

function State({ world, state }: Omit<DeskMailProps, "dead">): JSX.Element {
  const { locale, now, ctx } = world;
  const { message } = locale;
  const waiting = <p>{message("deskMail.waiting", { n: state.waiting })}</p>;
  if (ctx.config.smtpUrl === null) {
    return (
      <section class="mail__trouble">
        <h2>{message("deskMail.off")}</h2>
        <p>{message("deskMail.off.about")}</p>
        <ul>
          <li>{message("deskMail.off.accounts")}</li>
          <li>{message("deskMail.off.staff")}</li>
          <li>{message("deskMail.off.notices")}</li>
        </ul>
        <p>{message("deskMail.off.waiting")}</p>
        {waiting}
      </section>
    );
  }
  if (!state.outage) {
    return (
      <section>
        <p>{message("deskMail.fine")}</p>
        {waiting}
      </section>
    );
  }
  const { since, lastAt, error } = state.outage;
  const why = troubleWords(error, locale);
  return (
    <section class="mail__trouble">
      <h2>{message("deskMail.outage", { when: locale.moment(since, now), why })}</h2>
      <p>{message("deskMail.outage.about", { when: locale.moment(lastAt, now) })}</p>
      {waiting}
    </section>
  );
}

function DeadRow({ world, mail }: { world: World; mail: DeadMail }): JSX.Element {
  const { locale, now } = world;
  const { message } = locale;
  return (
    <li>
      <p>
        <b>{isMailKind(mail.kind) ? message(`mailKind.${mail.kind}`) : mail.kind}</b>
        {": "}
        {troubleWords(mail.error ?? "unreadable", locale)}
      </p>
      <p class="note">
        {message("deskMail.dead.row", {
          ordered: locale.moment(mail.at, now),
          ended: locale.moment(mail.ended_at ?? mail.at, now),
          n: mail.tries,
        })}
      </p>
      <Acts world={world} id={String(mail.id)} retry="deskMail.retry" remove="deskMail.delete" />
    </li>
  );
}

interface ActsProps {
  world: World;
  id: string;
  retry: "deskMail.retry" | "deskMail.retryAll";
  remove: "deskMail.delete" | "deskMail.deleteAll";
}

function Acts({ world, id, retry, remove }: ActsProps): JSX.Element {
  const { message } = world.locale;
  return (
    <form class="mail__acts" method="post" action={world.href("/desk/mail")}>
      <input type="hidden" name="id" value={id} />
      <button class="btn" type="submit" name="do" value="retry">
        {message(retry)}
      </button>
      <button class="btn btn--warn" type="submit" name="do" value="delete">
        {message(remove)}
      </button>
    </form>
  );
}

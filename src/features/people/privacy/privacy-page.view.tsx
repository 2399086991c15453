import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { Time } from "../../../platform/html/components.tsx";
import type { MessageId } from "../../../platform/html/locale.ts";
import { en } from "../../../platform/html/messages/privacy/en.ts";
import { Page } from "../../sites/page.view.tsx";
import { SettingsPage } from "../profiles/settings-page.view.tsx";
import { DeskPage } from "../staff/desk.view.tsx";
import type { Receipt } from "./erase.ts";
import { countedTo, type Summary } from "./summary.ts";

/** A page about what is held on somebody: at the desk, among the settings of a member, or for anybody. */
export function PrivacyPage({
  world,
  title,
  path,
  about,
  children,
}: {
  world: World;
  title: string;
  path: string;
  about?: string;
  children: ComponentChildren;
}): JSX.Element {
  const lead = about !== undefined && <p>{about}</p>;
  if (path.startsWith("/desk/"))
    return (
      <DeskPage world={world} title={title} path={path}>
        {lead}
        {children}
      </DeskPage>
    );
  if (path === "/settings/privacy")
    return (
      <SettingsPage world={world} title={title} current={path}>
        {lead}
        {children}
      </SettingsPage>
    );
  return (
    <Page world={world} title={`${title} – ${world.site.name}`} kind="p-plain" path={path} indexed={false}>
      <main id="content">
        <div class="wrap plain__head">
          <h1>{title}</h1>
          {lead}
        </div>
        <section class="below">
          <div class="wrap plain__body">{children}</div>
        </section>
      </main>
    </Page>
  );
}

/** The words for something of which others may have added more than there are words for. */
export function wordsFor(world: World, kind: "held" | "retention", name: string): string {
  const id = `privacy.${kind}.${name}`;
  return isMessage(id) ? world.locale.message(id) : name;
}

function isMessage(id: string): id is MessageId & keyof typeof en {
  return id in en;
}

/** What is held, in numbers. */
export function Numbers({ world, rows }: { world: World; rows: readonly Summary[] }): JSX.Element {
  const { locale } = world;
  if (rows.length === 0) return <p class="quiet">{locale.message("privacy.mine.nothing")}</p>;
  return (
    <dl class="facts-list">
      {rows.map(({ holding, count }) => (
        <div key={holding}>
          <dt>{wordsFor(world, "held", holding)}</dt>
          <dd>
            {count > countedTo ? locale.message("privacy.mine.more", { n: countedTo }) : locale.number(count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What an erasure does not reach. */
export function Reach({ world: { locale } }: { world: World }): JSX.Element {
  return (
    <div class="note">
      <p>
        <b>{locale.message("privacy.reach.heading")}</b>
      </p>
      <ul class="plain-list">
        <li>{locale.message("privacy.reach.quotes")}</li>
        <li>{locale.message("privacy.reach.copies")}</li>
        <li>{locale.message("privacy.reach.backups")}</li>
      </ul>
    </div>
  );
}

/** What was done, for whoever has the number. */
export function ReceiptFacts({ world, receipt }: { world: World; receipt: Receipt }): JSX.Element {
  const { locale, now } = world;
  const done = receipt.finishedAt;
  return (
    <dl class="facts-list">
      <div>
        <dt>{locale.message("privacy.receipt.number")}</dt>
        <dd>
          <code dir="ltr">{receipt.number}</code>
        </dd>
      </div>
      <div>
        <dt>{locale.message("privacy.receipt.what")}</dt>
        <dd>{locale.message(`privacy.level.${receipt.level}`)}</dd>
      </div>
      <div>
        <dt>{locale.message("privacy.receipt.when")}</dt>
        <dd>
          <Time at={receipt.at}>{locale.moment(receipt.at, now)}</Time>
          {receipt.isByStaff && ` · ${locale.message("privacy.receipt.byStaff")}`}
        </dd>
      </div>
      <div>
        <dt>{locale.message("privacy.receipt.state")}</dt>
        <dd>
          {done === null
            ? locale.message("privacy.receipt.running", { n: receipt.counts["comments"] ?? 0 })
            : locale.message("privacy.receipt.done", { when: locale.moment(done, now) })}
        </dd>
      </div>
      {Object.entries(receipt.counts).map(([holding, count]) => (
        <div key={holding}>
          <dt>{wordsFor(world, "held", holding)}</dt>
          <dd>{locale.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

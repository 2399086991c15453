import { Fragment, type JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { isolate } from "../../../platform/text/clean.ts";
import type { PersonId, SiteId } from "../../../platform/lib/ids.ts";
import { DeskPage } from "./desk.view.tsx";
import { type Complaint, FormErrors, LineField, type Option, Told } from "./desk-form.view.tsx";
import type { PeoplePage, Somebody } from "./people.store.ts";
import { RoleFields, type TypedRole } from "./staff.view.tsx";
import { scopeKey, scopeName } from "./scopes.ts";
import type { StaffRole } from "./staff.ts";

export function personPath(handle: string): string {
  return `/desk/people/${encodeURIComponent(handle)}`;
}

export interface PeopleListProps {
  world: World;
  words: string;
  found: PeoplePage;
  /** What was looked for by address, and not found. */
  address: string;
  complaints: readonly Complaint[];
}

/** Members by name, handle or address; without words the newest. */
export function PeopleList({ world, words, found, address, complaints }: PeopleListProps): JSX.Element {
  const { locale } = world;
  const shared = { world, complaints };
  return (
    <DeskPage world={world} title={locale.message("desk.people")} path="/desk/people">
      <form class="desksearch" method="get" action={world.href("/desk/people")}>
        <LineField {...shared} name="q" label="people.search" value={words} />
        <button class="btn" type="submit">
          {locale.message("people.search.go")}
        </button>
      </form>
      {/* Not in an address of ours: those are kept by browsers and in logs. */}
      <form class="desksearch" method="post" action={world.href("/desk/people")} noValidate>
        <LineField
          {...shared}
          name="address"
          type="email"
          label="people.address"
          about="people.address.about"
          value={address}
        />
        <button class="btn" type="submit">
          {locale.message("people.search.go")}
          <span class="vh"> {locale.message("people.address")}</span>
        </button>
      </form>
      {found.people.length === 0 && (
        <p class="quiet">{locale.message(words === "" ? "people.empty" : "people.none")}</p>
      )}
      <ul class="deskrows">
        {found.people.map((each) => (
          <PersonRow key={each.id} world={world} of={each} />
        ))}
      </ul>
      {found.next !== null && (
        <p>
          <a
            class="more"
            href={world.href(
              `/desk/people?${new URLSearchParams({ ...(words ? { q: words } : {}), before: found.next })}`,
            )}
          >
            {locale.message("desk.older")}
          </a>
        </p>
      )}
    </DeskPage>
  );
}

function PersonRow({ world, of }: { world: World; of: Somebody }): JSX.Element {
  const { locale, now } = world;
  return (
    <li>
      <p class="deskrows__name">
        <a href={world.href(personPath(of.handle))}>
          <bdi>{of.name}</bdi>
        </a>
      </p>
      <p class="deskrows__facts">
        <bdi>{of.handle}</bdi>
        <span class="sep" />
        {locale.message("people.since", { when: locale.moment(of.since, now) })}
        {of.disabledAt !== null && (
          <>
            <span class="sep" />
            <span class="warn">{locale.message("staff.disabled")}</span>
          </>
        )}
      </p>
    </li>
  );
}

export type PersonDone = "role" | "off" | "on";

export interface Known {
  somebody: Somebody;
  /** On this site. */
  isSubscriber: boolean;
  roles: readonly StaffRole[];
  sessions: number;
  comments: readonly { siteId: SiteId; status: string; n: number }[];
  /** As whom they write on this site; null: they don't, or it isn't for whoever asks. */
  writerId: PersonId | null;
}

export interface PersonPageProps extends Known {
  world: World;
  done: PersonDone | null;
  mayGiveRoles: boolean;
  maySwitch: boolean;
}

/** All that staff may know of a member, and what they may do. */
export function PersonPage(props: PersonPageProps): JSX.Element {
  const { world, somebody, done, maySwitch } = props;
  const { locale } = world;
  const path = personPath(somebody.handle);
  return (
    <DeskPage world={world} title={somebody.name} path={path}>
      {done && <Told>{locale.message(`staff.done.${done}`)}</Told>}
      <Facts {...props} />
      {props.writerId !== null && (
        <p>
          <a class="more" href={world.href(`/desk/comments/writers/${props.writerId}`)}>
            {locale.message("people.sanctions")}
          </a>
        </p>
      )}
      <Roles {...props} />
      {maySwitch && (
        <p>
          <a
            class={somebody.disabledAt === null ? "btn btn--warn" : "btn"}
            href={world.href(`${path}/account`)}
          >
            {locale.message(somebody.disabledAt === null ? "people.off" : "people.on")}
          </a>
        </p>
      )}
    </DeskPage>
  );
}

const statuses: Readonly<Record<string, MessageId>> = {
  published: "people.status.published",
  pending: "people.status.pending",
  rejected: "people.status.rejected",
  spam: "people.status.spam",
  withdrawn: "people.status.withdrawn",
};

function Facts({ world, somebody, isSubscriber, sessions, comments }: PersonPageProps): JSX.Element {
  const { ctx, locale, now } = world;
  const yesOrNo = (is: boolean) => locale.message(is ? "people.factor.yes" : "people.factor.no");
  const address = somebody.isVerified ? "people.address.verified" : "people.address.unverified";
  const sites = [...new Set(comments.map(({ siteId }) => siteId))];
  const facts: [MessageId, string][] = [
    [
      "people.state",
      somebody.disabledAt === null
        ? locale.message("people.state.on")
        : locale.message("people.state.off", { when: locale.moment(somebody.disabledAt, now) }),
    ],
    ["people.since.label", locale.moment(somebody.since, now)],
    ["people.address.label", locale.message(somebody.hasAddress ? address : "people.address.missing")],
    ["people.factor", yesOrNo(somebody.hasSecondFactor)],
    ["people.subscriber", yesOrNo(isSubscriber)],
    ["people.sessions", locale.message("people.sessions.n", { n: sessions })],
  ];
  return (
    <dl class="deskfacts">
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{locale.message(label)}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
      <dt>{locale.message("people.comments")}</dt>
      <dd>
        {sites.length === 0 && locale.message("people.comments.none")}
        {sites.map((siteId) => (
          <div key={siteId}>
            <bdi>{scopeName(ctx, locale, siteId)}</bdi>
            {comments
              .filter((each) => each.siteId === siteId)
              .map(({ status, n }) => {
                const message = statuses[status];
                return (
                  message && (
                    <Fragment key={status}>
                      <span class="sep" />
                      {locale.message(message, { n })}
                    </Fragment>
                  )
                );
              })}
          </div>
        ))}
      </dd>
    </dl>
  );
}

function Roles({ world, somebody, roles, mayGiveRoles }: PersonPageProps): JSX.Element {
  const { ctx, locale } = world;
  const path = `${personPath(somebody.handle)}/role`;
  return (
    <section aria-labelledby="roles-h">
      <h2 id="roles-h">{locale.message("people.roles")}</h2>
      {roles.length === 0 && <p>{locale.message("people.roles.none")}</p>}
      <ul class="deskrows">
        {roles.map((each) => (
          <li key={each.scope}>
            <p class="deskrows__name">{locale.message(`staff.role.${each.role}`)}</p>
            <p class="deskrows__facts">
              <bdi>{scopeName(ctx, locale, each.scope)}</bdi>
              {each.title && (
                <>
                  <span class="sep" />
                  <bdi>{each.title}</bdi>
                </>
              )}
            </p>
            {mayGiveRoles && (
              <p class="deskrows__acts">
                <a
                  class="act"
                  href={world.href(`${path}?site=${encodeURIComponent(scopeKey(ctx, each.scope))}`)}
                >
                  {locale.message("staff.change")}
                  <span class="vh"> {scopeName(ctx, locale, each.scope)}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {mayGiveRoles && (
        <p>
          <a class="btn" href={world.href(path)}>
            {locale.message("people.role.give")}
          </a>
        </p>
      )}
    </section>
  );
}

export interface RolePageProps {
  world: World;
  somebody: Somebody;
  typed: TypedRole;
  scopes: readonly Option[];
  complaints: readonly Complaint[];
}

/** The form for a role: which, where, under which title. */
export function RolePage({ world, somebody, typed, scopes, complaints }: RolePageProps): JSX.Element {
  const { locale } = world;
  const path = personPath(somebody.handle);
  const title = locale.message("people.role.heading", { name: isolate(somebody.name) });
  return (
    <DeskPage world={world} title={title} path={`${path}/role`}>
      <form class="deskform" method="post" action={world.href(`${path}/role`)} noValidate>
        <FormErrors locale={locale} complaints={complaints} />
        <RoleFields world={world} typed={typed} scopes={scopes} complaints={complaints} withNone />
        <FormFoot world={world} submit="people.role.save" back={path} />
      </form>
    </DeskPage>
  );
}

/** Asks before an account is switched off or on. */
export function SwitchPage({
  world,
  somebody,
  complaints,
}: {
  world: World;
  somebody: Somebody;
  complaints: readonly Complaint[];
}): JSX.Element {
  const { locale } = world;
  const path = personPath(somebody.handle);
  const act = somebody.disabledAt === null ? "off" : "on";
  const title = locale.message(`people.${act}.heading`, { name: isolate(somebody.name) });
  return (
    <DeskPage world={world} title={title} path={`${path}/account`}>
      <p>{locale.message(`people.${act}.about`)}</p>
      <form class="deskform" method="post" action={world.href(`${path}/account`)}>
        <FormErrors locale={locale} complaints={complaints} />
        <input type="hidden" name="to" value={act} />
        <FormFoot world={world} submit={`people.${act}`} back={path} />
      </form>
    </DeskPage>
  );
}

function FormFoot({ world, submit, back }: { world: World; submit: MessageId; back: string }): JSX.Element {
  return (
    <p class="deskform__foot">
      <button class={submit === "people.off" ? "btn btn--warn" : "btn btn--solid"} type="submit">
        {world.locale.message(submit)}
      </button>
      <a class="act" href={world.href(back)}>
        {world.locale.message("desk.back")}
      </a>
    </p>
  );
}

import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { isolate } from "../../../platform/text/clean.ts";
import { DeskPage } from "./desk.view.tsx";
import { type Complaint, FormErrors, LineField, type Option, SelectField, Told } from "./desk-form.view.tsx";
import type { Invitation } from "./invitation.store.ts";
import { roles } from "./permissions.ts";
import { scopeName } from "./scopes.ts";
import { personPath } from "./person.view.tsx";
import type { ListedStaff } from "./staff.store.ts";
import type { Standing } from "./staff.ts";

export type StaffDone = "invited" | "withdrawn";

export interface ListedInvitation extends Invitation {
  inviter: string;
}

export interface StaffPageProps {
  world: World;
  staff: readonly ListedStaff[];
  invitations: readonly ListedInvitation[];
  done: StaffDone | null;
}

/** Who works here, and who is asked to. */
export function StaffPage({ world, staff, invitations, done }: StaffPageProps): JSX.Element {
  const { locale } = world;
  return (
    <DeskPage world={world} title={locale.message("desk.staff")} path="/desk/staff">
      {done && <Told>{locale.message(`staff.done.${done}`)}</Told>}
      <section aria-labelledby="staff-h">
        <h2 id="staff-h">{locale.message("desk.staff")}</h2>
        {staff.length === 0 && <p class="quiet">{locale.message("staff.empty")}</p>}
        <ul class="deskrows">
          {staff.map((each) => (
            <StaffRow key={`${each.memberId} ${each.scope}`} world={world} of={each} />
          ))}
        </ul>
        <p class="note">{locale.message("staff.fromPeople")}</p>
      </section>
      <section aria-labelledby="invitations-h">
        <h2 id="invitations-h">{locale.message("staff.invitations")}</h2>
        {invitations.length === 0 && <p>{locale.message("staff.invitations.empty")}</p>}
        <ul class="deskrows">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} world={world} of={invitation} />
          ))}
        </ul>
        <p>
          <a class="btn" href={world.href("/desk/staff/invite")}>
            {locale.message("staff.invite")}
          </a>
        </p>
      </section>
    </DeskPage>
  );
}

function StaffRow({ world, of }: { world: World; of: ListedStaff }): JSX.Element {
  const { ctx, locale, now, actor } = world;
  return (
    <li>
      <p class="deskrows__name">
        <a href={world.href(personPath(of.handle))}>
          <bdi>{of.name}</bdi>
        </a>{" "}
        {of.memberId === actor.member?.memberId && <span class="agate">{locale.message("staff.you")}</span>}
      </p>
      <p class="deskrows__facts">
        <RoleWords world={world} of={of} />
        <bdi>{scopeName(ctx, locale, of.scope)}</bdi>
        <span class="sep" />
        {of.lastSeen === null
          ? locale.message("staff.unseen")
          : locale.message("staff.seen", { when: locale.ago(of.lastSeen, now) })}
        <span class="sep" />
        {of.hasSecondFactor ? (
          locale.message("staff.secondFactor")
        ) : (
          <b>{locale.message("staff.noSecondFactor")}</b>
        )}
        {of.isDisabled && (
          <>
            <span class="sep" />
            <span class="warn">{locale.message("staff.disabled")}</span>
          </>
        )}
      </p>
      <p class="deskrows__acts">
        <a class="act" href={world.href(personPath(of.handle))}>
          {locale.message("staff.change")}
          <span class="vh"> {of.name}</span>
        </a>
      </p>
    </li>
  );
}

/** A role with its title, before where it holds. */
function RoleWords({ world, of }: { world: World; of: Standing }): JSX.Element {
  return (
    <>
      {world.locale.message(`staff.role.${of.role}`)}
      {of.title && (
        <>
          <span class="sep" />
          <bdi>{of.title}</bdi>
        </>
      )}
      <span class="sep" />
    </>
  );
}

function InvitationRow({ world, of }: { world: World; of: ListedInvitation }): JSX.Element {
  const { ctx, locale, now } = world;
  const act = (what: "again" | "withdraw") => (
    <form method="post" action={world.href(`/desk/staff/invitations/${of.id}/${what}`)}>
      <button class="act" type="submit">
        {locale.message(`staff.invite.${what}`)}
        <span class="vh"> {of.name}</span>
      </button>
    </form>
  );
  const isOver = of.expiresAt <= now;
  return (
    <li>
      <p class="deskrows__name">
        <bdi>{of.name}</bdi>
      </p>
      <p class="deskrows__facts">
        <RoleWords world={world} of={of} />
        <bdi>{scopeName(ctx, locale, of.scope)}</bdi>
        <span class="sep" />
        {locale.message("staff.invite.by", { name: isolate(of.inviter), when: locale.ago(of.at, now) })}
        <span class="sep" />
        {isOver ? (
          <span class="warn">
            {locale.message("staff.invite.over", { when: locale.moment(of.expiresAt, now) })}
          </span>
        ) : (
          locale.message("staff.invite.until", { when: locale.moment(of.expiresAt, now) })
        )}
      </p>
      <div class="deskrows__acts">
        {act("again")}
        {act("withdraw")}
      </div>
    </li>
  );
}

export interface TypedRole {
  role: string;
  site: string;
  title: string;
}

/** Which role, where, and under which title. */
export function RoleFields({
  world,
  typed,
  scopes,
  complaints,
  withNone = false,
}: {
  world: World;
  typed: TypedRole;
  scopes: readonly Option[];
  complaints: readonly Complaint[];
  /** Whether the role can be taken away. */
  withNone?: boolean;
}): JSX.Element {
  const { locale } = world;
  const options = roles.map((role) => ({
    value: role,
    label: `${locale.message(`staff.role.${role}`)} – ${locale.message(`staff.role.${role}.about`)}`,
  }));
  const none = { value: "none", label: locale.message("staff.role.none") };
  const shared = { world, complaints };
  return (
    <>
      <SelectField
        {...shared}
        name="role"
        label="staff.field.role"
        value={typed.role}
        options={withNone ? [none, ...options] : options}
      />
      <SelectField {...shared} name="site" label="staff.field.site" value={typed.site} options={scopes} />
      <LineField
        {...shared}
        name="title"
        label="staff.field.title"
        about="staff.field.title.about"
        value={typed.title}
      />
    </>
  );
}

export interface InvitePageProps {
  world: World;
  typed: TypedRole & { name: string; address: string };
  scopes: readonly Option[];
  complaints: readonly Complaint[];
}

export function InvitePage({ world, typed, scopes, complaints }: InvitePageProps): JSX.Element {
  const { locale } = world;
  const shared = { world, complaints };
  return (
    <DeskPage world={world} title={locale.message("staff.invite")} path="/desk/staff/invite">
      <p>{locale.message("staff.invite.about")}</p>
      <form class="deskform" method="post" action={world.href("/desk/staff/invite")} noValidate>
        <FormErrors locale={locale} complaints={complaints} />
        <LineField
          {...shared}
          name="name"
          label="staff.field.name"
          about="staff.field.invitee.about"
          value={typed.name}
        />
        <LineField
          {...shared}
          name="address"
          type="email"
          label="staff.field.address"
          about="staff.field.address.about"
          value={typed.address}
        />
        <RoleFields world={world} typed={typed} scopes={scopes} complaints={complaints} />
        <p class="deskform__foot">
          <button class="btn btn--solid" type="submit">
            {locale.message("staff.invite.send")}
          </button>
          <a class="act" href={world.href("/desk/staff")}>
            {locale.message("desk.back")}
          </a>
        </p>
      </form>
    </DeskPage>
  );
}

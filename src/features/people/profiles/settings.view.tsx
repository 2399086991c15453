import type { ComponentChildren, JSX } from "preact";
import type { World } from "../../../context.ts";
import { languages } from "../../../platform/html/locale.ts";
import { languageName } from "../../sites/page.view.tsx";
import type { ProfileComplaint, TypedProfile } from "./change-profile.ts";
import { MemberPicture } from "./picture.view.tsx";
import { longestAbout, personPath } from "./profile.ts";
import type { OwnProfile } from "./profile.store.ts";
import { SettingsPage } from "./settings-page.view.tsx";

export interface ProfileSettingsProps {
  world: World;
  own: OwnProfile;
  typed: TypedProfile;
  complaints: readonly ProfileComplaint[];
  /** It was just saved. */
  isSaved: boolean;
  /** How many comments wait to be taken over. */
  offered: number;
}

/** What a member says of themselves. */
export function ProfileSettingsPage(props: ProfileSettingsProps): JSX.Element {
  const { world, own, isSaved, offered } = props;
  const { locale, site } = world;
  return (
    <SettingsPage world={world} title={locale.message("settings.profile")} current="/settings">
      {isSaved && (
        <p class="settings__done" role="status">
          {locale.message("settings.saved")}
        </p>
      )}
      {offered > 0 && <Offer world={world} count={offered} />}
      <p>
        <a class="link" href={world.href(personPath(own.handle))}>
          {locale.message("settings.seeProfile")}
        </a>
      </p>
      <ProfileForm {...props} />
      {site.settings.memberPictures && <PictureForms {...props} />}
    </SettingsPage>
  );
}

/** "You wrote 3 comments as a guest." */
function Offer({ world, count }: { world: World; count: number }): JSX.Element {
  const { locale } = world;
  return (
    <p class="settings__offer">
      {locale.message("take.offer", { n: count })}{" "}
      <a class="link" href={world.href("/settings/take-over")}>
        {locale.message("take.offer.link")}
      </a>
    </p>
  );
}

function complaintAt(complaints: readonly ProfileComplaint[], field: ProfileComplaint["field"]) {
  return complaints.find((complaint) => complaint.field === field);
}

/** What is wrong with a field, below it. */
function Told({
  world,
  id,
  complaint,
}: {
  world: World;
  id: string;
  complaint: ProfileComplaint | undefined;
}) {
  if (!complaint) return null;
  const { locale } = world;
  const { message, values, from } = complaint;
  const when = from === undefined ? {} : { day: locale.fullDay(from) };
  return (
    <span class="field__error field__error--told" id={`${id}-e`}>
      {locale.message(message, { ...values, ...when })}
    </span>
  );
}

function marks(props: ProfileSettingsProps, field: ProfileComplaint["field"], id: string) {
  const complaint = complaintAt(props.complaints, field);
  const about = `${id}-about`;
  if (!complaint) return { "aria-describedby": about };
  return {
    "aria-invalid": true,
    "aria-describedby": `${id}-e ${about}`,
    autofocus: props.complaints[0] === complaint,
  };
}

function ProfileForm(props: ProfileSettingsProps): JSX.Element {
  const { world, own, typed, complaints } = props;
  const { locale } = world;
  return (
    <form class="composer settings__form" method="post" action={world.href("/settings")} noValidate>
      <p class="field">
        <label for="p-name">{locale.message("settings.name")}</label>
        <input
          id="p-name"
          name="name"
          dir="auto"
          autocomplete="nickname"
          value={typed.name}
          required
          {...marks(props, "name", "p-name")}
        />
        <Told world={world} id="p-name" complaint={complaintAt(complaints, "name")} />
        <span class="note" id="p-name-about">
          {locale.message("settings.name.about")}
        </span>
      </p>
      <Check name="newHandle" checked={typed.newHandle}>
        <span>
          {locale.message("settings.handle")}{" "}
          <bdi class="note" dir="ltr">
            {personPath(own.handle).replace(encodeURIComponent(own.handle), own.handle)}
          </bdi>
        </span>
      </Check>
      <p class="field">
        <label for="p-about">{locale.message("settings.about")}</label>
        <textarea
          id="p-about"
          name="about"
          rows={5}
          dir="auto"
          value={typed.about}
          {...marks(props, "about", "p-about")}
        />
        <Told world={world} id="p-about" complaint={complaintAt(complaints, "about")} />
        <span class="note" id="p-about-about">
          {locale.message("settings.about.about", { n: longestAbout })}
        </span>
      </p>
      <Language world={world} chosen={typed.language} />
      <Check name="listed" checked={typed.isListed}>
        {locale.message("settings.listed")}
      </Check>
      <div class="composer__foot">
        <button class="btn btn--reader" type="submit">
          {locale.message("compose.save")}
        </button>
      </div>
    </form>
  );
}

function Check({
  name,
  checked,
  children,
}: {
  name: string;
  checked: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <p>
      <label class="check">
        <input type="checkbox" name={name} value="1" checked={checked} />
        {children}
      </label>
    </p>
  );
}

function Language({ world, chosen }: { world: World; chosen: string }): JSX.Element {
  const { locale, site } = world;
  return (
    <p class="field">
      <label for="p-language">{locale.message("settings.language")}</label>
      <select id="p-language" name="language">
        <option value="" selected={chosen === ""}>
          {locale.message("settings.language.site", { language: languageName(site.language) })}
        </option>
        {languages.map((language) => (
          <option key={language} value={language} lang={language} selected={chosen === language}>
            {languageName(language)}
          </option>
        ))}
      </select>
    </p>
  );
}

function PictureForms(props: ProfileSettingsProps): JSX.Element {
  const { world, own, complaints } = props;
  const { locale } = world;
  return (
    <section class="settings__part" aria-labelledby="picture-h">
      <h2 id="picture-h">{locale.message("picture.heading")}</h2>
      {own.picture && <MemberPicture world={world} picture={own.picture} />}
      <form
        class="composer settings__form"
        method="post"
        action={world.href("/settings/picture")}
        encType="multipart/form-data"
        noValidate
      >
        <p class="field">
          <label for="p-picture">{locale.message(own.picture ? "picture.another" : "picture.choose")}</label>
          <input
            id="p-picture"
            name="picture"
            type="file"
            accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
            required
            {...marks(props, "picture", "p-picture")}
          />
          <Told world={world} id="p-picture" complaint={complaintAt(complaints, "picture")} />
          <span class="note" id="p-picture-about">
            {locale.message("picture.about")}
          </span>
        </p>
        <div class="composer__foot">
          <button class="btn" type="submit">
            {locale.message("picture.upload")}
          </button>
        </div>
      </form>
      {own.picture && (
        <form method="post" action={world.href("/settings/picture/delete")}>
          <button class="btn btn--warn" type="submit">
            {locale.message("picture.delete")}
          </button>
        </form>
      )}
    </section>
  );
}

import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { AccountPage } from "./form.view.tsx";

/** For whoever has lost an account to somebody else: what they can do, and whom to write to. */
export function HelpPage({ world }: { world: World }): JSX.Element {
  const { locale, site } = world;
  const { contactEmail, mailReplyTo, about } = site.settings;
  const address = contactEmail ?? mailReplyTo;
  const way = (href: string, label: string) => (
    <p>
      <a class="more" href={world.href(href)}>
        {label}
      </a>
    </p>
  );
  return (
    <AccountPage world={world} title={locale.message("account.help.title")} path="/account-help">
      <p>{locale.message("account.help.about")}</p>
      <section>
        <h2>{locale.message("account.help.signIn")}</h2>
        <p>{locale.message("account.help.signIn.about")}</p>
        {way("/settings/sign-in", locale.message("account.help.signIn.do"))}
      </section>
      <section>
        <h2>{locale.message("account.help.forgot")}</h2>
        <p>{locale.message("account.help.forgot.about")}</p>
        {way("/forgot-password", locale.message("account.forgot.title"))}
      </section>
      <section>
        <h2>{locale.message("account.help.write")}</h2>
        {address ? (
          <>
            <p>{locale.message("account.help.write.about", { address })}</p>
            <p>
              <a class="more" href={`mailto:${encodeURIComponent(address).replace("%40", "@")}`}>
                <bdi>{address}</bdi>
              </a>
            </p>
          </>
        ) : (
          <>
            <p>{locale.message("account.help.write.nobody", { site: site.name })}</p>
            {about !== "" && way("/about", locale.message("foot.about"))}
          </>
        )}
      </section>
    </AccountPage>
  );
}

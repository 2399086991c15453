import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import type { Receipt } from "./erase.ts";
import type { Level } from "./holding.ts";
import { ChooseForm, EraseForm, TakeForm, type Whose } from "./take-and-erase.view.tsx";
import { Numbers, PrivacyPage, Reach, ReceiptFacts } from "./privacy-page.view.tsx";
import type { Summary } from "./summary.ts";

/** By what somebody asks for what is theirs: an account, an address that was proved, or a device. */
export type Asking = "member" | "address" | "device";

/** Where the forms of each lead. */
const pathOf = { member: "/settings/privacy", address: "/my-data/address", device: "/my-data" } as const;

export interface MyDataProps {
  world: World;
  asking: Asking;
  rows: readonly Summary[];
  /** What the link in a mail carries; empty where nothing is needed. */
  token: string;
  /** Of an address: whether there is an account too. */
  hasAccount?: boolean;
  /** The form came back without a choice, or can't be done. */
  error?: MessageId | undefined;
  /** By address: what was typed. */
  typed?: { email: string; error: MessageId } | undefined;
}

export function MyDataPage(props: MyDataProps): JSX.Element {
  const { world, asking, rows, hasAccount } = props;
  const { locale } = world;
  return (
    <PrivacyPage
      world={world}
      title={locale.message("privacy.mine.heading")}
      path={pathOf[asking]}
      about={locale.message(`privacy.mine.${asking}`)}
    >
      <h2>{locale.message("privacy.mine.held")}</h2>
      <Numbers world={world} rows={rows} />
      {hasAccount && (
        <p>
          <a class="more" href={world.href("/settings/privacy")}>
            {locale.message("privacy.mine.accountLink")}
          </a>
        </p>
      )}
      {rows.length > 0 && <TakeAndErase {...props} />}
      {asking === "device" && <ByAddress {...props} />}
      {asking === "member" && (
        <p>
          <a class="more" href={world.href("/my-data")}>
            {locale.message("privacy.mine.deviceLink")}
          </a>
        </p>
      )}
      <CheckReceipt world={world} number="" />
    </PrivacyPage>
  );
}

function whoseOf(asking: Asking): Whose {
  return asking === "member" ? "member" : "guest";
}

function TakeAndErase({ world, asking, token, error }: MyDataProps): JSX.Element {
  const { locale } = world;
  return (
    <>
      <TakeForm world={world} path={pathOf[asking]} token={token}>
        <h2>{locale.message("privacy.export.heading")}</h2>
      </TakeForm>
      <ChooseForm world={world} path={pathOf[asking]} token={token} whose={whoseOf(asking)} error={error}>
        <h2>{locale.message("privacy.erase.heading")}</h2>
        <p>{locale.message("privacy.erase.about")}</p>
      </ChooseForm>
    </>
  );
}

function ByAddress({ world, typed }: MyDataProps): JSX.Element {
  const { locale } = world;
  return (
    <form class="asks" method="post" action={world.href("/my-data/link")} noValidate>
      <h2>{locale.message("privacy.byAddress.heading")}</h2>
      <p>{locale.message("privacy.byAddress.about")}</p>
      <p class="field">
        <label for="my-email">{locale.message("compose.email")}</label>
        <input
          id="my-email"
          type="email"
          name="email"
          autocomplete="email"
          dir="ltr"
          required
          value={typed?.email ?? ""}
          {...(typed ? { "aria-invalid": true, "aria-describedby": "my-email-e", autofocus: true } : {})}
        />
        {typed && (
          <span class="field__error field__error--told" id="my-email-e" role="alert">
            {locale.message(typed.error)}
          </span>
        )}
      </p>
      <div class="composer__foot">
        <button class="btn btn--reader" type="submit">
          {locale.message("privacy.byAddress.send")}
        </button>
      </div>
    </form>
  );
}

/** A link is on its way, whether or not anybody has this address. */
export function LinkSentPage({ world }: { world: World }): JSX.Element {
  const { locale } = world;
  return (
    <PrivacyPage world={world} title={locale.message("privacy.byAddress.sent.heading")} path="/my-data">
      <p class="quiet" role="status">
        {locale.message("privacy.byAddress.sent")}
      </p>
    </PrivacyPage>
  );
}

/** Says once more, in words, what will happen; the button does it. */
export function ConfirmPage({
  world,
  asking,
  token,
  level,
}: {
  world: World;
  asking: Asking;
  token: string;
  level: Level;
}): JSX.Element {
  const { locale } = world;
  const path = pathOf[asking];
  return (
    <PrivacyPage world={world} title={locale.message(`privacy.confirm.${level}`)} path={path}>
      <EraseForm
        world={world}
        path={path}
        token={token}
        level={level}
        whose={whoseOf(asking)}
        about="privacy.confirm.about"
        yes={`privacy.confirm.${level}.yes`}
        back={asking === "address" ? "/my-data" : path}
      />
      <Reach world={world} />
    </PrivacyPage>
  );
}

export function ReceiptPage({
  world,
  receipt,
  number,
}: {
  world: World;
  receipt: Receipt | null;
  number: string;
}): JSX.Element {
  const { locale } = world;
  return (
    <PrivacyPage world={world} title={locale.message("privacy.receipt.heading")} path="/my-data/receipt">
      {receipt ? (
        <>
          <ReceiptFacts world={world} receipt={receipt} />
          <p>{locale.message("privacy.receipt.keep")}</p>
          <Reach world={world} />
        </>
      ) : (
        <CheckReceipt world={world} number={number} />
      )}
    </PrivacyPage>
  );
}

function CheckReceipt({ world, number }: { world: World; number: string }): JSX.Element {
  const { locale } = world;
  return (
    <form class="asks" method="get" action={world.href("/my-data/receipt")}>
      <h2>{locale.message("privacy.receipt.check")}</h2>
      <p class="field">
        <label for="receipt-number">{locale.message("privacy.receipt.number")}</label>
        <input
          id="receipt-number"
          name="number"
          dir="ltr"
          autocomplete="off"
          value={number}
          {...(number ? { "aria-invalid": true, "aria-describedby": "receipt-e" } : {})}
        />
        {number !== "" && (
          <span class="field__error field__error--told" id="receipt-e" role="alert">
            {locale.message("privacy.receipt.unknown")}
          </span>
        )}
      </p>
      <div class="composer__foot">
        <button class="btn" type="submit">
          {locale.message("privacy.receipt.look")}
        </button>
      </div>
    </form>
  );
}

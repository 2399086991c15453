import { assertNever } from "../../platform/lib/assert-never.ts";
import type { Locale, MessageId } from "../../platform/html/locale.ts";
import { roles } from "../people/staff/permissions.ts";
import { isolated, type Letter } from "./letter.ts";
import type { LawContent, MailContent, NoticeContent } from "./mail.ts";

type AccountContent = Exclude<MailContent, NoticeContent | LawContent>;

/** The letters that an account needs. `now`: milliseconds since 1970. */
export function accountLetter(
  content: AccountContent,
  { locale, site, now }: { locale: Locale; site: string; now: number },
): Letter {
  const say = (id: MessageId, more: Record<string, string | number> = {}) =>
    locale.message(id, { site: isolated(site), ...more });
  const text = (id: MessageId, more: Record<string, string | number> = {}) =>
    ({ is: "text", text: say(id, more) }) as const;
  const button = (id: MessageId, href: string) => ({ is: "button", label: say(id), href }) as const;
  const link = (id: MessageId, href: string) => ({ is: "link", label: say(id), href }) as const;
  const letter = (blocks: Letter["blocks"], heading: Record<string, string> = {}): Letter => {
    const [first] = blocks;
    return {
      subject: say(`mail.${content.kind}.subject`, heading),
      preview: first?.is === "text" ? first.text : "",
      heading: say(`mail.${content.kind}.heading`, heading),
      blocks,
      why: say("mail.why.account"),
      links: [],
    };
  };
  switch (content.kind) {
    case "verify":
      return letter([
        text("mail.verify.text", { name: isolated(content.name) }),
        button("mail.verify.do", content.link),
        text("mail.notYou.nothing"),
      ]);
    case "alreadyMember":
      return letter([
        text("mail.alreadyMember.text"),
        button("mail.do.signIn", content.link),
        link("mail.do.newPassword", content.resetLink),
        text("mail.notYou.nothing"),
      ]);
    case "reset":
      return letter([
        text("mail.reset.text"),
        button("mail.do.newPassword", content.link),
        text("mail.linkOnce"),
        text("mail.notYou.nothing"),
      ]);
    case "noAccount":
      return letter([
        text("mail.noAccount.text"),
        button("mail.noAccount.do", content.link),
        text("mail.notYou.nothing"),
      ]);
    case "magicLink":
      return letter([
        text("mail.magicLink.text"),
        button("mail.do.signIn", content.link),
        text("mail.linkOnce"),
        text("mail.notYou.nothing"),
      ]);
    case "myData":
      return letter([
        text("mail.myData.text"),
        button("mail.myData.do", content.link),
        text("mail.linkOnce"),
        text("mail.notYou.nothing"),
      ]);
    case "newAddress":
      return letter([
        text("mail.newAddress.text"),
        button("mail.verify.do", content.link),
        text("mail.notYou.nothing"),
      ]);
    case "passwordChanged":
      return letter([
        text("mail.passwordChanged.text", { when: locale.moment(content.at, now) }),
        text("mail.notYou.act"),
        button("mail.do.newPassword", content.resetLink),
      ]);
    case "addressChanged":
      return letter([
        text("mail.addressChanged.text", { when: locale.moment(content.at, now) }),
        text("mail.notYou.act"),
        button("mail.addressChanged.do", content.link),
      ]);
    case "newSignIn":
      return letter([
        text("mail.newSignIn.text", {
          when: locale.moment(content.at, now),
          browser: isolated(content.browser || say("mail.browser.unknown")),
        }),
        text("mail.notYou.act"),
        button("mail.newSignIn.do", content.link),
      ]);
    case "wayIn":
      return letter([
        text(`mail.wayIn.${content.change}`, {
          when: locale.moment(content.at, now),
          name: isolated(content.name),
        }),
        text("mail.notYou.act"),
        button("mail.wayIn.do", content.link),
        link("mail.do.newPassword", content.resetLink),
      ]);
    case "warning":
      return {
        ...letter([
          text("mail.warning.text"),
          { is: "text", text: isolated(content.words) },
          button("mail.warning.do", content.link),
        ]),
        why: say("mail.warning.why"),
      };
    case "invitation": {
      const known = roles.find((role) => role === content.role);
      const values = {
        inviter: isolated(content.inviter),
        role: known ? say(`mail.role.${known}`) : isolated(content.role),
      };
      return letter(
        [
          text("mail.invitation.text", values),
          button("mail.invitation.do", content.link),
          text("mail.notYou.nothing"),
        ],
        values,
      );
    }
    default:
      return assertNever(content);
  }
}

import type { Context } from "../../context.ts";
import { languages, type Locale, localeOf } from "../../platform/html/locale.ts";
import type { Site } from "../sites/site.ts";
import { accountLetter } from "./account-letters.ts";
import { lawLetter } from "./law-letters.ts";
import { type Letter, plainLine } from "./letter.ts";
import { letterHtml } from "./letter-html.view.tsx";
import { letterText } from "./letter-text.ts";
import { isMailKind, isNotice, isOfLaw, type MailContent, mannerOf, type NoticeContent } from "./mail.ts";
import { settingsLink, unsubscribeLink } from "./mail-links.ts";
import type { MailRow } from "./mail.store.ts";
import { wants } from "./mail-choice.ts";
import { readNewsOf } from "./news.ts";
import { newsLetter } from "./news-letters.ts";
import { choiceOf } from "./preference.ts";
import { readReader } from "./reader.store.ts";
import { senderOf } from "./sender.ts";
import type { Message } from "./smtp.ts";

export type Composed =
  | { is: "message"; message: Message }
  /** What it was to tell of is gone, or its reader doesn't want it any more. */
  | { is: "nothing" }
  | { is: "refused"; error: string };

const nothing = { is: "nothing" } as const;

/** The mail as it goes out, made of what is true now. */
export async function composeMail(ctx: Context, mail: MailRow): Promise<Composed> {
  const site = ctx.sites.byId(mail.site_id);
  if (!site || mail.content_sealed === null || mail.to_sealed === null || !isMailKind(mail.kind))
    return nothing;
  const content = JSON.parse(ctx.keys.open("mail", mail.content_sealed)) as MailContent;
  const written = isNotice(content)
    ? await writeNotice(ctx, site, mail, content)
    : writeAccount(ctx, site, mail, content);
  if (written === null) return nothing;
  const to = ctx.keys.open("address", written.toSealed);
  if (!isAddress(to)) return { is: "refused", error: "badAddress" };
  const raw = await messageOf(ctx, site, { ...written, to, id: mail.id, at: mail.at });
  return { is: "message", message: { from: senderOf(ctx.config, site).from, to, raw } };
}

interface Written {
  letter: Letter;
  locale: Locale;
  toSealed: string;
  headers: Readonly<Record<string, string>>;
}

function writeAccount(
  ctx: Context,
  site: Site,
  mail: MailRow,
  content: Exclude<MailContent, NoticeContent>,
): Written {
  const locale = localeFor(site, mail.language);
  const letter = isOfLaw(content)
    ? lawLetter(content, { locale, site: site.name })
    : accountLetter(content, { locale, site: site.name, now: ctx.now() });
  return { letter, locale, toSealed: mail.to_sealed ?? "", headers: {} };
}

async function writeNotice(
  ctx: Context,
  site: Site,
  mail: MailRow,
  content: NoticeContent,
): Promise<Written | null> {
  const topic = mannerOf(content.kind).topic;
  const reader = mail.member_id === null ? null : await readReader(ctx.db.read, mail.member_id);
  if (!reader || topic === null || !wants(await choiceOf(ctx.db.read, reader.id), topic)) return null;
  const news = await readNewsOf(ctx, site, reader.id, content);
  if (!news) return null;
  const locale = localeFor(site, reader.language);
  const unsubscribe = unsubscribeLink(ctx, site, reader.id, topic);
  const settings = settingsLink(ctx, site, reader.id);
  const letter = newsLetter(news, { locale, site: site.name, now: ctx.now(), settings, unsubscribe });
  // RFC 8058: one POST to the address, and no more.
  const headers = {
    "List-Unsubscribe": `<${unsubscribe}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  return { letter, locale, toSealed: reader.toSealed, headers };
}

/** The reader's language, or the site's; where there is no catalogue, English. */
export function localeFor(site: Site, language: string | null): Locale {
  const hasWords = (tag: string) => languages.includes(tag) || languages.includes(tag.split("-")[0] ?? "");
  const chosen = [language, site.language].find((tag) => tag !== null && hasWords(tag));
  return localeOf(chosen ?? "en", site.timeZone);
}

/** One plain address: nothing that a program could read as a list, a group or a header. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{Cc}@<>()[\]\\,;:"]+@[^\s\p{Cc}@<>()[\]\\,;:"]+$/u.test(text);
}

/** A letter with its headers, as it goes over the wire. */
export async function messageOf(
  ctx: Context,
  site: Site,
  mail: Omit<Written, "toSealed"> & { to: string; id: number | string; at: number },
): Promise<Buffer> {
  const { letter, locale, to } = mail;
  const { language, direction } = locale;
  const paper = { site: site.name, language, direction };
  const sender = senderOf(ctx.config, site);
  // Loaded with the first mail: serving pages needs none of it.
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const composer = new MailComposer({
    from: { name: sender.name, address: sender.from },
    to: { name: "", address: to },
    ...(sender.replyTo ? { replyTo: { name: sender.name, address: sender.replyTo } } : {}),
    subject: plainLine(letter.subject),
    text: letterText(letter, paper),
    html: letterHtml({ ...letter, subject: plainLine(letter.subject) }, paper),
    date: new Date(mail.at),
    // The same each time it is tried: where it does arrive twice, mailboxes show it once.
    messageId: `<${ctx.keys.hash("mail", `message ${mail.id}`)}@${sender.domain}>`,
    headers: {
      ...mail.headers,
      "Content-Language": language,
      // RFC 3834: no machine is to answer.
      "Auto-Submitted": "auto-generated",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

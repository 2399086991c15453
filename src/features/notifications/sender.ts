import type { Config } from "../../platform/config/config.ts";
import { type Site, siteUrl } from "../sites/site.ts";
import { plainLine } from "./letter.ts";

export interface Sender {
  name: string;
  from: string;
  replyTo: string | null;
  domain: string;
}

/** Whom a site's mail comes from: what its settings say, or its name and noreply@ its host. */
export function senderOf(config: Pick<Config, "url">, site: Site): Sender {
  const { mailFrom, mailSender, mailReplyTo, contactEmail } = site.settings;
  const host = new URL(siteUrl(site, config.url, "/")).hostname;
  const from = mailFrom ?? `noreply@${host}`;
  return {
    name: plainLine(mailSender || site.name),
    from,
    replyTo: mailReplyTo ?? contactEmail,
    domain: from.slice(from.lastIndexOf("@") + 1),
  };
}

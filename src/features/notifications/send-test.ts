import type { Context } from "../../context.ts";
import type { Site } from "../sites/site.ts";
import { localeFor, messageOf } from "./compose-mail.ts";
import { isolated } from "./letter.ts";
import { senderOf } from "./sender.ts";
import { openPost, type Outcome, type Patience } from "./smtp.ts";

/** For somebody who waits at a terminal: milliseconds. */
const patience: Patience = { connect: 10_000, answer: 30_000, all: 60_000 };

/** Sends a mail to see whether mail works: at once, and once. */
export async function sendTest(
  ctx: Context,
  smtpUrl: string,
  { site, address, language }: { site: Site; address: string; language: string | null },
): Promise<Outcome> {
  const at = ctx.now();
  const locale = localeFor(site, language);
  const name = { site: isolated(site.name) };
  const letter = {
    subject: locale.message("mail.test.subject", name),
    preview: "",
    heading: locale.message("mail.test.heading"),
    blocks: [
      {
        is: "text",
        text: locale.message("mail.test.text", { ...name, when: locale.moment(at, at) }),
      } as const,
    ],
    why: locale.message("mail.why.account", name),
    links: [],
  };
  const mail = { letter, locale, to: address, id: `test ${ctx.token()}`, at, headers: {} };
  const raw = await messageOf(ctx, site, mail);
  const post = openPost(smtpUrl, patience);
  try {
    return await post.deliver({ from: senderOf(ctx.config, site).from, to: address, raw }, async () => true);
  } finally {
    post.close();
  }
}

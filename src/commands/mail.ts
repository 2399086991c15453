import { localeOf } from "../platform/html/locale.ts";
import { isAddress } from "../features/notifications/compose-mail.ts";
import { mailState } from "../features/notifications/mail-state.ts";
import { retryMails } from "../features/notifications/retry-mails.ts";
import { sendTest } from "../features/notifications/send-test.ts";
import { troubleWords } from "../features/notifications/trouble.ts";
import { type Command, chosenSite, readArgs, type Terminal, UsageError, withApp } from "./command.ts";

export const mailCommand: Command = {
  name: "mail",
  usage: "mail state | test ADDRESS | retry  [--site KEY] [--language LANG]",
  about: "Says how mail is doing, sends a test, or has tried again what was given up.",
  options: [
    "--site KEY        test: which site it comes from (absent: the first)",
    "--language LANG   test: in which language (absent: the site's)",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      language: { type: "string" },
    });
    const [act = "state", address = ""] = positionals;
    switch (act) {
      case "state":
        return state(terminal);
      case "test":
        if (!isAddress(address)) throw new UsageError("Say to which address, for example alma@example.org.");
        return test(terminal, address, values);
      case "retry":
        return retry(terminal);
      default:
        throw new UsageError(`"${act}" is nothing that can be done with mail.`);
    }
  },
};

function state(terminal: Terminal): Promise<number> {
  return withApp(terminal, async ({ app: { ctx } }) => {
    const found = await mailState(ctx.db.read, null);
    const locale = localeOf("en", "UTC");
    if (ctx.config.smtpUrl === null) terminal.print("Mail is off: SMTP_URL is not set.");
    else if (found.outage) {
      const since = new Date(found.outage.since).toISOString();
      terminal.print(`Mail has not gone out since ${since}: ${troubleWords(found.outage.error, locale)}`);
    } else terminal.print("Mail goes out.");
    terminal.print(`${found.waiting} waiting, ${found.dead} given up`);
    return found.outage ? 1 : 0;
  });
}

function test(
  terminal: Terminal,
  address: string,
  { site, language }: { site?: string | undefined; language?: string | undefined },
): Promise<number> {
  return withApp(terminal, async ({ app: { ctx } }) => {
    if (ctx.config.smtpUrl === null) {
      terminal.print("Mail is off. Set SMTP_URL, for example smtp://user:password@mail.example.org:587");
      return 1;
    }
    const outcome = await sendTest(ctx, ctx.config.smtpUrl, {
      site: chosenSite(ctx.sites, site),
      address,
      language: language ?? null,
    });
    if (outcome.is === "sent") {
      terminal.print("The mail server has taken the test. Look whether it arrives.");
      return 0;
    }
    const error = "error" in outcome ? outcome.error : "unreadable";
    terminal.print(`It did not go out: ${troubleWords(error, localeOf("en", "UTC"))} (${error})`);
    return 1;
  });
}

function retry(terminal: Terminal): Promise<number> {
  return withApp(terminal, async ({ app: { ctx } }) => {
    const n = await retryMails(ctx, { siteId: null, id: null });
    terminal.print(`${n} will be tried again by the running program`);
    return 0;
  });
}

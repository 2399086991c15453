import type { Context } from "../../context.ts";
import { localeOf } from "../../platform/html/locale.ts";
import { mailState } from "./mail-state.ts";
import { openPost } from "./smtp.ts";
import { troubleWords } from "./trouble.ts";

/** For somebody who waits at a terminal: milliseconds. */
const patience = { connect: 5000, answer: 5000, all: 10_000 };

/** A line for `belowline doctor`: whether mail is on, and the server takes us. */
export async function mailHealth(ctx: Context): Promise<string> {
  if (ctx.config.smtpUrl === null)
    return "NOTE mail: off, since SMTP_URL is not set: no confirmed addresses, new passwords, invitations or notices";
  const { dead, waiting } = await mailState(ctx.db.read, null);
  const counts = `${waiting} waiting, ${dead} given up`;
  const error = await openPost(ctx.config.smtpUrl, patience).look();
  return error === null
    ? `ok   mail: the server takes us; ${counts}`
    : `BAD  mail: ${troubleWords(error, localeOf("en", "UTC"))} (${error}); ${counts}`;
}

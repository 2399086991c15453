import { auditCommand } from "./audit.ts";
import type { Command } from "./command.ts";
import { commentCommand } from "./comment.ts";
import { doctorCommand } from "./doctor.ts";
import { importCommand } from "./import.ts";
import { mailCommand } from "./mail.ts";
import { publisherCommand } from "./publisher.ts";
import { privacyCommand } from "./privacy.ts";
import { sampleCommand } from "./sample.ts";
import { scanCommand } from "./scan.ts";
import { siteCommand } from "./site.ts";
import { startCommand } from "./start.ts";
import { storyCommand } from "./story.ts";
import { userCommand } from "./user.ts";

export { type Command, UsageError } from "./command.ts";

export const commands: readonly Command[] = [
  startCommand,
  siteCommand,
  storyCommand,
  commentCommand,
  auditCommand,
  userCommand,
  publisherCommand,
  importCommand,
  scanCommand,
  sampleCommand,
  mailCommand,
  privacyCommand,
  doctorCommand,
];

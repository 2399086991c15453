import { commentsHolding, drafts, formerTextTrace, originTrace, recommends } from "../../discussion/held.ts";
import { reviews } from "../../moderation/overview/quality/held.ts";
import { decisionsTaken, moderationTrace, reports } from "../../moderation/held.ts";
import { learnerTrace, lessonsHeld } from "../../moderation/learner/held.ts";
import { appeals, lawTrace, legalNotices, statements } from "../../moderation/law/held.ts";
import { deskMarks } from "../../moderation/queue/held.ts";
import { sanctionsHeld, staffNotes } from "../../moderation/sanctions/held.ts";
import { follows, mailChoice, mails, newsTrace, notices } from "../../notifications/held.ts";
import { attempts, subscriptions } from "../connect/held.ts";
import { mutes, names, profile } from "../profiles/held.ts";
import { factorTries, passkeys, secondFactor, trustedDevices } from "../second-factor/held.ts";
import { invitations, oneTimeLinks, staffLog } from "../staff/held.ts";
import type { CommentTrace, Holding } from "./holding.ts";
import {
  account,
  requests,
  roles,
  sessions,
  signInMethods,
  verifications,
  writers,
} from "./people-holdings.ts";

/** What goes with a comment that is erased. A table that hangs on comments adds a function here. */
const traces: readonly CommentTrace[] = [
  originTrace,
  formerTextTrace,
  moderationTrace,
  learnerTrace,
  lawTrace,
  newsTrace,
];

/**
 * All that is held on people, in the order in which it is shown and erased: comments before those who wrote them, the
 * account last. Who adds a table that holds something on people adds an entry; a test finds tables without one.
 */
export const holdings: readonly Holding[] = [
  signInMethods,
  sessions,
  secondFactor,
  passkeys,
  trustedDevices,
  factorTries,
  roles,
  subscriptions,
  staffLog,
  invitations,
  oneTimeLinks,
  attempts,
  commentsHolding(traces),
  drafts,
  lessonsHeld,
  decisionsTaken,
  reviews,
  statements,
  appeals,
  legalNotices,
  sanctionsHeld,
  staffNotes,
  reports,
  deskMarks,
  recommends,
  mails,
  notices,
  follows,
  mutes,
  mailChoice,
  requests,
  verifications,
  writers,
  names,
  profile,
  account,
];

/** Tables that hold nothing on people who read, write or work here, and why they may look as if they did. */
export const holdsNothing: Readonly<Record<string, string>> = {
  classifier: "settings of the paper",
  decision_chain: "numbers and hashes",
  discussion: "numbers",
  erasure: "whose it is only while it runs, encrypted; then a receipt",
  event: "ids and times; ids lead nowhere once their rows are gone. Titles of the staff: see staffLog",
  figure: "what the paper published, with its credits",
  import_comment: "which comment of the source became which: without it the next import would bring it again",
  import_link: "the same of stories",
  import_run: "numbers, and names of stories",
  kysely_migration: "names of migrations",
  kysely_migration_lock: "a lock",
  learner: "numbers",
  learner_piece: "numbers, mixed from all that was learnt",
  learner_snapshot: "numbers; which of the staff brought it or went back to it",
  learner_trial: "numbers",
  mail_cursor: "numbers",
  mail_outage: "since when mail can't be sent",
  mastodon_app: "what servers know this installation by; forgotten when nobody signs in through them",
  media: "what the paper published",
  publisher: "settings of the paper",
  publisher_token: "hashes of what was used up, of nobody in particular, until it ends",
  queue_item: "ids and times of what waits",
  repeat_cluster: "numbers",
  repeat_text: "hashes of what comments say, for a month; they go when the words do",
  repeat_value: "the same",
  redirect: "addresses of stories",
  retention_run: "numbers",
  review_item: "ids and times, and what was decided",
  revision: "what the paper published, with its bylines",
  rule_set: "settings of the paper",
  scan_finding: "which rules objected to a comment that is published, and where in it; goes with the words",
  scan_run: "numbers",
  section: "what the paper published",
  site: "settings of the paper",
  spent: "hashes of what was used up, of nobody in particular, until it ends",
  story: "what the paper published, with its bylines",
  story_note: "what the paper published",
  story_tag: "what the paper published",
  tag: "what the paper published",
  thread_node: "numbers",
  word_list: "settings of the paper",
};

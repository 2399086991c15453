import type { Locale, MessageId, MessageValues } from "../../platform/html/locale.ts";
import { en } from "../../platform/html/messages/en.ts";

/** Whether there is such a message. */
const isMessage = (id: string): id is MessageId => Object.hasOwn(en, id);

/** A rule's reason in words, as the desk and readers read it: `actor` is "rule:PHASE". */
export function whyText(locale: Locale, actor: string, code: string, values: MessageValues = {}): string {
  const phase = actor.replace(/^rule:/, "");
  const id = code === "failed" ? "why.failed" : `why.${phase}.${code}`;
  if (isMessage(id)) {
    try {
      return locale.message(id, { phase, ...values });
    } catch {
      // Written down by an older version of the rule, which had other values to tell.
    }
  }
  return locale.message("queue.why.unknown", { phase, code });
}

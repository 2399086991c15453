import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";

/** What is wrong with a form, and at which of its fields; "form": with all of it. */
export interface Complaint {
  field: string;
  message: MessageId;
  values?: MessageValues;
}

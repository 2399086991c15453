import type { MessageId, MessageValues } from "../../platform/html/locale.ts";
import { cleanLine, cleanText, countCharacters, isIntact, isVisible } from "../../platform/text/clean.ts";
import { looksLikeAddress } from "../people/accounts/address.ts";
import type { SiteSettings } from "../sites/site.ts";
import { bodyOfMarkdown, countLinks } from "./comment-body.ts";
import type { CommentBody } from "./comment-write.store.ts";

/** What a writer typed, as it came. */
export interface Typed {
  name: string;
  email: string;
  text: string;
}

/** Something that keeps a comment from being posted, and at which field. */
export interface Complaint {
  field: "name" | "email" | "text" | "form";
  message: MessageId;
  values?: MessageValues;
}

export interface Checked {
  /** May be empty where the site allows that. */
  name: string;
  email: string | null;
  body: CommentBody;
}

const nameLength = 60;

/** Checks what was typed against the site's settings. Every complaint is told at once. */
export function checkComment(
  typed: Typed,
  settings: SiteSettings,
): { checked: Checked; complaints: Complaint[] } {
  const { body, complaints } = checkText(typed.text, settings);
  const name = cleanLine(typed.name);
  const email = cleanLine(typed.email);
  return {
    checked: { name, email: email === "" ? null : email, body },
    complaints: [...checkName(typed.name, name, settings), ...checkEmail(email, settings), ...complaints],
  };
}

function checkName(typed: string, name: string, settings: SiteSettings): Complaint[] {
  const complain = (message: MessageId, values?: MessageValues): Complaint[] => [
    { field: "name", message, ...(values ? { values } : {}) },
  ];
  if (!isIntact(typed)) return complain("error.text.broken");
  if (typed.trim() !== "" && !/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(name))
    return complain("error.name.invisible");
  if (name === "") return settings.nameRequired ? complain("error.name.missing") : [];
  return countCharacters(name) > nameLength ? complain("error.name.long", { n: nameLength }) : [];
}

function checkEmail(email: string, settings: SiteSettings): Complaint[] {
  if (email === "") return settings.emailRequired ? [{ field: "email", message: "error.email.missing" }] : [];
  return looksLikeAddress(email) ? [] : [{ field: "email", message: "error.email.wrong" }];
}

/** Checks the text alone, as for a change. */
export function checkText(
  typed: string,
  settings: SiteSettings,
): { body: CommentBody; complaints: Complaint[] } {
  const empty: CommentBody = bodyOfMarkdown("");
  const refuse = (message: MessageId, values?: MessageValues) => ({
    body: empty,
    complaints: [{ field: "text" as const, message, ...(values ? { values } : {}) }],
  });
  if (!isIntact(typed)) return refuse("error.text.broken");
  const text = cleanText(typed);
  if (!isVisible(text)) return refuse("error.text.missing");
  const over = countCharacters(text) - settings.maxLength;
  if (over > 0) return refuse("error.text.long", { n: over });
  const body = bodyOfMarkdown(text);
  if (countLinks(body.html + body.restHtml) > settings.maxLinks) {
    return refuse("error.text.links", { n: settings.maxLinks });
  }
  return { body, complaints: [] };
}

import type { Locale } from "../../platform/html/locale.ts";

/** What an error's code says to the person who is to mend it. See `codeOf` in smtp.ts. */
export function troubleWords(error: string, { message }: Pick<Locale, "message">): string {
  const [word = "", ...rest] = error.split(" ");
  const code = rest.join(" ") || word;
  switch (word) {
    case "ECONNREFUSED":
      return message("mailTrouble.refused");
    case "ETIMEDOUT":
      return message("mailTrouble.timeout");
    case "EDNS":
    case "ENOTFOUND":
      return message("mailTrouble.dns");
    case "ETLS":
      return message("mailTrouble.tls");
    case "EAUTH":
      return message("mailTrouble.login", { code });
    case "ESENDER":
      return message("mailTrouble.sender", { code });
    case "inDoubt":
      return message("mailTrouble.inDoubt");
    case "badAddress":
    case "EENVELOPE":
      return message("mailTrouble.badAddress");
    case "unreadable":
      return message("mailTrouble.unreadable");
    default:
      return /^\d/.test(word)
        ? message("mailTrouble.answer", { code: error })
        : message("mailTrouble.closed");
  }
}

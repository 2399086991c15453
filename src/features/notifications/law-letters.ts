import { assertNever } from "../../platform/lib/assert-never.ts";
import { isMessageId, type Locale, type MessageId } from "../../platform/html/locale.ts";
import { type Block, isolated, type Letter } from "./letter.ts";
import type { LawContent } from "./mail.ts";

/** The letters about decisions, appeals and notices of illegal content. They say no other reader's words. */
export function lawLetter(content: LawContent, { locale, site }: { locale: Locale; site: string }): Letter {
  const say = (id: MessageId, more: Record<string, string | number> = {}) =>
    locale.message(id, { site: isolated(site), ...more });
  const text = (words: string): Block => ({ is: "text", text: words });
  const button = (id: MessageId, href: string): Block => ({ is: "button", label: say(id), href });
  /** What whoever decided wrote. */
  const answer = (words: string) => (words === "" ? [] : [text(say("lawMail.words")), text(isolated(words))]);
  const letter = (heading: string, blocks: readonly Block[]): Letter => ({
    subject: heading,
    preview: blocks[0]?.is === "text" ? blocks[0].text : "",
    heading,
    blocks,
    why: say("lawMail.why"),
    links: [],
  });
  switch (content.kind) {
    case "statement": {
      const id = `lawMail.statement.${content.what}`;
      return letter(isMessageId(id) ? say(id) : say("lawMail.statement.remove"), [
        ...content.whys.map((why) => text(why)),
        text(say(nextAfter(content.what))),
        button("lawMail.statement.see", content.link),
      ]);
    }
    case "appealReceived":
      return letter(say("lawMail.appealReceived"), [
        text(say("lawMail.appealReceived.text")),
        button("lawMail.see", content.link),
      ]);
    case "appealAnswered":
      return letter(say(content.isGranted ? "lawMail.appeal.granted" : "lawMail.appeal.upheld"), [
        text(say(content.isGranted ? "lawMail.appeal.granted.text" : "lawMail.appeal.upheld.text")),
        ...answer(content.words),
        ...(content.isGranted ? [] : [text(say("lawMail.redress"))]),
        button("lawMail.see", content.link),
      ]);
    case "noticeReceived":
      return letter(say("lawMail.noticeReceived", { number: String(content.number) }), [
        text(say("lawMail.noticeReceived.text", { place: isolated(content.place) })),
        button("lawMail.see", content.link),
      ]);
    case "noticeAnswered": {
      const id = `lawMail.notice.${content.outcome}`;
      return letter(say("lawMail.noticeAnswered", { number: String(content.number) }), [
        text(say(isMessageId(id) ? id : "lawMail.notice.kept", { place: isolated(content.place) })),
        ...answer(content.words),
        text(say("lawMail.notice.human")),
        text(say("lawMail.notice.redress")),
        button("lawMail.see", content.link),
      ]);
    }
    default:
      return assertNever(content);
  }
}

/** What comes of a measure, or can be done about it. */
function nextAfter(measure: string): MessageId {
  if (measure === "warn") return "lawMail.warn.what";
  return measure === "hold" ? "lawMail.statement.waits" : "lawMail.statement.appeal";
}

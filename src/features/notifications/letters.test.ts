import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { makeSite } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import { everyLetter } from "../../../test/letters.ts";
import { localeOf } from "../../platform/html/locale.ts";
import { accountLetter } from "./account-letters.ts";
import { messageOf } from "./compose-mail.ts";
import { letterHtml } from "./letter-html.view.tsx";
import { letterText } from "./letter-text.ts";

const languages = [
  ["en", "ltr"],
  ["ar", "rtl"],
  ["ckb", "rtl"],
] as const;

describe.each(languages)("letters in %s", (language, direction) => {
  const site = "The Sandholt Tide";
  const paper = { site, language, direction };
  const all = everyLetter(localeOf(language, "Asia/Baghdad"), site);

  it.each(all)("say all that they have to: %s", (_name, letter) => {
    const text = letterText(letter, paper);
    const html = letterHtml(letter, paper);
    const links = letter.blocks.flatMap((block) => ("href" in block ? [block.href] : []));
    for (const part of [letter.subject, letter.heading, letter.why, text]) {
      expect(part.trim()).not.toBe("");
      // No argument left unfilled, no plural undone.
      expect(part).not.toMatch(/[{}]|undefined|, plural,|NaN/);
    }
    expect(html).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import|\son\w+=/);
    for (const link of links) {
      expect(text).toContain(link);
      expect(html).toContain(link.replaceAll("&", "&amp;"));
    }
    // Isolates are for HTML alone: old programs show them as boxes.
    expect(text).not.toMatch(/[\u2066-\u2069]/);
    if (language !== "en") expect(letter.subject + letter.heading).toMatch(/\p{Script=Arabic}/u);
  });
});

onBothEngines("a message", (app) => {
  const hostile = "Alma\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>";

  it("has the headers that it needs, and none that somebody smuggles in", async () => {
    const { id } = await makeSite(app(), {
      settings: { mailSender: hostile.slice(0, 90), mailReplyTo: "desk@example.org" },
    });
    const site = app().ctx.sites.byId(id);
    if (!site) throw new Error("no site");
    const locale = localeOf("en", "UTC");
    const content = {
      kind: "invitation",
      role: hostile,
      inviter: hostile,
      link: "https://example.org/x",
    } as const;
    const letter = accountLetter(content, { locale, site: hostile, now: 0 });
    const message = { letter, locale, to: "alma@example.org", id: 7, at: 0, headers: {} };
    const raw = await messageOf(app().ctx, site, message);
    const mail = await PostalMime.parse(raw);
    const names = mail.headers.map(({ key }) => key);
    expect(names).not.toContain("bcc");
    expect(new Set(names).size).toBe(names.length);
    expect(mail.from).toMatchObject({ address: "noreply@localhost" });
    expect(mail.replyTo).toMatchObject([{ address: "desk@example.org" }]);
    expect(mail.to).toMatchObject([{ address: "alma@example.org" }]);
    expect(mail.subject).toContain("Alma Bcc: everybody@example.org");
    expect(mail.html).not.toContain("<script");
    expect(mail.text).toContain("https://example.org/x");
    expect(names).toContain("auto-submitted");
    expect(names).not.toContain("list-unsubscribe");
    expect(mail.messageId).toMatch(/^<[\w-]+@localhost>$/);
    expect((await PostalMime.parse(await messageOf(app().ctx, site, message))).messageId).toBe(
      mail.messageId,
    );
  });
});

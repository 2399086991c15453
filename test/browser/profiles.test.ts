import type { Page } from "playwright-core";
import sharp from "sharp";
import { expect } from "vitest";
import type { CommentId } from "../../src/platform/lib/ids.ts";
import { memberPerson } from "../../src/features/people/member-person.ts";
import { makeComments, type MadeSite, makeSite, makeStory } from "../factories.ts";
import { type MadeMember, makeMember } from "../members.ts";
import { findings, type Open, useRoom } from "./room.ts";

const { room, it } = useRoom();

const words: Readonly<Record<string, { name: string; guest: string; text: string }>> = {
  en: {
    name: "Alma Reed",
    guest: "A. Reed",
    text: "The ferry sailed at six, and nobody on the quay expected it.",
  },
  ar: {
    name: "ألما ريد",
    guest: "ألما",
    text: "أبحرت العبّارة في السادسة، ولم يكن أحد على الرصيف يتوقّع ذلك.",
  },
  ckb: { name: "ئاڵما ڕید", guest: "ئاڵما", text: "بەلەمەکە کاتژمێر شەش بەڕێ کەوت، و کەس چاوەڕێی نەبوو." },
};

interface Scene {
  site: MadeSite;
  member: MadeMember;
  reader: MadeMember;
  /** Paths by what they show. */
  pages: Record<string, string>;
}

/** A member with comments, some of them still a guest's, and a reader who follows and mutes. */
async function makeScene(language: string): Promise<Scene> {
  const { app } = room();
  const { name, guest, text } = words[language] ?? { name: "", guest: "", text: "" };
  const site = await makeSite(app, { language, settings: { memberPictures: true } });
  const story = await makeStory(app, site, { language, headline: text.slice(0, 40) });
  const address = `${site.key}@example.org`;
  const member = await makeMember(app, { name, address, role: "reporter", siteId: site.id, title: "Quay" });
  const reader = await makeMember(app, { name: `Reader ${site.key}` });
  const long = `${text} `.repeat(12);
  const ids = await makeComments(app, site, story, [
    { text: long, name },
    { text, name },
    { text: "W".repeat(400), name },
  ]);
  for (const said of [text, long]) {
    await app.post(`${story.path}/comments`, { name: guest, email: address, text: `${said} (${guest})` });
    app.clock.now += 120_000;
  }
  await app.database.transact(async (tx) => {
    const at = app.clock.now;
    const id = await memberPerson(tx, { memberId: member.id, siteId: site.id, name, at });
    await tx
      .updateTable("comment")
      .set({ author_id: id })
      .where("id", "in", ids as CommentId[])
      .execute();
    await tx
      .insertInto("profile")
      .values({ member_id: member.id, about: `${text}\n${"x".repeat(120)}` })
      .execute();
  });
  const { handle } = await app.database.read
    .selectFrom("member")
    .select("handle")
    .where("id", "=", member.id)
    .executeTakeFirstOrThrow();
  const profile = `${site.prefix}/people/${encodeURIComponent(handle)}`;
  await app.post(`${profile}/follow`, { on: "1" }, { cookie: reader.cookie });
  const pages = {
    profile,
    settings: `${site.prefix}/settings`,
    following: `${site.prefix}/settings/following`,
    takeOver: `${site.prefix}/settings/take-over`,
  };
  return { site, member, reader, pages };
}

async function openAs(open: Open, member: MadeMember, path: string, scripts = true): Promise<Page> {
  const { page, context } = await open("/healthz", { scripts });
  const [name = "", value = ""] = member.cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: room().base }]);
  await page.goto(path);
  return page;
}

it.for(["en", "ar", "ckb"])(
  "profiles and settings fit a phone, and axe has nothing to say of them (%s)",
  { timeout: 120_000 },
  async (language, { open }) => {
    const { member, reader, pages } = await makeScene(language);
    for (const [who, names] of [
      [member, ["profile", "settings", "takeOver"]],
      [reader, ["profile", "following"]],
    ] as const) {
      const page = await openAs(open, who, "/healthz");
      for (const name of names) {
        await page.goto(pages[name] ?? "");
        for (const [width, dark] of [
          [1280, false],
          [390, true],
          [320, false],
        ] as const) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect([name, width, over]).toEqual([name, width, 0]);
          if (width !== 320) expect([name, width, await findings(page)]).toEqual([name, width, []]);
        }
      }
    }
  },
);

it("everything goes without scripts: following, changing the profile, a picture, taking over", {
  timeout: 60_000,
}, async ({ open }) => {
  const { member, reader, pages } = await makeScene("en");
  const asReader = await openAs(open, reader, pages["profile"] ?? "", false);
  await asReader.click("button:has-text('Stop following')");
  await asReader.click("button:has-text('Mute')");
  await asReader.waitForSelector("button:has-text('Stop muting')");

  const page = await openAs(open, member, pages["settings"] ?? "", false);
  await page.fill("[name=name]", "");
  await page.fill("[name=about]", "Kept when it comes back.");
  await page.click(".settings__form button");
  expect(await page.textContent("#p-name-e")).toContain("Give a name");
  expect(await page.inputValue("[name=about]")).toBe("Kept when it comes back.");
  await page.fill("[name=name]", "Alma Quay");
  await page.click(".settings__form button");
  await page.waitForSelector("[role=status]:has-text('Saved.')");

  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#486" } })
    .png()
    .toBuffer();
  await page.setInputFiles("[name=picture]", { name: "me.png", mimeType: "image/png", buffer: picture });
  await page.click("button:has-text('Upload picture')");
  await page.waitForSelector(".profile__picture");
  await expect
    .poll(() => page.evaluate(() => document.querySelector("img")?.naturalWidth), { timeout: 10_000 })
    .toBe(288);

  await page.click(".settings__offer a");
  await page.click("button:has-text('Take over what is ticked')");
  await page.waitForSelector("[role=status]:has-text('2 comments are yours now.')");
  await page.goto(pages["profile"] ?? "");
  expect(await page.textContent(".profile")).toContain("5 comments");
});

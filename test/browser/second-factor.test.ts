import type { CDPSession, Page } from "playwright-core";
import { expect } from "vitest";
import { makeSite } from "../factories.ts";
import { type MadeMember, makeMember, signIn } from "../members.ts";
import { phoneOf } from "../second-factor.ts";
import { openView, type View, type ViewOptions } from "../tools.ts";
import { findings, useRoom } from "./room.ts";

const { room, it } = useRoom();

/** Passkeys need a name for a host: an address of numbers is none. */
async function namedSite(language = "en"): Promise<{ base: string }> {
  const { app, base } = room();
  // The host belongs to the newest site that asks for it.
  await app.database.transact((tx) =>
    tx.updateTable("site").set({ settings: "{}" }).where("settings", "like", "%localhost%").execute(),
  );
  const host = `localhost:${new URL(base).port}`;
  await makeSite(app, { language, settings: { host } });
  return { base: `http://${host}` };
}

async function openAs(base: string, { cookie }: { cookie: string }, options?: ViewOptions): Promise<View> {
  const view = await openView(room().browser, base, options);
  await become(view, base, cookie);
  return view;
}

async function become({ context }: View, base: string, cookie: string): Promise<void> {
  await context.clearCookies();
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: base }]);
}

/** A phone or computer that keeps passkeys and knows its owner. https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/ */
async function addAuthenticator(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

/** Sends nothing as a passkey: the answer is a page on which one can be shown. */
async function goToPasskeySignIn(page: Page): Promise<void> {
  await page.goto("/latest-comments");
  await page.evaluate(() => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/sign-in/passkey" });
    document.body.append(form);
    form.submit();
  });
  await page.waitForURL("**/sign-in/passkey");
}

it("a passkey is made, signs in, stands for the second step and proves, in a real browser", async () => {
  const { base } = await namedSite();
  const member = await makeMember(room().app, { name: "Alma Reed" });
  const view = await openAs(base, member);
  const { page, complaints } = view;
  const { cdp, authenticatorId } = await addAuthenticator(page);
  await page.goto("/settings/second-factor");
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await page.getByLabel("Name").fill("This computer");
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await page.waitForURL("**/settings/second-factor");
  expect(await page.getByLabel("Name").inputValue()).toBe("This computer");
  const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
  expect(credentials).toMatchObject([
    { rpId: "localhost", isResidentCredential: true, userDisplayName: "Alma Reed" },
  ]);
  expect(JSON.stringify(credentials)).not.toMatch(/invalid|example/);

  await view.context.clearCookies();
  await goToPasskeySignIn(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(`${base}/`);
  await page.goto("/settings/sessions");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Where you are signed in");

  await setUpByHand(page);
  await become(view, base, (await signIn(room().app, member.id)).cookie);
  await page.goto("/latest-comments");
  await page.waitForURL("**/sign-in/second?to=*");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL("**/latest-comments");

  room().app.clock.now += 11 * 60_000;
  await page.goto("/settings/passkeys/new");
  await page.waitForURL("**/prove?to=*");
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByText("That didn’t work.").waitFor();
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL("**/settings/passkeys/new");
  expect(complaints).toEqual([]);
  await view.context.close();
});

/** Switches the second step on as a reader does. */
async function setUpByHand(page: Page): Promise<void> {
  await page.goto("/settings/second-factor");
  await page.getByRole("button", { name: "Set it up" }).click();
  await page.waitForURL("**/second-factor/new");
  const phone = phoneOf(room().app, await page.content());
  await page.getByLabel("Code that the app shows now").fill(phone.code());
  await page.getByRole("button", { name: "Switch it on" }).click();
  await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save them as a text file" }).click(),
  ]);
  const lines = await streamText(await download.createReadStream());
  expect(lines.match(/^[a-z2-9]{5}-[a-z2-9]{5}\r$/gm)).toHaveLength(10);
}

async function streamText(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const part of stream) text += part.toString();
  return text;
}

it("without scripts the second step works, and nobody is shown a passkey that can't be used", async () => {
  const { base } = await namedSite();
  const member = await makeMember(room().app);
  const view = await openAs(base, member, { scripts: false });
  const { page } = view;
  await setUpByHand(page);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await page.getByText("You have 10 recovery codes left").waitFor();
  await page.goto("/settings/passkeys/new");
  expect(await page.getByText("For this your browser needs passkeys").isVisible()).toBe(true);
  expect(await page.getByRole("button", { name: "Make the passkey" }).isVisible()).toBe(false);
  await view.context.close();
});

it.for(["en", "ar", "ckb"])(
  "its pages are accessible and fit a phone (%s)",
  { timeout: 60_000 },
  async (language) => {
    const { base } = await namedSite(language);
    const member = await makeMember(room().app);
    await signIn(room().app, member.id);
    const view = await openAs(base, member, { width: 320 });
    const { page } = view;
    const check = async (name: string) => {
      for (const dark of [false, true]) {
        await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
        expect([name, dark, await findings(page)]).toEqual([name, dark, []]);
      }
      const sides = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([name, sides]).toEqual([name, 0]);
    };
    await page.goto("/settings/sessions");
    await check("sessions");
    await page.goto("/settings/second-factor");
    await check("off");
    await page.locator("form[action$=begin] button").click();
    await check("set-up");
    await page.waitForURL("**/second-factor/new");
    const phone = phoneOf(room().app, await page.content());
    await page.fill("[name=code]", "000000");
    await page.click("form[action$=confirm] button");
    await check("wrong code");
    await page.fill("[name=code]", phone.code());
    await page.click("form[action$=confirm] button");
    await check("codes");
    await addPasskeyRow(member);
    await page.goto("/settings/second-factor");
    await check("on");
    await page.goto("/settings/passkeys/new");
    await check("new passkey");
    room().app.clock.now += 11 * 60_000;
    await page.goto("/prove");
    await check("prove");
    await become(view, base, (await signIn(room().app, member.id)).cookie);
    await page.goto("/sign-in/second");
    await check("second");
    expect(view.complaints).toEqual([]);
    await view.context.close();
  },
);

async function addPasskeyRow({ id }: MadeMember): Promise<void> {
  const { database, clock } = room().app;
  const row = { member_id: id, host: "localhost", public_key: "", counter: 0, transports: "", at: clock.now };
  await database.transact((tx) =>
    tx
      .insertInto("passkey")
      .values([
        { ...row, id: `a-${id}`, credential_id: `a-${id}`, name: "هاتفي", used_at: clock.now },
        {
          ...row,
          id: `b-${id}`,
          credential_id: `b-${id}`,
          name: "N".repeat(60),
          host: "other.example",
          used_at: null,
        },
      ])
      .execute(),
  );
}

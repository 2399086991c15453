import { createServer } from "node:net";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSite } from "../factories.ts";
import { startApp, type TestApp } from "../harness.ts";
import { loopback, type OpenId, startOpenId } from "../openid.ts";
import { openBrowser } from "../tools.ts";
import { findings } from "./room.ts";

/** A port that nobody listens at now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

// A provider is another origin than ours: that a form leads there at all (form-action), and that the cookies come back with
// who was there, only a browser can tell.
describe("connecting in Chromium", () => {
  let browser: Browser;
  let app: TestApp;
  let club: OpenId;
  let base = "";

  beforeAll(async () => {
    browser = await openBrowser();
    base = `http://localhost:${await freePort()}`;
    club = await startOpenId("club", `${base}/connect/club/callback`);
    const { issuer, clientId, secret } = club;
    app = await startApp(
      "sqlite",
      {
        BELOWLINE_URL: base,
        BELOWLINE_OIDC: JSON.stringify([{ id: "club", label: "Press Club", issuer, clientId, secret }]),
      },
      { network: loopback() },
    );
    app.clock.now = Date.now();
    await makeSite(app, { prefix: "" });
    await makeSite(app, { prefix: "/ar", language: "ar" });
    await app.fastify.listen({ port: Number(new URL(base).port), host: "127.0.0.1" });
  });
  afterAll(async () => {
    await browser?.close();
    club?.stop();
    await app?.stop();
  });

  async function open(options: BrowserContextOptions) {
    const context = await browser.newContext({ baseURL: base, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
        complaints.push(message.text());
    });
    return { page, complaints };
  }

  it.each([
    ["with scripts", { javaScriptEnabled: true }, "", "Open my account"],
    ["without scripts", { javaScriptEnabled: false }, "", "Open my account"],
    ["on a site of another language, without scripts", { javaScriptEnabled: false }, "/ar", "افتحوا حسابي"],
  ])("signs up at a real provider and comes back, %s", async (_name, options, prefix, button) => {
    const who = `person-${prefix}-${options.javaScriptEnabled}`;
    club.people.set(who, { name: `Reader ${who}`, email: `${who}@example.org`, email_verified: true });
    club.who = who;
    const { page, complaints } = await open(options);
    await page.goto(`${prefix}/connect/club/callback`);
    await page.getByRole("button", { name: "Press Club" }).click();
    await page.getByRole("button", { name: button }).waitFor();
    expect(new URL(page.url()).origin).toBe(base);
    expect(await page.locator("#name").inputValue()).toBe(`Reader ${who}`);
    if (options.javaScriptEnabled) expect(await findings(page)).toEqual([]);
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(`${base}${prefix}/`);
    await page.goto(`${prefix}/settings/connections`);
    expect(await page.locator(".connections").textContent()).toContain("Press Club");
    if (options.javaScriptEnabled) expect(await findings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import type { TestApp } from "./harness.ts";

/** A Chromium for tests; throws in one line what is missing. */
export async function openBrowser(): Promise<Browser> {
  const found = inject("browser");
  if ("missing" in found) throw new Error(found.missing);
  return chromium.launch({
    executablePath: found.path,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Lets the app listen on loopback and gives its address. */
export async function listen(app: TestApp): Promise<string> {
  return app.fastify.listen({ port: 0, host: "127.0.0.1" });
}

export interface View {
  context: BrowserContext;
  page: Page;
  /** What the page complained about: errors, refused scripts, failed requests. */
  complaints: string[];
}

export interface ViewOptions {
  width?: number;
  scripts?: boolean;
  dark?: boolean;
}

/** A fresh browser profile with one page. Requests to any other host are refused and count as complaints. */
export async function openView(browser: Browser, base: string, options: ViewOptions = {}): Promise<View> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.scripts ?? true,
    colorScheme: options.dark ? "dark" : "light",
    baseURL: base,
  });
  const complaints: string[] = [];
  await context.route(
    (url) => url.origin !== new URL(base).origin,
    (route) => {
      complaints.push(`request to ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { context, page, complaints };
}

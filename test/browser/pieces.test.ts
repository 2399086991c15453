import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { gzipPiece, joinGzip } from "../../src/platform/http/gzip-pieces.ts";
import { openBrowser } from "../tools.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc
    .tuple(fc.string({ maxLength: 30 }), fc.integer({ min: 1, max: 3000 }))
    .map(([part, n]) => part.repeat(n)),
);

it("Chromium reads streams of joined pieces as their texts", { timeout: 60_000 }, async () => {
  const pages = await Promise.all(
    fc
      .sample(fc.array(text, { minLength: 1, maxLength: 20 }), { numRuns: 40, seed: 4 })
      .map(async (texts) => ({
        text: texts.join(""),
        body: Buffer.concat(joinGzip(await Promise.all(texts.map((each) => gzipPiece(Buffer.from(each)))))),
      })),
  );
  const server = createServer(({ url }, response) => {
    const page = pages[Number(url?.slice(1))];
    response.writeHead(200, {
      "content-type": "text/plain; charset=utf-8",
      ...(page ? { "content-encoding": "gzip", "content-length": page.body.length } : {}),
    });
    response.end(page?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/none`);
    const read = await page.evaluate(async (count) => {
      const texts: string[] = [];
      for (let n = 0; n < count; n++) texts.push(await (await fetch(`/${n}`)).text());
      return texts;
    }, pages.length);
    // As UTF-8 has them: what is half a character alone is none.
    for (const [n, { text }] of pages.entries()) expect(read[n]).toBe(Buffer.from(text).toString());
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
});

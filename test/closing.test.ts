import { Agent, request } from "node:http";
import { expect, it } from "vitest";
import { makeSite, makeStory } from "./factories.ts";
import { startApp } from "./harness.ts";
import { listen } from "./tools.ts";

it("closes when the answers under way are given, whatever connections are kept open", async () => {
  const app = await startApp("sqlite");
  const story = await makeStory(app, await makeSite(app));
  const base = await listen(app);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const get = () =>
    new Promise<string | undefined>((resolve, reject) => {
      const sent = request(base + story.path, { agent }, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.headers.connection));
      });
      sent.on("error", reject);
      sent.end();
    });
  // One connection that idles, and some that are being answered.
  expect(await get()).toBe("keep-alive");
  const underWay = [get(), get(), get()];
  await new Promise((resolve) => setImmediate(resolve));
  await app.stop();
  await Promise.allSettled(underWay);
  agent.destroy();
});

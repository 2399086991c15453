import { Agent, request } from "node:http";
import { expect, it, vi } from "vitest";
import { makeSite, makeStory } from "./factories.ts";
import { startApp } from "./harness.ts";
import { listen } from "./tools.ts";

it("ends a connection with the answer that is under way when the server closes", async () => {
  const app = await startApp("sqlite");
  const story = await makeStory(app, await makeSite(app));
  const base = await listen(app);
  // The post stands still in its transaction until the server has begun to close.
  const reached = Promise.withResolvers<void>();
  const closing = Promise.withResolvers<void>();
  const { transact } = app.database;
  app.database.transact = async (change) => {
    reached.resolve();
    await closing.promise;
    return transact(change);
  };
  const agent = new Agent({ keepAlive: true });
  const headers = {
    "sec-fetch-site": "same-origin",
    "content-type": "application/x-www-form-urlencoded",
  };
  const answered = new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
    const sent = request(`${base}${story.path}/comments`, { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve([answer.statusCode, answer.headers.connection]));
    });
    sent.on("error", reject);
    sent.end("name=Nan&text=Last+words");
  });
  await reached.promise;
  const stopped = app.stop();
  await vi.waitFor(() => expect(app.fastify.server.listening).toBe(false));
  closing.resolve();
  expect(await answered).toEqual([303, "close"]);
  await stopped;
  agent.destroy();
});

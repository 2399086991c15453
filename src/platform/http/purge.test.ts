import { pino } from "pino";
import { expect, it, vi } from "vitest";
import { startPurge } from "./purge.ts";

const log = pino({ level: "silent" });

/** A hook whose answers are given by hand. */
function hook() {
  const calls: { body: unknown; answer: (status: number) => void }[] = [];
  const fetch = (_url: unknown, init?: RequestInit) =>
    new Promise<Response>((resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(new Error("stopped")));
      calls.push({
        body: JSON.parse(String(init?.body)),
        answer: (status) => resolve(new Response(null, { status })),
      });
    });
  const purge = startPurge({ url: "http://cache.example/purge", log, fetch, wait: async () => {} });
  const call = async (n: number) => {
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(n));
    return calls[n] as (typeof calls)[number];
  };
  return { calls, purge, call };
}

it("says at the start that all may have changed, then what changed, all at once that came meanwhile", async () => {
  const { calls, purge, call } = hook();
  expect((await call(0)).body).toEqual({ everything: true });
  purge.tell(["story-1"]);
  purge.tell(["story-2", "story-1"]);
  (await call(0)).answer(200);
  expect((await call(1)).body).toEqual({ tags: ["story-1", "story-2"] });
  purge.tell(["story-1"]);
  (await call(1)).answer(204);
  expect((await call(2)).body).toEqual({ tags: ["story-1"] });
  purge.stop();
  expect(calls).toHaveLength(3);
});

it("tries again until it is taken", async () => {
  const { purge, call } = hook();
  (await call(0)).answer(500);
  purge.tell(["story-1"]);
  expect((await call(1)).body).toEqual({ everything: true });
  purge.tell(["story-2"]);
  (await call(1)).answer(200);
  (await call(2)).answer(503);
  purge.tell(["story-3"]);
  expect((await call(3)).body).toEqual({ tags: ["story-3", "story-2"] });
  purge.stop();
});

it("asks for everything when there is too much to name", async () => {
  const { purge, call } = hook();
  (await call(0)).answer(200);
  purge.tell(Array.from({ length: 600 }, (_, n) => `story-${n}`));
  expect((await call(1)).body).toEqual({ everything: true });
  purge.stop();
});

import { pino } from "pino";
import { expect, it } from "vitest";
import { onBothEngines } from "../../../test/harness.ts";
import type { SiteId, StoryId } from "../lib/ids.ts";
import type { Event } from "./events.ts";
import { appendEvent } from "./log.ts";
import { startRelay } from "./relay.ts";

const siteId = 77 as SiteId;

onBothEngines("the relay", (app, engine) => {
  it("tells of each event once, in order, after its transaction", async () => {
    const heard: number[] = [];
    const relay = await startRelay(
      app().database,
      [
        (events: readonly Event[]) => {
          for (const event of events)
            if (event.siteId === siteId && event.type === "story.changed") heard.push(event.storyId);
        },
      ],
      pino({ level: "silent" }),
    );
    const write = (n: number) =>
      app().database.transact((tx) =>
        appendEvent(tx, { type: "story.changed", siteId, at: 0, storyId: n as StoryId }),
      );
    await write(1);
    await write(2);
    await relay.deliver();
    await relay.deliver();
    expect(heard).toEqual([1, 2]);
    await expect(
      app().database.transact(async (tx) => {
        await appendEvent(tx, { type: "story.changed", siteId, at: 0, storyId: 3 as StoryId });
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    await relay.deliver();
    expect(heard).toEqual([1, 2]);
    await relay.stop();
  });

  it.runIf(engine === "postgres")(
    "tells at once of what has committed, and later of what began before it",
    async () => {
      const heard: number[] = [];
      const relay = await startRelay(
        app().database,
        [
          (events: readonly Event[]) => {
            for (const event of events)
              if (event.siteId === siteId && event.type === "story.changed") heard.push(event.storyId);
          },
        ],
        pino({ level: "silent" }),
      );
      const opened = Promise.withResolvers<void>();
      const mayCommit = Promise.withResolvers<void>();
      const slow = app().database.transact(async (tx) => {
        await appendEvent(tx, { type: "story.changed", siteId, at: 0, storyId: 10 as StoryId });
        opened.resolve();
        await mayCommit.promise;
      });
      await opened.promise;
      await app().database.transact((tx) =>
        appendEvent(tx, { type: "story.changed", siteId, at: 0, storyId: 11 as StoryId }),
      );
      await relay.deliver();
      await relay.deliver();
      expect(heard).toEqual([11]);
      mayCommit.resolve();
      await slow;
      await relay.deliver();
      await relay.deliver();
      expect(heard).toEqual([11, 10]);
      await relay.stop();
    },
  );
});

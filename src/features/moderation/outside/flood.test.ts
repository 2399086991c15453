import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { Context } from "../../../context.ts";
import { askClassifier } from "./ask-classifier.ts";
import type { Classifier } from "./classifier.ts";

it("a service that doesn't keep up with a flood is asked about some of it at once", async () => {
  let asked = 0;
  const server = createServer(() => {
    asked++;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const target = new URL(`http://127.0.0.1:${port}/`);
  const ctx = {
    kept: {},
    keys: {},
    now: () => 0,
    network: {
      resolve: async (host: string) => [{ address: host, family: 4 }],
      isAllowed: () => true,
      instead: () => target,
    },
    // It uses nothing else of them.
  } as unknown as Context;
  const classifier = {
    ...{ id: 1, kind: "hook", name: "Slow", url: "http://classifier.example/", secretSealed: "" },
  } as unknown as Classifier;
  const ask = () => askClassifier(ctx, classifier, { text: "One of many", language: "en", site: "s" });
  const said = await Promise.all(Array.from({ length: 200 }, ask));
  expect(said.every((each) => "silence" in each && each.silence === "too-slow")).toBe(true);
  expect(asked).toBe(64);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

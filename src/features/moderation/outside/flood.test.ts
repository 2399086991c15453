import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { Changes } from "../../../platform/http/changes.ts";
import { KeptValues } from "../../../platform/http/kept-values.ts";
import type { ClassifierId, SiteId } from "../../../platform/lib/ids.ts";
import { deriveKeys } from "../../../platform/lib/keys.ts";
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
  const now = () => 0;
  const ctx = {
    kept: new KeptValues(new Changes(), now, 1),
    keys: deriveKeys("a secret for tests, long enough to be one"),
    now,
    network: {
      resolve: async (host: string) => [{ address: host, family: 4 }],
      isAllowed: () => true,
      instead: () => target,
    },
  };
  const classifier: Classifier = {
    ...{ id: 1 as ClassifierId, siteId: 1 as SiteId, kind: "hook", name: "Slow", model: "", isOn: true },
    ...{ url: "http://classifier.example/", secretSealed: "", holdFrom: 80, holdsOnFailure: false },
    ...{ version: 1, changedAt: 0 },
  };
  const ask = () => askClassifier(ctx, classifier, { text: "One of many", language: "en", site: "s" });
  const said = await Promise.all(Array.from({ length: 200 }, ask));
  expect(said.every((each) => "silence" in each && each.silence === "too-slow")).toBe(true);
  expect(asked).toBe(64);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

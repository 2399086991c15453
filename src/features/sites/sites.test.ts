import { expect, it } from "vitest";
import { makeSite } from "../../../test/factories.ts";
import { onBothEngines } from "../../../test/harness.ts";
import { openSites } from "./sites.ts";

onBothEngines("the sites in memory", (app) => {
  it("are never those of an older look, when two looks at once come back in another order", async () => {
    const { database } = app();
    const [looked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isHeld = false;
    const read = database.read.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (!isHeld) return result;
        isHeld = false;
        looked.resolve();
        await gate.promise;
        return result;
      },
    });
    const sites = await openSites({ ...database, read });
    isHeld = true;
    const early = sites.reload();
    await looked.promise;
    const { id } = await makeSite(app());
    await sites.reload();
    expect(sites.byId(id)).not.toBeNull();
    gate.resolve();
    await early;
    expect(sites.byId(id)).not.toBeNull();
  });
});

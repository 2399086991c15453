import { expect, it } from "vitest";
import { onBothEngines } from "../../../../test/harness.ts";
import { deleteTries, takeTries } from "./tries.store.ts";

onBothEngines("tries", (app) => {
  it("are counted anew by who comes just as they are forgiven", async () => {
    const { database, clock } = app();
    const take = (key: string) => database.transact((tx) => takeTries(tx, key, clock.now));
    const forgive = (key: string) => database.transact((tx) => deleteTries(tx, key));
    for (let round = 0; round < 100; round++) {
      const key = `member race-${round}`;
      await take(key);
      const all = await Promise.all([forgive(key), take(key), take(key), forgive(key), take(key)]);
      expect(all.filter((tries) => tries !== undefined)).toHaveLength(3);
    }
  });
});

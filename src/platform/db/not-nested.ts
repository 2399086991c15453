import { AsyncLocalStorage } from "node:async_hooks";
import type { Database } from "./database.ts";

/** A database that refuses a transaction within a transaction, which would wait for itself for ever. */
export function notNested(database: Database): Database {
  const inside = new AsyncLocalStorage<true>();
  return {
    ...database,
    transact: async (change) => {
      if (inside.getStore()) throw new Error("a transaction can't begin within another one");
      return database.transact((tx) => inside.run(true, () => change(tx)));
    },
  };
}

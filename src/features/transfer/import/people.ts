import type { Tx } from "../../../platform/db/database.ts";
import type { PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { Keys } from "../../../platform/lib/keys.ts";
import { recogniseAll } from "../../people/recognise.ts";

const mostRemembered = 20_000;

export interface ImportedWriter {
  kind: "guest" | "staff";
  name: string;
  email: string | null;
  at: number;
}

/** The ids of those who wrote lately, so that most need not be looked up. */
export type KnownPeople = Map<string, PersonId>;

export interface PeopleOfBatch {
  /** The ids of some writers, in their order. */
  idsOf(tx: Tx, writers: readonly ImportedWriter[]): Promise<PersonId[]>;
  /** To be called when the batch is on the disk: only then do its new people exist. */
  remember(): void;
}

export function peopleOfBatch(known: KnownPeople, keys: Keys, siteId: SiteId): PeopleOfBatch {
  const found = new Map<string, PersonId>();
  return {
    async idsOf(tx, writers) {
      const wanted = new Map<string, ImportedWriter>();
      for (const writer of writers) {
        const key = keyOf(writer);
        const id = found.get(key) ?? known.get(key);
        if (id === undefined) wanted.set(key, wanted.get(key) ?? writer);
        else found.set(key, id);
      }
      const newcomers = [...wanted.values()].map((writer) => ({ ...writer, title: "" }));
      const ids = await recogniseAll(tx, keys, siteId, newcomers);
      for (const [index, key] of [...wanted.keys()].entries()) found.set(key, ids[index] as PersonId);
      return writers.map((writer) => found.get(keyOf(writer)) as PersonId);
    },
    remember() {
      for (const [key, id] of found) {
        // Set anew, they are the last to be forgotten.
        known.delete(key);
        known.set(key, id);
      }
      for (const key of known.keys()) {
        if (known.size <= mostRemembered) break;
        known.delete(key);
      }
    },
  };
}

function keyOf({ kind, name, email }: ImportedWriter): string {
  return `${kind}\n${email?.toLowerCase() ?? ""}\n${name}`;
}

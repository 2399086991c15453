import type { Tx } from "../../../platform/db/database.ts";
import type { DecisionId } from "../../../platform/lib/ids.ts";
import { type Erasing, type Holding, inOneStep } from "../../people/privacy/holding.ts";
import { type Retention, rowsAtOnce } from "../../people/privacy/retention.ts";
import { notesOn } from "../acts/note.store.ts";
import { bannedHash } from "./banned-hash.ts";
import {
  countHashed,
  deleteNotes,
  deleteOver,
  deleteSanction,
  forgetHash,
  hashedBetween,
  holdAgainstAddress,
  sanctionsAgainst,
} from "./held.store.ts";

/**
 * That somebody may not write. Whoever has themselves erased doesn't escape that: what still holds is kept under a hash of
 * their address, which nothing else is kept under, until it ends; and against their device, until hashes of devices are
 * forgotten. All else goes.
 */
export const sanctionsHeld: Holding = {
  name: "sanctions",
  tables: ["sanction"],
  collect: async function* ({ db, subject }) {
    for (const { kind, target, until, code, at, ended_at } of await sanctionsAgainst(db, subject))
      yield { kind, target, code, at, untilAt: until, endedAt: ended_at };
  },
  // An account that stays keeps what holds against it; a guest's person goes in any case.
  erase: (tx, erasing) =>
    inOneStep(
      erasing.level === "everything" || erasing.subject.memberId === null
        ? eraseSanctions(tx, erasing)
        : Promise.resolve(0),
    ),
};

async function eraseSanctions(tx: Tx, { keys, subject, at }: Erasing): Promise<number> {
  let count = 0;
  // One decision laid several upon them: one of these is enough.
  const kept = new Set<DecisionId>();
  for (const { id, target, until, ended_at, decision_id } of await sanctionsAgainst(tx, subject)) {
    const holds = ended_at === null && (until === null || until > at);
    if (holds && target === "device") continue;
    count++;
    if (!holds || subject.emailHash === null || kept.has(decision_id)) await deleteSanction(tx, id);
    else await holdAgainstAddress(tx, id, bannedHash(keys, subject.emailHash));
    if (holds) kept.add(decision_id);
  }
  return count;
}

/** What staff wrote down about somebody. Who of the staff it was is the staff's affair. */
export const staffNotes: Holding = {
  name: "staffNotes",
  tables: ["staff_note"],
  collect: async function* ({ db, subject }) {
    for (const { text, at } of await notesOn(db, subject.persons, 1000)) yield { text, at };
  },
  erase: (tx, { subject, level }) =>
    inOneStep(level === "name" ? Promise.resolve(0) : deleteNotes(tx, subject.persons)),
};

/** What holds against a device or a network ends when hashes of these are forgotten. */
export const sanctionRetention: Retention = {
  name: "sanctionHashes",
  period: "devices",
  forget: async (tx, { from, before, token }) => {
    const over = await deleteOver(tx, before);
    const rows = await hashedBetween(tx, { from, before }, rowsAtOnce);
    for (const { id } of rows) await forgetHash(tx, id, { key: `~${token()}`, at: before });
    return { count: over + rows.length, next: rows.length < rowsAtOnce ? null : (rows.at(-1)?.at ?? null) };
  },
  count: countHashed,
};

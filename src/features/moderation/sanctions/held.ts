import { type Holding, inOneStep } from "../../people/privacy/holding.ts";
import { type Retention, rowsAtOnce } from "../../people/privacy/retention.ts";
import { notesOn } from "../acts/note.store.ts";
import {
  countHashed,
  deleteNotes,
  deleteSanctions,
  forgetHash,
  hashedBetween,
  sanctionsAgainst,
} from "./held.store.ts";

/** That somebody may not write. Erased with everything: then there is nobody any more whom it could hold against. */
export const sanctionsHeld: Holding = {
  name: "sanctions",
  tables: ["sanction"],
  collect: async function* ({ db, subject }) {
    for (const { kind, target, until, code, at, ended_at } of await sanctionsAgainst(db, subject))
      yield { kind, target, code, at, untilAt: until, endedAt: ended_at };
  },
  erase: (tx, { subject, level }) =>
    inOneStep(level === "everything" ? deleteSanctions(tx, subject) : Promise.resolve(0)),
};

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
    const rows = await hashedBetween(tx, { from, before }, rowsAtOnce);
    for (const { id } of rows) await forgetHash(tx, id, { key: `~${token()}`, at: before });
    return { count: rows.length, next: rows.length < rowsAtOnce ? null : (rows.at(-1)?.at ?? null) };
  },
  count: countHashed,
};

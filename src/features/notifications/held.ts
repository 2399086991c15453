import type { Holding, Subject } from "../people/privacy/holding.ts";
import { isTheirs } from "../people/privacy/people-holdings.ts";
import type { Keys } from "../../platform/lib/keys.ts";
import { deleteMail, mailsFrom } from "./held.store.ts";

/** Addresses are encrypted, each in its own way, so that every mail has to be looked at. */
const atOnce = 500;

type Mail = Awaited<ReturnType<typeof mailsFrom>>[number];

function isTo({ member_id, to_sealed }: Mail, keys: Keys, subject: Subject): boolean {
  return member_id === null ? isTheirs(keys, subject, to_sealed) : member_id === subject.memberId;
}

export const mails: Holding = {
  name: "mails",
  tables: ["mail"],
  collect: async function* ({ db, keys, subject }) {
    if (subject.memberId === null && subject.emailHash === null) return;
    for (let mark = 0; ; ) {
      const rows = await mailsFrom(db, mark, atOnce);
      for (const mail of rows) if (isTo(mail, keys, subject)) yield { kind: mail.kind, at: mail.at };
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) return;
      mark = last.id;
    }
  },
  erase: async (tx, { keys, subject, level }, mark) => {
    if (level !== "everything" || (subject.memberId === null && subject.emailHash === null))
      return { count: 0, next: null };
    const rows = await mailsFrom(tx, mark, atOnce);
    const theirs = rows.filter((mail) => isTo(mail, keys, subject));
    for (const { id } of theirs) await deleteMail(tx, id);
    return { count: theirs.length, next: rows.length < atOnce ? null : (rows.at(-1)?.id ?? null) };
  },
};

import type { Holding, Subject } from "../people/privacy/holding.ts";
import { deleteMailsTo } from "./mail.store.ts";
import { forgetMember } from "./forget-mails.ts";
import { mailsOf } from "./held.store.ts";

const isNobody = ({ memberId, emailHash }: Subject) => memberId === null && emailHash === null;

export const mails: Holding = {
  name: "mails",
  tables: ["mail"],
  collect: async function* ({ db, subject }) {
    if (isNobody(subject)) return;
    for (const { kind, at } of await mailsOf(db, subject)) yield { kind, at };
  },
  erase: async (tx, { subject, level }) => {
    if (level !== "everything" || isNobody(subject)) return { count: 0, next: null };
    const { length } = await mailsOf(tx, subject);
    if (subject.memberId !== null) await forgetMember(tx, subject.memberId, subject.emailHash);
    else if (subject.emailHash !== null) await deleteMailsTo(tx, subject.emailHash);
    return { count: length, next: null };
  },
};

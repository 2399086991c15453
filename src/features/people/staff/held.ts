import type { MemberId } from "../../../platform/lib/ids.ts";
import { type Held, type Holding, inOneStep } from "../privacy/holding.ts";
import { deleteInvitationsTo, invitationsTo, rewriteEvent, staffEvents } from "./held.store.ts";

/** To join the staff, under an address that has been proved. */
export const invitations: Holding = {
  name: "invitations",
  tables: ["invitation"],
  collect: async function* ({ db, subject: { emailHash } }) {
    if (emailHash === null) return;
    for (const { site_id, role, title, name, at, expires_at } of await invitationsTo(db, emailHash))
      yield { site: site_id, role, title, name, at, endsAt: expires_at };
  },
  erase: (tx, { subject: { emailHash }, level }) =>
    inOneStep(
      emailHash === null || level !== "everything" ? Promise.resolve(0) : deleteInvitationsTo(tx, emailHash),
    ),
};

/** Links that set a password once. Nobody can read them; they go with the account. */
export const oneTimeLinks: Holding = { name: "oneTimeLinks", tables: ["one_time_link"] };

const atOnce = 500;

interface Change {
  what?: string;
  memberId?: MemberId | null;
  scope?: number;
  before?: { role: string; title: string } | null;
  after?: { role: string; title: string } | null;
}

/**
 * What became of somebody as one of the staff. The log of it stays, under an id that leads nowhere once the account is
 * gone; their title doesn't, which may tell who they are.
 */
export const staffLog: Holding = {
  name: "staffLog",
  tables: [],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (let after = 0; ; ) {
      const rows = await staffEvents(db, after, atOnce);
      for (const { at, payload } of rows) {
        const change = JSON.parse(payload) as Change;
        if (change.memberId === memberId) yield heldChange(change, at);
      }
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) return;
      after = last.id;
    }
  },
  erase: async (tx, { subject: { memberId }, level }, mark) => {
    if (memberId === null || level !== "everything") return { count: 0, next: null };
    const rows = await staffEvents(tx, mark, atOnce);
    let count = 0;
    for (const { id, payload } of rows) {
      const change = JSON.parse(payload) as Change;
      if (change.memberId !== memberId) continue;
      const { before, after } = change;
      const untitled = {
        ...change,
        ...(before ? { before: { ...before, title: "" } } : {}),
        ...(after ? { after: { ...after, title: "" } } : {}),
      };
      await rewriteEvent(tx, id, JSON.stringify(untitled));
      count++;
    }
    return { count, next: rows.length < atOnce ? null : (rows.at(-1)?.id ?? null) };
  },
};

function heldChange({ what = "", scope = 0, before, after }: Change, at: number): Held {
  const said = (standing: Change["before"]) =>
    standing ? [standing.role, standing.title].filter(Boolean).join(", ") : null;
  return { action: what, site: scope, before: said(before), after: said(after), at };
}

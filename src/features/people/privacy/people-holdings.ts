import type { Tx } from "../../../platform/db/database.ts";
import type { PersonId, SiteId } from "../../../platform/lib/ids.ts";
import type { Keys } from "../../../platform/lib/keys.ts";
import { normalAddress } from "../accounts/address.ts";
import { type Asked, type Held, type Holding, inOneStep, type Subject } from "./holding.ts";
import {
  deleteMember,
  deletePersons,
  deleteRequest,
  deleteVerification,
  findFormer,
  insertFormer,
  readMember,
  readMethods,
  readPersons,
  readRequests,
  readRoles,
  readSessions,
  readVerifications,
} from "./people-holdings.store.ts";

const atOnce = 200;

export const account: Holding = {
  name: "account",
  tables: ["member"],
  collect: async function* ({ db, keys, subject: { memberId } }) {
    if (memberId === null) return;
    for (const row of await readMember(db, memberId))
      yield {
        id: row.id,
        name: row.name,
        handle: row.handle,
        address: row.email_sealed === null ? null : keys.open("address", row.email_sealed),
        addressIsProved: row.email_verified === 1,
        language: row.language,
        picture: row.image,
        hasSecondFactor: row.two_factor_enabled === 1,
        createdAt: Date.parse(row.created_at),
      };
  },
  // The last of all: see `holdings`.
  erase: (tx, { subject: { memberId }, level }) =>
    inOneStep(memberId !== null && level === "everything" ? deleteMember(tx, memberId) : none),
};

const none = Promise.resolve(0);

export const signInMethods: Holding = {
  name: "signInMethods",
  tables: ["sign_in_method"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const row of await readMethods(db, memberId))
      yield {
        provider: row.provider_id,
        // Elsewhere, where it was connected: with a password it is the account's own.
        accountThere: row.provider_id === "credential" ? null : row.account_id,
        createdAt: Date.parse(row.created_at),
      };
  },
};

export const sessions: Holding = {
  name: "sessions",
  tables: ["session"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const row of await readSessions(db, memberId))
      yield {
        browser: row.browser,
        networkHashIsHeld: row.network_hash !== "",
        createdAt: Date.parse(row.created_at),
        seenAt: row.seen_at === 0 ? null : row.seen_at,
        endsAt: Date.parse(row.expires_at),
      };
  },
};

export const roles: Holding = {
  name: "roles",
  tables: ["staff_role", "publisher_role"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const row of await readRoles(db, memberId))
      yield { role: row.role, title: row.title, site: row.site_id, at: row.at };
  },
};

export const writers: Holding = {
  name: "writers",
  tables: ["person"],
  collect: async function* ({ db, keys, subject }) {
    for (let mark = 0; ; ) {
      const rows = await readPersons(db, subject.persons, mark, atOnce);
      for (const row of rows)
        yield {
          site: row.site_id,
          kind: row.kind,
          name: row.name,
          title: row.title,
          ...addressOf(row, keys, subject),
          deviceHashIsHeld: Boolean(row.device_hash),
          trust: row.trust === 0 ? null : row.trust > 0 ? "trusted" : "distrusted",
          publishedCount: row.published_count,
          refusedCount: row.refused_count,
          reportsUpheldCount: row.upheld_count,
          createdAt: row.created_at,
        };
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) return;
      mark = last.id;
    }
  },
  // After the comments, which lead to them. They were stripped of all that tells who they are when it began.
  erase: (tx, { subject }) => inOneStep(deletePersons(tx, subject.persons)),
};

/** Who comes by a device alone isn't told the address: somebody else may have sat there before. */
function addressOf(
  row: { email_sealed: string | null; email_hash: string | null },
  keys: Keys,
  subject: Subject,
): Held {
  const isProved = row.email_hash !== null && row.email_hash === subject.emailHash;
  return row.email_sealed !== null && isProved
    ? { address: keys.open("address", row.email_sealed) }
    : { addressIsHeld: row.email_sealed !== null };
}

export const requests: Holding = {
  name: "requests",
  tables: ["account_request"],
  collect: async function* ({ db, keys, subject }: Asked) {
    for (const row of await readRequests(db))
      if (isTheirs(keys, subject, row.email_sealed)) yield { kind: row.kind, at: row.at };
  },
  erase: async (tx, { keys, subject, level }) => {
    const done = { count: 0, next: null };
    if (level !== "everything") return done;
    for (const row of await readRequests(tx)) {
      if (!isTheirs(keys, subject, row.email_sealed)) continue;
      await deleteRequest(tx, row.id);
      done.count++;
    }
    return done;
  },
};

/** Whether an encrypted address is the subject's. */
export function isTheirs(keys: Keys, { emailHash }: Subject, sealed: string): boolean {
  return emailHash !== null && keys.hash("email", normalAddress(keys.open("address", sealed))) === emailHash;
}

export const verifications: Holding = {
  name: "verifications",
  // Single-use codes that nobody can read, with the account that they are for.
  tables: ["verification"],
  erase: async (tx, { keys, subject, level }) => {
    const done = { count: 0, next: null };
    if (level !== "everything") return done;
    for (const { id, identifier, value } of await readVerifications(tx)) {
      if (!isAbout(keys, subject, `${identifier} ${value}`) && !isAbout(keys, subject, opened(keys, value)))
        continue;
      await deleteVerification(tx, id);
      done.count++;
    }
    return done;
  },
};

/** What a link of ours carries; empty: it is none of ours. */
function opened(keys: Keys, value: string): string {
  try {
    return keys.open("link", value);
  } catch {
    return "";
  }
}

/** Whether some text names an account by its id, or holds an address of the subject's as JSON. */
function isAbout(keys: Keys, { memberId, emailHash }: Subject, text: string): boolean {
  if (memberId !== null && text.includes(memberId)) return true;
  if (emailHash === null) return false;
  const typed = /"address":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  return typed !== undefined && keys.hash("email", normalAddress(JSON.parse(typed) as string)) === emailHash;
}

/** Who stands under the comments of a site that have lost their name. */
export async function formerWriter(tx: Tx, siteId: SiteId, name: string, at: number): Promise<PersonId> {
  return (await findFormer(tx, siteId)) ?? (await insertFormer(tx, siteId, name, at));
}

import type { Keys } from "../../../platform/lib/keys.ts";
import { normalAddress } from "../accounts/address.ts";
import type { Holding, Subject } from "../privacy/holding.ts";
import { deleteAttempt, readAttempts, readSubscriptions } from "./held.store.ts";

interface Content {
  memberId?: string | null;
  profile?: { address: string | null };
}

/** Somebody on the way to an account elsewhere and back: for twenty minutes, encrypted. */
export const attempts: Holding = {
  name: "attempts",
  tables: ["connection_attempt"],
  erase: async (tx, { keys, subject, level }) => {
    const done = { count: 0, next: null };
    if (level !== "everything") return done;
    for (const { id, content_sealed } of await readAttempts(tx)) {
      if (!isAbout(keys, subject, JSON.parse(keys.open("connect", content_sealed)) as Content)) continue;
      await deleteAttempt(tx, id);
      done.count++;
    }
    return done;
  },
};

/** What publishers say of their readers. It goes with the account. */
export const subscriptions: Holding = {
  name: "subscriptions",
  tables: ["publisher_reader"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const row of await readSubscriptions(db, memberId))
      yield { site: row.site_id, isSubscriber: row.is_subscriber === 1 };
  },
};

function isAbout(keys: Keys, { memberId, emailHash }: Subject, { memberId: who, profile }: Content): boolean {
  if (memberId !== null && who === memberId) return true;
  const address = profile?.address ?? null;
  return emailHash !== null && address !== null && keys.hash("email", normalAddress(address)) === emailHash;
}

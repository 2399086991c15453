import type { Holding } from "../privacy/holding.ts";
import { countRecoveryCodes, findTotp } from "./factor.store.ts";
import { trustedDevicesOf } from "./held.store.ts";
import { passkeysOf } from "./passkey.store.ts";
import { forgetTries } from "./tries.ts";

/** That there is a second factor, never what it is made of. It goes with the account. */
export const secondFactor: Holding = {
  name: "secondFactor",
  tables: ["totp", "recovery_code"],
  collect: async function* ({ db, subject: { memberId } }) {
    const totp = memberId === null ? null : await findTotp(db, memberId);
    if (memberId === null || !totp) return;
    yield {
      authenticatorApp: totp.secret_sealed !== null,
      recoveryCodesLeft: await countRecoveryCodes(db, memberId),
    };
  },
};

export const passkeys: Holding = {
  name: "passkeys",
  tables: ["passkey"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const { name, host, at, used_at } of await passkeysOf(db, memberId))
      yield { name, host, createdAt: at, usedAt: used_at };
  },
};

export const trustedDevices: Holding = {
  name: "trustedDevices",
  tables: ["trusted_device"],
  collect: async function* ({ db, subject: { memberId } }) {
    if (memberId === null) return;
    for (const endsAt of await trustedDevicesOf(db, memberId)) yield { endsAt };
  },
};

/** How often somebody tried lately: a number under an id or a hash, which nobody could read. */
export const factorTries: Holding = {
  name: "factorTries",
  tables: ["factor_try"],
  erase: async (tx, { subject: { memberId, devices }, level }) => {
    if (level === "everything") await forgetTries(tx, { memberId, devices });
    return { count: 0, next: null };
  },
};

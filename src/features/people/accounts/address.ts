import type { Keys } from "../../../platform/lib/keys.ts";
import { isIntact } from "../../../platform/text/clean.ts";

/** Only what is plainly no address is refused: whether one works can be told by a mail alone. */
export function looksLikeAddress(address: string): boolean {
  return isIntact(address) && address.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/u.test(address);
}

/** How an address is compared and hashed: RFC 5321 leaves case before the @ open, and nobody's mail server minds it. */
export function normalAddress(address: string): string {
  return address.trim().normalize("NFC").toLowerCase();
}

/** The forms in which an address is kept. The address itself stands nowhere. */
export interface KeptAddress {
  /** Stands for it where a library wants one: a keyed hash, in a domain that can't exist (RFC 2606). */
  email: string;
  /** Encrypted, for sending to it. */
  emailSealed: string;
  /** Keyed hash, the same as that of a guest who gave it with a comment. */
  emailHash: string;
}

export function keptAddress(keys: Keys, address: string): KeptAddress {
  return {
    email: standIn(keys, address),
    emailSealed: keys.seal("address", address.trim()),
    emailHash: keys.hash("email", normalAddress(address)),
  };
}

/** What better-auth knows an address by. It makes addresses lower case, so the hash is written in hexadecimal. */
export function standIn(keys: Keys, address: string): string {
  const hash = Buffer.from(keys.hash("account", normalAddress(address)), "base64url").toString("hex");
  return `${hash}@members.invalid`;
}

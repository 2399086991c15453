import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** What the installation's secret is used for; each purpose has a key of its own. */
type Purpose =
  | "cookie"
  | "address"
  | "device"
  | "network"
  | "email"
  /** What opens services that classify comments. */
  | "classifier"
  /** Domains of addresses, for bans. */
  | "domain"
  | "banned"
  | "text"
  | "request"
  | "challenge"
  /** Sessions, and all that better-auth signs and encrypts. */
  | "session"
  /** What an account is known by instead of its address. */
  | "account"
  /** Links in mails. */
  | "link"
  /** What waits to be sent. */
  | "mail"
  /** What members prove themselves with beside a password. */
  | "factor"
  /** Accounts elsewhere: what is under way, and what services know us by. */
  | "connect"
  /** The chain of decisions. */
  | "audit"
  /** Whose data a form or a link is about, and whose an erasure is. */
  | "privacy";

export interface Keys {
  /** A keyed hash (HMAC-SHA-256, base64url, 22 characters): equal inputs give equal hashes, nothing leads back. */
  hash(purpose: Purpose, value: string): string;
  /** The whole of it, 43 characters: where nobody may ever find another input for it. */
  mac(purpose: Purpose, value: string): string;
  /** `value.signature`; the value stays readable. */
  sign(purpose: Purpose, value: string): string;
  /** The value of a signed text, or null when the signature isn't ours. */
  verify(purpose: Purpose, signed: string): string | null;
  /** Encrypts (AES-256-GCM, NIST SP 800-38D; random nonce of 96 bits). */
  seal(purpose: Purpose, plain: string): string;
  /** Decrypts what `seal` made. Throws when it was changed. */
  open(purpose: Purpose, sealed: string): string;
}

export function deriveKeys(secret: string): Keys {
  // As key objects: for bytes, Node would make one anew each time, which takes longer than the hash.
  const keys = new Map<Purpose, KeyObject>();
  const keyFor = (purpose: Purpose): KeyObject => {
    const known = keys.get(purpose);
    if (known) return known;
    // RFC 5869, with the purpose as the context.
    const key = createSecretKey(Buffer.from(hkdfSync("sha256", secret, "belowline", purpose, 32)));
    keys.set(purpose, key);
    return key;
  };
  const mac = (purpose: Purpose, value: string) =>
    createHmac("sha256", keyFor(purpose)).update(value).digest();
  return {
    hash: (purpose, value) => mac(purpose, value).subarray(0, 16).toString("base64url"),
    mac: (purpose, value) => mac(purpose, value).toString("base64url"),
    sign: (purpose, value) => `${value}.${mac(purpose, value).toString("base64url")}`,
    verify: (purpose, signed) => {
      const dot = signed.lastIndexOf(".");
      if (dot < 1) return null;
      const value = signed.slice(0, dot);
      const given = Buffer.from(signed.slice(dot + 1), "base64url");
      const expected = mac(purpose, value);
      return given.length === expected.length && timingSafeEqual(given, expected) ? value : null;
    },
    seal: (purpose, plain) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce);
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (purpose, sealed) => {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}

import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { Db, Tx } from "../../../../platform/db/database.ts";
import { appendEvent } from "../../../../platform/events/log.ts";
import type { SiteId } from "../../../../platform/lib/ids.ts";
import type { Keys } from "../../../../platform/lib/keys.ts";
import { grantable } from "./grants.ts";
import { deleteSettings, readSettings, saveSettings } from "./publisher.store.ts";

/** How a publisher signs. The key says which algorithm is meant, and no token says otherwise. */
const publisherKey = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("public"), alg: z.enum(["EdDSA", "RS256"]), pem: z.string() }),
  z.object({ kind: z.literal("secret"), alg: z.literal("HS256"), bytes: z.string() }),
  z.object({ kind: z.literal("keySet"), alg: z.enum(["EdDSA", "RS256"]), url: z.string() }),
]);
export type PublisherKey = z.output<typeof publisherKey>;

const publisher = z.object({
  issuer: z.string(),
  key: publisherKey,
  /** What the publisher's roles are here. */
  roles: z.record(z.string(), grantable),
});
/** Who may hand readers over to a site. */
export type Publisher = z.output<typeof publisher>;

export async function readPublisher(db: Db, keys: Keys, siteId: SiteId): Promise<Publisher | null> {
  const sealed = await readSettings(db, siteId);
  return sealed === null ? null : publisher.parse(JSON.parse(keys.open("connect", sealed)));
}

/** Sets a site's publisher; null: readers aren't handed over any more. Who has an account keeps it. */
export async function setPublisher(
  tx: Tx,
  keys: Keys,
  siteId: SiteId,
  { settings, at }: { settings: Publisher | null; at: number },
): Promise<void> {
  if (settings) await saveSettings(tx, siteId, keys.seal("connect", JSON.stringify(settings)), at);
  else await deleteSettings(tx, siteId);
  // That it was changed; a secret may be in it.
  const changes = [{ name: "publisher", before: null, after: null }];
  await appendEvent(tx, { type: "site.changed", siteId, at, by: "cli", changes });
}

/** A key that can't be used, in words. */
export class KeyError extends Error {
  override name = "KeyError";
}

const leastSecret = 32;
const leastModulus = 2048;

/** Reads a key: a public one as PEM or JWK, or a secret as JWK or as plain text. Throws KeyError. */
export function readKey(text: string): PublisherKey {
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return keyOfJwk(trimmed);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(trimmed))
    throw new KeyError("That is the private key. It stays with the publisher: give the public one.");
  if (trimmed.startsWith("-----BEGIN")) return publicKey(() => createPublicKey(trimmed));
  return secretKey(Buffer.from(trimmed));
}

const jwk = z.looseObject({ kty: z.string() });

function keyOfJwk(text: string): PublisherKey {
  const read = jwk.safeParse(parseJson(text));
  if (!read.success) throw new KeyError("That is no JWK.");
  const { kty, k } = read.data;
  if ("d" in read.data)
    throw new KeyError("That is the private key. It stays with the publisher: give the public one.");
  if (kty === "oct") return secretKey(Buffer.from(String(k), "base64url"));
  return publicKey(() => createPublicKey({ key: read.data, format: "jwk" }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function secretKey(bytes: Buffer): PublisherKey {
  if (bytes.length < leastSecret)
    throw new KeyError(`A secret for HS256 has ${leastSecret} bytes or more (RFC 7518, section 3.2).`);
  return { kind: "secret", alg: "HS256", bytes: bytes.toString("base64url") };
}

function publicKey(read: () => KeyObject): PublisherKey {
  const key = attempt(read);
  const pem = key.export({ type: "spki", format: "pem" }).toString();
  if (key.asymmetricKeyType === "ed25519") return { kind: "public", alg: "EdDSA", pem };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === "rsa" && bits >= leastModulus) return { kind: "public", alg: "RS256", pem };
  throw new KeyError(
    `The key has to be Ed25519 (for EdDSA) or RSA of ${leastModulus} bits or more (for RS256).`,
  );
}

function attempt(read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    throw new KeyError("That is no public key: it has to be PEM (-----BEGIN PUBLIC KEY-----) or a JWK.");
  }
}

import { CappedMap, type Challenge, createChallenge as create, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";
import type { Context } from "../../context.ts";

// About 256 trials of a thousand rounds of PBKDF2: some tenths of a second on a phone, a bill for a flood.
const cost = 1000;
const validFor = 10 * 60_000;

const signed = z.object({ parameters: z.looseObject({ nonce: z.string() }), signature: z.string() });

const payload = z.object({
  // What else is in it is under our own signature, which is verified before anything of it is used.
  challenge: z.custom<Challenge>((value) => signed.safeParse(value).success),
  solution: z.looseObject({ counter: z.number(), derivedKey: z.string() }),
});

// Each solution counts once, but for the same request sent again: by nonce, the request's key.
const used = new CappedMap<string, string | null>({ maxSize: 50_000 });

/** A proof-of-work challenge (ALTCHA, PBKDF2/SHA-256), signed and valid for ten minutes. */
export function createChallenge(ctx: Context): Promise<Challenge> {
  return create({
    algorithm: "PBKDF2/SHA-256",
    cost,
    keyPrefix: "00",
    deriveKey,
    expiresAt: new Date(ctx.now() + validFor),
    hmacSignatureSecret: ctx.keys.hash("challenge", "signature"),
  });
}

/** Whether `text` is the solution of a challenge of ours that was not used before, unless with the same `key`. */
export async function solves(ctx: Context, text: string, key: string | null): Promise<boolean> {
  const read = payload.safeParse(parseJson(text));
  if (!read.success) return false;
  const { nonce } = read.data.challenge.parameters;
  const { verified } = await verifySolution({
    challenge: read.data.challenge,
    solution: read.data.solution,
    deriveKey,
    hmacSignatureSecret: ctx.keys.hash("challenge", "signature"),
  }).catch(() => ({ verified: false }));
  // Asked only now, in one go with the mark: while the first was verified a second may have come.
  const isUsed = used.has(nonce) && (key === null || used.get(nonce) !== key);
  if (!verified || isUsed) return false;
  used.set(nonce, key);
  return true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

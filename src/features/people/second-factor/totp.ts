import { createOTP } from "@better-auth/utils/otp";
import { base32 } from "@better-auth/utils/base32";

// RFC 6238 with what every authenticator takes: SHA-1, six digits, 30 seconds.
const period = 30_000;
/** Clocks differ: a code of the step before and of the one after is taken too, as RFC 6238, section 5.2, allows. */
const drift = 1;

/** The step of time whose code this is, newer than `after`; null: it is none, or was used. */
export async function stepOfCode(
  secret: string,
  code: string,
  { now, after }: { now: number; after: number },
): Promise<number | null> {
  const current = Math.floor(now / period);
  let found: number | null = null;
  for (let step = current - drift; step <= current + drift; step++)
    if ((await createOTP(secret).hotp(step)) === code && step > after) found = step;
  return found;
}

/** The secret as people type it: in fours. */
export function secretText(secret: string): string {
  const text = base32.encode(secret, { padding: false });
  return text.replace(/(.{4})(?=.)/g, "$1 ");
}

/** What an authenticator reads from the code that it is shown. https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function totpAddress(secret: string, issuer: string, account: string): string {
  // A colon parts the two.
  const label = [issuer, account].map((part) => encodeURIComponent(part.replaceAll(":", " "))).join(":");
  const values = { secret: secretText(secret).replaceAll(" ", ""), issuer };
  // Some read "+" for what it is.
  const query = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `otpauth://totp/${label}?${query.join("&")}&algorithm=SHA1&digits=6&period=30`;
}

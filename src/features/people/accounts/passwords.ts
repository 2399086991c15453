import { randomBytes, timingSafeEqual } from "node:crypto";
import { argon2id, type Cost } from "./password-thread.ts";

// Argon2id with 19 MiB, two passes and one lane, as the OWASP Password Storage Cheat Sheet advises; RFC 9106.
const memory = 19_456;
const passes = 2;
const parallelism = 1;
const tagLength = 32;

export const shortestPassword = 10;
export const longestPassword = 200;

/** A password as a PHC string: https://github.com/P-H-C/phc-string-format */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await tagOf(password, { nonce, memory, passes, parallelism });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(tag)}`;
}

/** Whether `password` is the one behind a PHC string; false also where the string is none of ours. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!parts) return false;
  const [m, t, p] = parts.slice(1, 4).map(Number) as [number, number, number];
  const nonce = Buffer.from(parts[4] ?? "", "base64");
  const expected = Buffer.from(parts[5] ?? "", "base64");
  const tag = await tagOf(password, { nonce, memory: m, passes: t, parallelism: p });
  return tag.length === expected.length && timingSafeEqual(tag, expected);
}

/** The same password typed on two keyboards can differ in its code points: NFC, as RFC 8265 (OpaqueString) has it. */
function tagOf(password: string, cost: Omit<Cost, "tagLength">): Promise<Buffer> {
  return argon2id(password.normalize("NFC"), { tagLength, ...cost });
}

function text(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

import { Secret, TOTP } from "otpauth";
import type { MadeSite } from "./factories.ts";
import type { TestApp } from "./harness.ts";
import type { MadeMember } from "./members.ts";

/** What an authenticator app on a member's phone shows, and what they have written down. */
export interface Phone {
  /** The code that it shows now, or so many steps of 30 seconds later. */
  code(later?: number): string;
  recoveryCodes: string[];
  /** What it was told by the picture. */
  address: string;
}

/** Switches a member's second factor on, by the pages. A later code than the one that did it is new. */
export async function setUpPhone(app: TestApp, site: MadeSite, { cookie }: MadeMember): Promise<Phone> {
  const home = `${site.prefix}/settings/second-factor`;
  await app.post(`${home}/begin`, {}, { cookie });
  const phone = phoneOf(app, (await app.get(`${home}/new`, { cookie })).body);
  const done = await app.post(`${home}/confirm`, { code: phone.code() }, { cookie });
  return { ...phone, recoveryCodes: codesOn(done.body) };
}

/** An app that was shown the page for setting it up. */
export function phoneOf(app: TestApp, page: string): Omit<Phone, "recoveryCodes"> {
  const address = /href="(otpauth:[^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const secret = new URL(address).searchParams.get("secret") ?? "";
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return {
    address,
    code: (later = 0) => totp.generate({ timestamp: app.clock.now + later * 30_000 }),
  };
}

export function codesOn(page: string): string[] {
  return [...page.matchAll(/<li>([a-z2-9]{5}-[a-z2-9]{5})<\/li>/g)].map(([, code = ""]) => code);
}

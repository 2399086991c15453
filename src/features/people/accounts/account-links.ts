import { z } from "zod";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { LinkKind } from "./links.ts";

const anHour = 3_600_000;
const memberId = z.string().transform((id) => id as MemberId);

/** Proves an address, and makes the account that was asked for with it. */
export const signUpLink: LinkKind<SignUp> = {
  name: "sign-up",
  holds: 48 * anHour,
  content: z.object({
    name: z.string(),
    address: z.string(),
    passwordHash: z.string(),
    device: z.string(),
    language: z.string(),
    to: z.string(),
  }),
};

export interface SignUp {
  name: string;
  address: string;
  passwordHash: string;
  /** The browser on which it began. */
  device: string;
  language: string;
  /** Path of the page on which it began. */
  to: string;
}

/** Gives an account another password. `was`: as `standingOf` gave it. */
export const resetLink: LinkKind<{ memberId: MemberId; was: string }> = {
  name: "reset",
  holds: anHour,
  content: z.object({ memberId, was: z.string() }),
};

/** Signs in. `was`: as `standingOf` gave it. */
export const magicLink: LinkKind<{ memberId: MemberId; was: string; to: string }> = {
  name: "magic",
  holds: anHour / 4,
  content: z.object({ memberId, was: z.string(), to: z.string() }),
};

/** Proves the address that an account is to have. `was`: as `standingOf` gave it. */
export const addressLink: LinkKind<{ memberId: MemberId; was: string; address: string }> = {
  name: "address",
  holds: 24 * anHour,
  content: z.object({ memberId, was: z.string(), address: z.string() }),
};

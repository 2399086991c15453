import type { MemberId, SiteId } from "../../platform/lib/ids.ts";

/** What a mail says, by its kind. Links are whole addresses; times milliseconds since 1970. */
export type MailContent =
  | { kind: "verify"; name: string; link: string }
  /** Somebody signs up with the address of an account that is there. */
  | { kind: "alreadyMember"; link: string; resetLink: string }
  | { kind: "reset"; link: string }
  /** Somebody asks for a new password, or a link to sign in with, for an address that no account has. */
  | { kind: "noAccount"; link: string }
  | { kind: "magicLink"; link: string }
  | { kind: "passwordChanged"; at: number; resetLink: string }
  /** To the new address: it has to be proved. */
  | { kind: "newAddress"; link: string }
  /** To the old address. */
  | { kind: "addressChanged"; at: number; resetLink: string }
  | { kind: "newSignIn"; at: number; browser: string; link: string }
  | { kind: "invitation"; role: string; inviter: string; link: string }
  /** To whoever asked what is held under an address. */
  | { kind: "myData"; link: string };

/** A mail to be sent. */
export interface MailOrder {
  /** What makes it this mail: a second order with the same key changes nothing. */
  key: string;
  siteId: SiteId;
  /** Null: to somebody without an account. */
  memberId: MemberId | null;
  /** Null: in the site's. */
  language: string | null;
  /** The address, sealed for the purpose "address". */
  toSealed: string;
  content: MailContent;
}

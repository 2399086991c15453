import type { SignedIn } from "../../../context.ts";
import type { MemberId, PersonId } from "../../../platform/lib/ids.ts";

/** A member as everybody may see them on one site. */
export interface Profile {
  memberId: MemberId;
  name: string;
  handle: string;
  isVerified: boolean;
  isSubscriber: boolean;
  staff: SignedIn["staff"];
  /** When the account was made: milliseconds since 1970. */
  since: number;
  about: string;
  /** Whether search engines may list it. */
  isListed: boolean;
  /** The name that the files of their picture have in common. */
  picture: string | null;
  /** Who writes for them on this site; null: nobody has yet. */
  personId: PersonId | null;
}

/** Milliseconds for which an account is new. */
export const newFor = 30 * 24 * 3_600_000;

export const longestAbout = 500;

export function personPath(handle: string): string {
  return `/people/${encodeURIComponent(handle)}`;
}

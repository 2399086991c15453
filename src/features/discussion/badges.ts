/** What is said of a member beside their name, in this order. */
export type Badge = "verified" | "subscriber" | "newcomer";

/** A member as far as badges go. */
export interface Standing {
  /** Their address is proved. */
  isVerified: boolean;
  isSubscriber: boolean;
  /** When the account was made: milliseconds since 1970. */
  since: number;
}

const thirtyDays = 30 * 24 * 3_600_000;

/**
 * The badges on a comment. Whether somebody was new here is told for the moment of the comment, so that it never
 * changes: no page has to be made anew because somebody's first month is over.
 */
export function badgesOf({ isVerified, isSubscriber, since }: Standing, writtenAt: number): Badge[] {
  return [
    ...(isVerified ? ["verified" as const] : []),
    ...(isSubscriber ? ["subscriber" as const] : []),
    ...(writtenAt - since < thirtyDays ? ["newcomer" as const] : []),
  ];
}

import type { MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { type Role, roles } from "./permissions.ts";

/** Who changes something: one of the staff, or whoever has the machine and uses the command. */
export type By = MemberId | "cli";

/** Where a role holds: on one site, or (0) on every one. */
export type Scope = SiteId | 0;

/** What one of the staff is, somewhere. */
export interface Standing {
  role: Role;
  /** Beside the name; may be empty. */
  title: string;
}

/** A standing with where it holds, and for whom. */
export interface StaffRole extends Standing {
  memberId: MemberId;
  scope: Scope;
}

/** What came of a change among the staff. */
export type StaffOutcome =
  | "done"
  /** Whoever asks may not do this there, or not any more. */
  | "forbidden"
  /** Then nobody could manage the staff any more. */
  | "lastAdmin"
  | "notFound";

export const longestTitle = 60;

export function readRole(role: string): Role | null {
  return roles.find((each) => each === role) ?? null;
}

/** What somebody is on one site who has these roles: where there are two, the one that may do more counts. */
export function standingOn(held: readonly StaffRole[], siteId: SiteId): StaffRole | null {
  const here = held.filter(({ scope }) => scope === 0 || scope === siteId);
  const rank = ({ role }: StaffRole) => roles.indexOf(role);
  return here.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
}

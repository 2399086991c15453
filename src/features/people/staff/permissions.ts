/** What staff can be, from the least to the most. */
export const roles = ["reporter", "moderator", "editor", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who may do what. A route names the permission that it needs. docs/guides/roles.md shows the same to people. */
export const permissions = {
  "desk.see": ["reporter", "moderator", "editor", "admin"],
  "stories.write": ["reporter", "editor", "admin"],
  "stories.publish": ["editor", "admin"],
  "discussions.change": ["moderator", "editor", "admin"],
  "comments.moderate": ["moderator", "editor", "admin"],
  "comments.pick": ["moderator", "editor", "admin"],
  "appeals.decide": ["editor", "admin"],
  "phases.change": ["editor", "admin"],
  "contributions.see": ["reporter", "moderator", "editor", "admin"],
  "contributions.verify": ["reporter", "editor", "admin"],
  "mail.see": ["editor", "admin"],
  "people.see": ["moderator", "editor", "admin"],
  "people.disable": ["editor", "admin"],
  "people.erase": ["editor", "admin"],
  "staff.manage": ["admin"],
  "staff.log": ["admin"],
  "settings.change": ["admin"],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof permissions;

export function may(role: Role | null, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return role !== null && allowed.includes(role);
}

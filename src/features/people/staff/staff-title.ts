import type { Locale } from "../../../platform/html/locale.ts";
import type { Role } from "./permissions.ts";

/** What stands beside the name of one of the staff: the own title, or else the role in the site's language. */
export function staffTitle(locale: Locale, { role, title }: { role: Role; title: string }): string {
  return title || locale.message(`staff.role.${role}`);
}

import type { MessageId } from "../../../platform/html/locale.ts";
import type { Permission } from "./permissions.ts";

/** A part of the desk, as its navigation and its first page name it. */
export interface DeskPart {
  path: string;
  label: MessageId;
  about: MessageId;
  needs: Permission;
}

/** Every part of the desk, in the order of its navigation. Each is seen by those who may use it. */
export const deskParts: readonly DeskPart[] = [
  {
    path: "/desk/comments",
    label: "desk.comments",
    about: "desk.comments.about",
    needs: "comments.moderate",
  },
  {
    path: "/desk/overview",
    label: "desk.overview",
    about: "desk.overview.about",
    needs: "comments.moderate",
  },
  { path: "/desk/rules", label: "desk.rules", about: "desk.rules.about", needs: "phases.change" },
  { path: "/desk/people", label: "desk.people", about: "desk.people.about", needs: "people.see" },
  { path: "/desk/staff", label: "desk.staff", about: "desk.staff.about", needs: "staff.manage" },
  {
    path: "/desk/privacy",
    label: "privacy.desk.part",
    about: "privacy.desk.part.about",
    needs: "people.erase",
  },
  { path: "/desk/mail", label: "deskMail.part", about: "deskMail.part.about", needs: "mail.see" },
  { path: "/desk/settings", label: "desk.settings", about: "desk.settings.about", needs: "settings.change" },
  { path: "/desk/staff/log", label: "desk.log", about: "desk.log.about", needs: "staff.log" },
];

/** The part that a page belongs to: the one with the longest path above it. */
export function partOf(path: string): DeskPart | null {
  const above = deskParts.filter((part) => path === part.path || path.startsWith(`${part.path}/`));
  return above.toSorted((one, other) => other.path.length - one.path.length)[0] ?? null;
}

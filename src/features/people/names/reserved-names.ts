import type { Db } from "../../../platform/db/database.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import type { Sites } from "../../sites/sites.ts";
import { isStaff } from "../accounts/session.store.ts";
import { skeletons } from "./lookalikes.ts";

/** What the people of a paper are called, in each language that it may speak. With an article it is the same. */
const titles = [
  ["editor", "editors", "editor in chief", "chief editor", "managing editor", "editorial team", "newsroom"],
  ["moderator", "moderators", "moderation", "moderation team", "mod", "mods"],
  ["admin", "admins", "administrator", "administrators", "administration", "staff", "reporter", "reporters"],
  ["محرر", "محررة", "المحرر", "المحررة", "المحررون", "المحررين", "رئيس التحرير", "رئيسة التحرير", "التحرير"],
  ["هيئة التحرير", "أسرة التحرير", "فريق التحرير", "مكتب التحرير", "مشرف", "مشرفة", "المشرف", "المشرفون"],
  ["الإشراف", "فريق الإشراف", "مدير", "مديرة", "المدير", "المديرة", "الإدارة", "مراسل", "مراسلة", "المراسل"],
  [
    "سەرنووسەر",
    "سەرنووسەران",
    "دەستەی نووسەران",
    "بەڕێوەبەری نووسین",
    "چاودێر",
    "چاودێران",
    "چاودێری گفتوگۆ",
  ],
  ["بەڕێوەبەر", "بەڕێوەبەران", "بەڕێوەبەرایەتی", "پەیامنێر", "پەیامنێران", "ستاف", "کارمەند", "کارمەندان"],
].flat();

// What stands between a title and a name: "Editor, The Tide", "The Tide (moderation)".
const between = /[()[\]{}<>,،;؛:/\\|·•~@–—-]+/u;

/** "The", before a title or a name. */
const article = /^\s*the\s+/iu;

const reservedFor = new WeakMap<readonly unknown[], ReadonlySet<string>>();

/** What names look like that stand for the paper itself: bare titles, and the names of its sites. */
function reservedSkeletons(sites: Sites): ReadonlySet<string> {
  const all = sites.all();
  const known = reservedFor.get(all);
  if (known) return known;
  const names = all.flatMap(({ name }) => [name, name.replace(article, "")]);
  const made = new Set([...titles, ...names].flatMap(skeletons).filter((each) => each !== ""));
  reservedFor.set(all, made);
  return made;
}

/**
 * Whether a name stands for the paper and not for somebody: its name, a bare title, or both and nothing else, whatever
 * letters it is written in. Only the staff may be called so. `exceptMember`: who would be; null for a guest or a newcomer.
 */
export async function nameReserved(
  db: Db,
  sites: Sites,
  name: string,
  exceptMember: MemberId | null,
): Promise<boolean> {
  const reserved = reservedSkeletons(sites);
  const isReserved = (text: string) =>
    [text, text.replace(article, "")].some((each) => skeletons(each).some((one) => reserved.has(one)));
  const parts = name
    .normalize("NFKC")
    .split(between)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  const standsForAll = isReserved(name) || (parts.length > 0 && parts.every(isReserved));
  return standsForAll && (exceptMember === null || !(await isStaff(db, exceptMember)));
}

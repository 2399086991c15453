import { slugify } from "../../../platform/text/slug.ts";
import { cleanTitle } from "./content/clean-name.ts";
import type { WxrItem, WxrItemTerm } from "./wxr.ts";

export interface Term {
  slug: string;
  name: string;
}

/**
 * What WordPress calls its first category in the languages that it speaks. A category that was given another name is a
 * real one, whatever its slug still says.
 */
const names = new Set(
  (
    "uncategorized|uncategorised|non classé|non classifié(e)|allgemein|nicht kategorisiert|unkategorisiert|" +
    "sin categoría|sin categorizar|sem categoria|senza categoria|geen categorie|niet gecategoriseerd|bez kategorii|" +
    "okategoriserade|ikke-kategorisert|ukategorisert|ikke kategoriseret|yleinen|без рубрики|без категорії|" +
    "nezařazené|nezaradené|egyéb kategória|fără categorie|kategorisiz|genel|kategorilenmemiş|μη κατηγοριοποιημένο|" +
    "غير مصنف|دسته‌بندی نشده|دسته بندی نشده|כללי|未分类|未分類|미분류|chưa được phân loại|ไม่มีหมวดหมู่|tak berkategori"
  ).split("|"),
);

export function isDefaultCategory(name: string): boolean {
  return names.has(name.normalize("NFC").toLowerCase().trim());
}

const longestSlug = 200;

/** A category or tag as we name it; null if nothing is left of it. */
export function termOf(term: WxrItemTerm): Term | null {
  const name = cleanTitle(term.name);
  const slug = cleanSlug(term.slug) || slugify(name);
  return name === "" || slug === "" ? null : { slug, name };
}

/** What may stand in an address: no separators of addresses, nothing invisible. */
export function cleanSlug(slug: string): string {
  return slug
    .normalize("NFC")
    .replace(/[\p{C}\p{Z}/\\?#%"'<>]+/gu, (found) => (/^[\u200c\u200d]+$/.test(found) ? found : "-"))
    .slice(0, longestSlug)
    .toWellFormed()
    .replace(/^-+|-+$/g, "");
}

export interface Terms {
  section: Term | null;
  tags: Term[];
}

/** The first real category is the section; further ones are tags, so that nothing of them is lost. */
export function termsOf(item: WxrItem): Terms {
  const real = item.categories.flatMap((category) =>
    isDefaultCategory(category.name) ? [] : (termOf(category) ?? []),
  );
  const tags = item.tags.flatMap((tag) => termOf(tag) ?? []);
  return { section: real[0] ?? null, tags: [...tags, ...real.slice(1)] };
}

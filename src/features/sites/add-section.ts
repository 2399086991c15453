import type { Tx } from "../../platform/db/database.ts";
import type { SectionId, SiteId } from "../../platform/lib/ids.ts";
import { ensureSection } from "./site.store.ts";

/** The id of the section with this slug; a new one comes after the others. */
export function addSection(
  tx: Tx,
  siteId: SiteId,
  section: { slug: string; name: string },
): Promise<SectionId> {
  return ensureSection(tx, siteId, section.slug, section.name);
}

/** Lets sections stand in this order after those that a site has. */
export async function addSections(
  tx: Tx,
  siteId: SiteId,
  sections: readonly { slug: string; name: string }[],
): Promise<void> {
  for (const section of sections) await addSection(tx, siteId, section);
}

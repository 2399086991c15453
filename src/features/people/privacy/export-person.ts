import type { Context } from "../../../context.ts";
import type { Locale } from "../../../platform/html/locale.ts";
import { type ZipEntry, zipOf } from "../../../platform/lib/zip.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { siteUrl } from "../../sites/site.ts";
import { exportHtml } from "./export-html.ts";
import { exportJson } from "./export-json.ts";
import { holdings } from "./holdings.ts";
import { type SubjectKey, subjectOf } from "./subject.ts";

export interface ExportOrder {
  key: SubjectKey;
  /** In which language it is to be read, and from which of the sites it comes. */
  locale: Locale;
  site: OpenSite;
}

/**
 * All that is held on somebody, as a ZIP archive: a file for people, one for programs, and their own files. It is read and packed while
 * it is taken, so that it costs no more memory for fifty thousand comments than for five.
 */
export async function* exportPerson(
  ctx: Context,
  { key, locale, site }: ExportOrder,
): AsyncGenerator<Uint8Array> {
  const db = ctx.db.read;
  const asked = { db, keys: ctx.keys, subject: await subjectOf(db, key) };
  const madeAt = ctx.now();
  const sites = ctx.sites.all().map((each) => ({
    id: each.id,
    name: each.name,
    url: siteUrl(each, ctx.config.url, "/"),
  }));
  async function* entries(): AsyncGenerator<ZipEntry> {
    yield { name: "my-data.html", text: exportHtml(asked, { locale, site: site.name, madeAt }) };
    yield { name: "my-data.json", text: exportJson(asked, { madeAt, by: key.kind, sites }) };
    for (const { files } of holdings) if (files) yield* files(ctx, asked);
  }
  yield* zipOf(entries());
}

import { isStorable } from "../../../platform/text/clean.ts";
import type { WxrChannel, WxrItem } from "./wxr.ts";

/** The addresses of the site that an export comes from. */
export interface OldSite {
  /** Without "www.". */
  host: string;
  /** Ends with a slash. */
  basePath: string;
}

export function oldSiteOf(channel: WxrChannel): OldSite | null {
  for (const address of [channel.baseBlogUrl, channel.link, channel.baseSiteUrl]) {
    const url = URL.parse(address.trim());
    if (url && /^https?:$/.test(url.protocol)) {
      return { host: bareHost(url), basePath: url.pathname.replace(/\/*$/, "/") };
    }
  }
  return null;
}

function bareHost(url: URL): string {
  return url.host.toLowerCase().replace(/^www\./, "");
}

/** PostgreSQL indexes no more than about 2,700 bytes. */
const longestPath = 1500;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Where an item was read: what leads to its story from now on. Paths are decoded. */
export function oldPathsOf(item: WxrItem, isFirstOfItsId: boolean): string[] {
  const paths = new Set<string>();
  if (item.id !== null && isFirstOfItsId) paths.add(`/?p=${item.id}`);
  const url = URL.parse(item.link);
  const path = url && /^https?:$/.test(url.protocol) ? decoded(url.pathname).normalize("NFC") : "/";
  if (!/^\/*$/.test(path)) paths.add(path);
  for (const old of item.oldSlugs) {
    if (old === "" || old === item.slug) continue;
    const before = path.lastIndexOf(item.slug);
    paths.add(
      item.slug !== "" && before > 0
        ? path.slice(0, before) + old + path.slice(before + item.slug.length)
        : `/${old}`,
    );
  }
  return [...paths].filter((each) => isStorable(each) && Buffer.byteLength(each) <= longestPath);
}

const ofFiles = /\/wp-(?:content|includes|admin)\/|\/wp-login\.php|\/xmlrpc\.php/;

/** `address` as a path of this site, if it is a page of the old one; else null. Pages put the site's prefix before it. */
function pathHere(address: string, old: OldSite): string | null {
  const url = URL.parse(address);
  if (!url || bareHost(url) !== old.host || url.username !== "") return null;
  const isInside = url.pathname.startsWith(old.basePath) || `${url.pathname}/` === old.basePath;
  if (!isInside || ofFiles.test(url.pathname)) return null;
  const id = url.searchParams.get("p") ?? url.searchParams.get("page_id");
  if (id !== null && /^\d{1,15}$/.test(id)) return `/?p=${id}${url.hash}`;
  // Anchors of comments have other names here.
  const hash = /^#comment/.test(url.hash) ? "#below" : url.hash;
  return `${url.pathname}${url.search}${hash}`;
}

/** Lets links to the old site's pages lead to where they are now. Files that were not brought along stay linked. */
export function withLinksHere(html: string, old: OldSite | null): string {
  if (!old) return html;
  return html.replace(/ href="(https?:\/\/[^"]+)"/g, (whole, address: string) => {
    const path = pathHere(address.replaceAll("&amp;", "&"), old);
    return path === null ? whole : ` href="${path.replaceAll("&", "&amp;").replaceAll('"', "%22")}"`;
  });
}

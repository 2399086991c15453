/** Addresses in imported content: which may stand in a page, and what a player's address plays. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore them inside addresses, so "java\nscript:" runs
const ignored = /[\u0000-\u0020\u007f-\u00a0\u202a-\u202e\u2066-\u2069\ufeff]/g;

function stripped(raw: string): string {
  const trimmed = raw.trim().replace(/ /g, "%20").replace(ignored, "");
  if (trimmed.startsWith("//")) return `https:${trimmed}`;
  return /^www\.[\w-]+\./i.test(trimmed) ? `http://${trimmed}` : trimmed;
}

function resolved(address: string, base: string | undefined): string | null {
  if (!base || address === "" || address.startsWith("#") || /^[a-z][\w+.-]*:/i.test(address)) return null;
  return URL.canParse(address, base) ? new URL(address, base).href : null;
}

/** http(s), mailto or site-relative; null for everything else. `base`: what other relative addresses refer to. */
export function linkAddress(raw: string, base?: string): string | null {
  const address = stripped(raw);
  if (/^https?:\/\//i.test(address)) return URL.canParse(address) ? address.toWellFormed() : null;
  if (/^mailto:[^?]+@/i.test(address)) return address.toWellFormed();
  if (/^\/(?![/\\])/.test(address)) return address.toWellFormed();
  return resolved(address, base);
}

/** http(s) only, for pictures and players. */
export function mediaAddress(raw: string, base?: string): string | null {
  const address = stripped(raw);
  if (/^https?:\/\//i.test(address)) return URL.canParse(address) ? address.toWellFormed() : null;
  return resolved(address, base);
}

const players: readonly (readonly [RegExp, string])[] = [
  [
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/([\w-]{6,20})/i,
    "https://www.youtube.com/watch?v=$1",
  ],
  [/^https?:\/\/player\.vimeo\.com\/video\/(\d+)/i, "https://vimeo.com/$1"],
  [/^https?:\/\/(?:www\.)?vimeo\.com\/moogaloop\.swf\?.*?clip_id=(\d+)/i, "https://vimeo.com/$1"],
  [
    /^https?:\/\/(?:www\.)?dailymotion\.com\/(?:embed\/video|swf)\/(?:video\/)?(\w+)/i,
    "https://www.dailymotion.com/video/$1",
  ],
];

/** The page of what a player's address plays, where we know it. */
export function watchAddress(address: string): string {
  for (const [player, page] of players) {
    const match = player.exec(address);
    if (match) return page.replace("$1", match[1] ?? "");
  }
  return address;
}

export function isPictureAddress(address: string): boolean {
  return /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(address);
}

/** A file's name, for the text of a link to it. */
export function fileName(address: string): string {
  const last =
    address
      .replace(/[?#].*$/, "")
      .split("/")
      .at(-1) ?? "";
  try {
    return decodeURIComponent(last) || address;
  } catch {
    return last || address;
  }
}

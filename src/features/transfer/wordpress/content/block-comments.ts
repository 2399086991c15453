/** Block markup: `<!-- wp:name {json} -->` … `<!-- /wp:name -->`, or `<!-- wp:name {json} /-->`. */

export interface Segment {
  html: string;
  /** Written in the classic editor, where line ends mean something. */
  isClassic: boolean;
}

interface BlockMark {
  name: string;
  kind: "opens" | "closes" | "stands alone";
  json: string;
  start: number;
  end: number;
}

const classicBlocks = new Set(["freeform", "shortcode", "classic"]);

function* blockMarks(html: string): Generator<BlockMark> {
  for (let start = html.indexOf("<!--"); start >= 0; start = html.indexOf("<!--", start + 4)) {
    // Attributes cannot hold "-->": WordPress writes their hyphens as \u002d.
    const close = html.indexOf("-->", start);
    if (close < 0) return;
    const body = html.slice(start + 4, close).trim();
    const name = /^\/?wp:((?:[a-z][\w-]*\/)?[a-z][\w-]*)/.exec(body)?.[1];
    if (name === undefined) continue;
    const kind = body.startsWith("/") ? "closes" : body.endsWith("/") ? "stands alone" : "opens";
    const json = body
      .replace(/^\/?wp:\S+/, "")
      .replace(/\/$/, "")
      .trim();
    yield { name: name.replace(/^core(-embed)?\//, ""), kind, json, start, end: close + 3 };
  }
}

function addressOf(json: string): string {
  try {
    const attributes: unknown = JSON.parse(json || "{}");
    if (typeof attributes !== "object" || attributes === null || !("url" in attributes)) return "";
    return typeof attributes.url === "string" ? attributes.url : "";
  } catch {
    return "";
  }
}

const linkOnly = new Set([
  "embed",
  "youtube",
  "vimeo",
  "twitter",
  "facebook",
  "instagram",
  "soundcloud",
  "spotify",
]);

/** Content in pieces, each with what its line ends mean. */
export function splitSegments(html: string): Segment[] {
  if (!html.includes("wp:")) return [{ html, isClassic: true }];
  const segments: Segment[] = [];
  let depth = 0;
  let from = 0;
  let isClassic = true;
  let sawBlock = false;
  function cut(end: number): void {
    const piece = html.slice(from, end);
    if (piece.trim() !== "") segments.push({ html: piece, isClassic });
  }
  for (const mark of blockMarks(html)) {
    sawBlock = true;
    if (mark.kind === "stands alone") {
      const address = linkOnly.has(mark.name) ? addressOf(mark.json) : "";
      if (address) {
        cut(mark.start);
        segments.push({
          html: `<p>${address.replace(/[<>&"\s]/g, encodeURIComponent)}</p>`,
          isClassic: false,
        });
        from = mark.end;
      }
      continue;
    }
    if (mark.kind === "opens" ? depth === 0 : depth === 1) {
      cut(mark.start);
      from = mark.end;
      isClassic = mark.kind === "closes" || classicBlocks.has(mark.name);
    }
    depth = mark.kind === "opens" ? depth + 1 : Math.max(0, depth - 1);
  }
  cut(html.length);
  return sawBlock ? segments : [{ html, isClassic: true }];
}

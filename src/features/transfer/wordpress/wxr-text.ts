import type { NoteMend } from "./wxr-report.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const allControls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** Line ends become \n, as XML says; form feeds and vertical tabs a space; other control characters go. */
export function withoutControls(text: string, note: NoteMend): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  if (!controls.test(lines)) return lines;
  note("control-characters");
  return lines.replace(allControls, (found) => (found === "\f" || found === "\v" ? " " : ""));
}

const xmlEntities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function numbered(reference: string): string | undefined {
  const code = /^x/i.test(reference)
    ? Number.parseInt(reference.slice(1), 16)
    : Number.parseInt(reference, 10);
  // 128-159 are Windows-1252 in practice; the HTML reader knows them.
  if (!(code >= 0 && code <= 0x10ffff) || (code >= 128 && code < 160)) return undefined;
  if (code >= 0xd800 && code < 0xe000) return "\ufffd";
  const character = String.fromCodePoint(code);
  return controls.test(character) ? "" : character;
}

/** XML's five entities and numbers; everything else stays as written and is noted. */
export function decodeXml(text: string, note: NoteMend): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(x[\da-f]{1,6}|\d{1,7});|(\w{2,31});)?/gi, (whole, number, name) => {
    if (number !== undefined) return numbered(String(number)) ?? whole;
    if (name === undefined) {
      note("bare-ampersand");
      return whole;
    }
    const meant = xmlEntities[String(name)];
    if (meant === undefined) note("unknown-entity");
    return meant ?? whole;
  });
}

const cutEntity = /&(?:a|am|amp|l|lt|g|gt|q|qu|quo|quot|ap|apo|apos|#x?[\da-f]{0,6})$/i;

/** WordPress cuts long comment addresses after escaping them, so one may end in `&am`. */
export function decodeXmlAddress(text: string, note: NoteMend): string {
  if (!cutEntity.test(text)) return decodeXml(text, note);
  note("cut-entity");
  return decodeXml(text.replace(cutEntity, ""), note);
}

/**
 * A copy that does not keep the item's whole text alive. V8 makes a slice a view of its parent, so a map of
 * a million slugs would otherwise hold the entire export in memory.
 */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

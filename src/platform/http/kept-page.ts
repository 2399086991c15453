import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, gzip } from "node:zlib";
import { headText } from "./ready-response.ts";

const brotli = promisify(brotliCompress);
const unbrotli = promisify(brotliDecompress);
const gzipped = promisify(gzip);

/** A rendered page or other text, with what it shows. */
export interface Rendered {
  status: number;
  type: string;
  body: string;
  shows: readonly string[];
  /** Request headers, beside the usual two, that make another answer of it. */
  varies?: readonly string[];
  /** When it has to be made anew at the latest: milliseconds since 1970. */
  until: number;
}

export type Encoding = "br" | "gzip" | "identity";

/** Header names and values in turn. */
export type Head = readonly string[];

/** Bytes with the head that belongs to them. */
export interface Ready {
  head: Head;
  /** The head as it is sent. */
  text: string;
  body: Buffer;
}

/**
 * A rendered page as the bytes that go over the wire. Brotli is made at once, gzip when the first asks for it, and
 * nothing else is kept: of ten browsers ten take one of the two.
 */
export class KeptPage {
  readonly status: number;
  /** Weak: the encodings of one page share it. https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1 */
  readonly etag: string;
  readonly shows: readonly string[];
  readonly until: number;
  /** For a reader who has it already. */
  readonly unchanged: Head;
  readonly unchangedText: string;
  private readonly common: Head;
  private readonly ready = new Map<Encoding, Ready>();

  private constructor(rendered: Rendered, head: Head) {
    this.status = rendered.status;
    this.shows = rendered.shows;
    this.until = rendered.until;
    this.etag = `W/"${createHash("sha256").update(rendered.body).digest("base64url").slice(0, 22)}"`;
    this.unchanged = [...head, "etag", this.etag];
    this.unchangedText = headText(304, this.unchanged);
    this.common = [...this.unchanged, "content-type", rendered.type];
  }

  /** `head`: the headers that every answer with it carries. */
  static async of(rendered: Rendered, head: Head): Promise<KeptPage> {
    const page = new KeptPage(rendered, head);
    const plain = Buffer.from(rendered.body);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    page.keep("br", await brotli(plain, { params }));
    return page;
  }

  /** The bytes in an encoding, if they have been made. */
  has(encoding: Encoding): Ready | undefined {
    return this.ready.get(encoding);
  }

  async in(encoding: Encoding): Promise<Ready> {
    const known = this.ready.get(encoding);
    if (known) return known;
    const plain = await unbrotli(this.ready.get("br")?.body ?? Buffer.alloc(0));
    return encoding === "gzip"
      ? this.keep("gzip", await gzipped(plain, { level: 6 }))
      : this.readyWith(plain, []);
  }

  /** Bytes of memory, about: as if gzip, a tenth or two longer, had been asked for already; and the heads. */
  get size(): number {
    return 2000 + 2.2 * (this.ready.get("br")?.body.length ?? 0);
  }

  private keep(encoding: Encoding, body: Buffer): Ready {
    const made = this.readyWith(body, ["content-encoding", encoding]);
    this.ready.set(encoding, made);
    return made;
  }

  private readyWith(body: Buffer, more: Head): Ready {
    const head = [...this.common, ...more, "content-length", String(body.length)];
    return { head, text: headText(this.status, head), body };
  }
}

const namings = {
  br: [/\bbr\b/, /\bbr\s*;\s*q=0(?:\.0*)?\s*(?:,|$)/],
  gzip: [/\bgzip\b/, /\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)/],
} as const;

/** The best encoding that a client takes. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 */
export function encodingFor(accepted: string): Encoding {
  if (accepts(accepted, "br")) return "br";
  return accepts(accepted, "gzip") ? "gzip" : "identity";
}

function accepts(accepted: string, encoding: "br" | "gzip"): boolean {
  const [named, refused] = namings[encoding];
  return named.test(accepted) && !refused.test(accepted);
}

/** Whether one of the validators that a client sent is the page's. */
export function isKnown(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag || ifNoneMatch === "*") return true;
  const bare = etag.slice(2);
  return ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === bare);
}

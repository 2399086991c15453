import { createHash, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, gzip } from "node:zlib";
import { withMakingTime } from "./making-time.ts";
import { headText } from "./ready-response.ts";

const brotli = promisify(brotliCompress);
const unbrotli = promisify(brotliDecompress);
const gzipped = promisify(gzip);

const ofProcess = randomBytes(9).toString("base64url");
let made = 0;

/**
 * What tells one version from another. A page says how long it took and how long ago things are, so no two makings are
 * the same, and they are counted: that costs less than a digest. A feed or an answer to a program may well be the same.
 */
function versionOf(plain: Buffer, isPage: boolean): string {
  if (isPage) return `${ofProcess}-${(++made).toString(36)}`;
  return createHash("sha256").update(plain).digest("base64url").slice(0, 22);
}

/** A rendered page or other text, with what it shows. */
export interface Rendered {
  status: number;
  type: string;
  body: string;
  /** How long it took. */
  ms: number;
  shows: readonly string[];
  /** Request headers, beside the usual two, that make another answer of it. */
  varies?: readonly string[];
  /** When it has to be made anew at the latest: milliseconds since 1970. */
  until: number;
}

export type Encoding = "br" | "gzip" | "identity";

/** Bytes: what is longer isn't kept uncompressed, since it takes the room of ten. */
const mostUncompressed = 64 * 1024;

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
 * A rendered page as the bytes that go over the wire. Brotli is made at once, what else is asked for when the first
 * asks for it.
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

  private constructor(rendered: Rendered, version: string, head: Head) {
    this.status = rendered.status;
    this.shows = rendered.shows;
    this.until = rendered.until;
    this.etag = `W/"${version}"`;
    this.unchanged = [...head, "etag", this.etag];
    this.unchangedText = headText(304, this.unchanged);
    this.common = [...this.unchanged, "content-type", rendered.type];
  }

  /** `head`: the headers that every answer with it carries. */
  static async of(rendered: Rendered, head: Head): Promise<KeptPage> {
    const plain = withMakingTime(Buffer.from(rendered.body), rendered.ms);
    const page = new KeptPage(rendered, versionOf(plain, rendered.type.startsWith("text/html")), head);
    // No larger a window than the page: the encoder would take many times its size.
    const window = Math.min(22, Math.max(16, Math.ceil(Math.log2(plain.length + 1))));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_LGWIN]: window,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    };
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
    if (encoding === "gzip") return this.keep("gzip", await gzipped(plain, { level: 6 }));
    const made = this.readyIn("identity", plain);
    if (plain.length <= mostUncompressed) this.ready.set("identity", made);
    return made;
  }

  /** Bytes of memory, about: the heads take a kilobyte each. */
  get size(): number {
    let bytes = 1000;
    for (const { body } of this.ready.values()) bytes += body.length + 1000;
    return bytes;
  }

  private keep(encoding: Encoding, body: Buffer): Ready {
    const made = this.readyIn(encoding, body);
    this.ready.set(encoding, made);
    return made;
  }

  private readyIn(encoding: Encoding, body: Buffer): Ready {
    const coding = encoding === "identity" ? [] : ["content-encoding", encoding];
    const head = [...this.common, ...coding, "content-length", String(body.length)];
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

export function takesGzip(accepted: string): boolean {
  return accepts(accepted, "gzip");
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

import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A rendered page, kept as the bytes that go over the wire. */
export interface KeptPage {
  status: number;
  etag: string;
  plain: Buffer;
  brotli: Buffer;
  gzip: Buffer;
}

interface Entry {
  version: number;
  madeAt: number;
  page: Promise<KeptPage>;
  size: number;
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

// A page says "6 minutes ago", so it is made anew after a while even if nothing changed.
const oldest = 60_000;

/**
 * Pages for anonymous readers, rendered once and kept until something in their group changes. However many ask for a
 * cold page, one renders it. Least recently used ones go when `limit` bytes are reached.
 */
export class PageCache {
  private readonly entries = new Map<string, Entry>();
  private readonly versions = new Map<number, number>();
  private size = 0;
  private readonly limit: number;
  private readonly now: () => number;

  constructor(limit: number, now: () => number) {
    this.limit = limit;
    this.now = now;
  }

  /** Forgets every page of a group (a site). */
  invalidate(group: number): void {
    this.versions.set(group, this.versionOf(group) + 1);
  }

  /** The page kept under `key`, or the one that `render` makes; and whether it was there. */
  async get(
    group: number,
    key: string,
    render: () => Promise<{ html: string; status: number }>,
  ): Promise<{ page: KeptPage; hit: boolean }> {
    const known = this.entries.get(key);
    if (known && known.version === this.versionOf(group) && this.now() - known.madeAt < oldest) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return { page: await known.page, hit: true };
    }
    if (known) this.drop(key, known);
    const entry: Entry = {
      version: this.versionOf(group),
      madeAt: this.now(),
      page: render().then(keep),
      size: 0,
    };
    this.entries.set(key, entry);
    try {
      const page = await entry.page;
      if (this.entries.get(key) === entry) this.account(entry, page);
      return { page, hit: false };
    } catch (error) {
      this.drop(key, entry);
      throw error;
    }
  }

  private versionOf(group: number): number {
    return this.versions.get(group) ?? 0;
  }

  private account(entry: Entry, page: KeptPage): void {
    entry.size = page.plain.length + page.brotli.length + page.gzip.length;
    this.size += entry.size;
    for (const [key, oldEntry] of this.entries) {
      if (this.size <= this.limit) break;
      if (oldEntry !== entry) this.drop(key, oldEntry);
    }
  }

  private drop(key: string, entry: Entry): void {
    if (this.entries.get(key) !== entry) return;
    this.entries.delete(key);
    this.size -= entry.size;
  }
}

async function keep({ html, status }: { html: string; status: number }): Promise<KeptPage> {
  const plain = Buffer.from(html);
  const [br, gz] = await Promise.all([
    brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    gzipped(plain, { level: 6 }),
  ]);
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
  return { status, etag, plain, brotli: br, gzip: gz };
}

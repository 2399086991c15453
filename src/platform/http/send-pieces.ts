import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { FastifyReply } from "fastify";
import type { Changes } from "./changes.ts";
import { ownAddress, ownLane, type Readers } from "./fast-lane.ts";
import { type Head, takesGzip } from "./kept-page.ts";
import { KnownReaders, type Recognised } from "./known-readers.ts";
import { PageCache } from "./page-cache.ts";
import { type Copy, PiecedPage, type RenderedPieces } from "./pieced-page.ts";
import type { Incoming, Route } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import { type Exchange, sendAnswer } from "./send.ts";
import { keyOf, NotKept, oldest } from "./send-shared.ts";
import type { Shared } from "./server.ts";

const unzipped = promisify(gunzip);

/** Everything that is sent with each reader's copy. */
const headOfCopies: Head = [
  ...Object.entries(securityHeaders).flat(),
  ...["vary", "accept-encoding, cookie"],
  ...["cache-control", "private, no-store"],
  ...["server-timing", "render;dur=0, cache;desc=hit"],
  ...["content-type", "text/html; charset=utf-8"],
];

/** What there is for readers of whom something is known. `limit`: bytes for their pages. */
export function openReaders<World>(changes: Changes, limit: number, now: () => number): Readers<World> {
  const keep = async (rendered: RenderedPieces<World>) => new PiecedPage(rendered, headOfCopies);
  return {
    changes,
    pages: new PageCache({ changes, limit, now, keep }),
    known: new KnownReaders(changes, now),
  };
}

interface PersonalRequest<World> {
  route: Route<World>;
  incoming: Incoming<World>;
  shared: Shared<World>;
  reader: Recognised;
  /** The count of changes before anything was read of the reader. */
  seen: number;
  /** Called before an answer is sent that had to be made. */
  made(): void;
}

/** Answers somebody of whom something is known, from a page that is kept with slots; makes it where it isn't there. */
export async function sendPieces<World>(
  exchange: Exchange<World>,
  request: PersonalRequest<World>,
): Promise<FastifyReply> {
  const { options, world } = exchange;
  const { route, incoming, shared, reader, made } = request;
  const { pages, changes } = options.readers;
  const key = keyOf(shared, route, incoming);
  const { generation } = pages;
  const start = performance.now();
  try {
    const { page, hit } = await pages.get(key, maker(request, options.now));
    if (!hit) made();
    const moment = { now: options.now(), changes };
    const there = page.copyOf(reader, moment);
    const copy = there ?? (await page.make(reader, world, moment));
    pages.reweigh(key);
    remember(exchange, request, { key, generation });
    return await sendCopy(copy, exchange, hit && there ? null : performance.now() - start);
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    made();
    return sendAnswer(error.answer, exchange, performance.now() - start);
  }
}

/** Makes the page for all such readers, now and whenever it changes: so it holds nothing of who asked first. */
function maker<World>(
  { route, incoming: { input, url }, shared }: PersonalRequest<World>,
  now: () => number,
): () => Promise<RenderedPieces<World>> {
  return async () => {
    const world = shared.world();
    if (world === null || !route.personal) throw new NotKept({ kind: "problem", code: "notFound" });
    const start = performance.now();
    const answer = await route.personal({ world, input, url, wantsFragment: false });
    if (answer.kind !== "slotted") throw new NotKept(answer);
    const { page, fill, shown } = answer;
    const until = Math.min(shown.until ?? Infinity, now() + oldest);
    return { page, fill, ms: performance.now() - start, shows: shown.shows, until };
  };
}

/** The next request of this reader for this page is answered before it comes here. */
function remember<World>(
  { request: { raw, originalUrl }, reply, options }: Exchange<World>,
  { reader, shared, seen }: PersonalRequest<World>,
  { key, generation }: { key: string; generation: number },
): void {
  const asked = ownLane(raw);
  const cookie = reply.getHeader("set-cookie") ?? null;
  if (asked === null || (cookie !== null && typeof cookie !== "string")) return;
  const { pages, known } = options.readers;
  const way = `${shared.audience} ${asked.view}`;
  known.remember(asked.cookies, way, reader, seen);
  pages.remember(ownAddress(asked.host, way, originalUrl), { key, cookie, site: reader.site }, generation);
}

/** `ms`: how long it took to make; null: it was there. */
async function sendCopy<World>(
  { head, body }: Copy,
  { request, reply }: Exchange<World>,
  ms: number | null,
): Promise<FastifyReply> {
  for (let at = 0; at + 1 < head.length; at += 2) reply.header(head[at] ?? "", head[at + 1]);
  if (ms !== null) reply.header("server-timing", `render;dur=${ms.toFixed(1)}, cache;desc=miss`);
  const bytes = Buffer.concat(body);
  if (takesGzip(String(request.headers["accept-encoding"] ?? ""))) return reply.send(bytes);
  reply.removeHeader("content-encoding");
  reply.removeHeader("content-length");
  return reply.send(await unzipped(bytes));
}

import { pino } from "pino";
import { readSignedIn } from "../src/features/people/accounts/session.ts";
import { readConfig } from "../src/platform/config/config.ts";
import { openDatabase } from "../src/platform/db/open.ts";
import { Changes } from "../src/platform/http/changes.ts";
import { KeptValues } from "../src/platform/http/kept-values.ts";
import { KnownReaders } from "../src/platform/http/known-readers.ts";
import type { SiteId } from "../src/platform/lib/ids.ts";
import { deriveKeys } from "../src/platform/lib/keys.ts";
import type { Setting } from "./setting.ts";

const rounds = 50_000;

/** Microseconds that it takes to know who is signed in, of a session that is in memory. */
export async function measureSessionCheck({ env, paper }: Pick<Setting, "env" | "paper">) {
  const database = await openDatabase(readConfig(env));
  const changes = new Changes();
  const ctx = {
    db: database,
    keys: deriveKeys(env["BELOWLINE_SECRET"] ?? ""),
    sessions: new KeptValues(changes, Date.now, 5000),
    now: Date.now,
    log: pino({ level: "silent" }),
  };
  const site = await database.read.selectFrom("site").select("id").executeTakeFirstOrThrow();
  const [line = ""] = paper.members;
  const cookie = decodeURIComponent(/bl_session=([^;]*)/.exec(line)?.[1] ?? "");
  try {
    const member = await readSignedIn(ctx, site.id, { cookies: { bl_session: cookie } });
    if (!member) throw new Error("the session isn't known");
    return {
      check: await timed(() => readSignedIn(ctx, site.id, { cookies: { bl_session: cookie } })),
      forged: await timed(() => readSignedIn(ctx, site.id, { cookies: { bl_session: `x${cookie}` } })),
      known: await timed(knownReader(changes, line, site.id)),
    };
  } finally {
    await database.close();
  }
}

/** As it is on the way that kept pages take. */
function knownReader(changes: Changes, line: string, siteId: SiteId): () => unknown {
  const known = new KnownReaders(changes, Date.now);
  const site = String(siteId);
  const until = Number.POSITIVE_INFINITY;
  known.remember(line, "member", { site, key: "", known: null, shows: ["members"], until }, changes.now);
  return () => known.find(line, site);
}

async function timed(work: () => unknown): Promise<number> {
  for (let n = 0; n < rounds / 10; n++) await work();
  const start = performance.now();
  for (let n = 0; n < rounds; n++) await work();
  return ((performance.now() - start) * 1000) / rounds;
}

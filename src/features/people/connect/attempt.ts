import { z } from "zod";
import type { World } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { grants } from "./publisher/grants.ts";
import { type Asked, deleteExpired, insertAttempt, readContent, takeContent } from "./attempt.store.ts";

const aMinute = 60_000;
/** How long somebody may take at the provider, and with the form afterwards. */
const lifetime = 20 * aMinute;

const start = z.object({
  provider: z.string(),
  nonce: z.string(),
  /** PKCE, RFC 7636. */
  verifier: z.string(),
  to: z.string(),
  /** Of a Mastodon account. */
  host: z.string().nullable(),
  /** Who connects one more account; null: somebody signs in. */
  memberId: z.string().nullable(),
});

const finish = z.object({
  provider: z.string(),
  label: z.string(),
  profile: z.object({
    accounts: z.string(),
    accountId: z.string(),
    name: z.string(),
    address: z.string().nullable(),
  }),
  to: z.string(),
  remember: z.boolean(),
  /** What a publisher says of its reader. */
  grants: grants.nullable(),
});

const stages = { start, finish };
type Stage = keyof typeof stages;
/** What is under way with an account elsewhere. "start": the way there; "finish": back, and not a member yet. */
export type Attempt<S extends Stage> = z.output<(typeof stages)[S]>;

const cookieName = "bl_connect";
const ownCookie = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]{22})(?:;|$)`);

/** The browser that asks, by a cookie of this purpose alone. */
interface Browser {
  hash: string;
  /** To be set when it had none. */
  cookies: string[];
}

function browserOf(world: World): Browser {
  const known = ownCookie.exec(world.headers.cookie ?? "")?.[1];
  const value = known ?? world.ctx.token();
  const hash = world.ctx.keys.hash("connect", `browser ${value}`);
  if (known) return { hash, cookies: [] };
  const secure = world.ctx.config.url.startsWith("https:") ? "; Secure" : "";
  // Lax: it comes along when the provider leads back. It ends with the browser.
  const cookie = `${cookieName}=${value}; Path=${world.href("/connect")}; HttpOnly; SameSite=Lax${secure}`;
  return { hash, cookies: [cookie] };
}

/** Keeps what is under way. `token` leads back to it, once, in the same browser. */
export async function keepAttempt<S extends Stage>(
  world: World,
  stage: S,
  content: Attempt<S>,
): Promise<{ token: string; cookies: string[] }> {
  const { ctx, site, now } = world;
  const token = ctx.token();
  const { hash, cookies } = browserOf(world);
  const row = {
    id: idOf(world, token),
    site_id: site.id,
    stage,
    browser_hash: hash,
    content_sealed: ctx.keys.seal("connect", JSON.stringify(content)),
    expires_at: now + lifetime,
  };
  await ctx.db.transact(async (tx) => {
    // They hold a name and an address: sooner than once a day.
    await deleteExpired(tx, now);
    await insertAttempt(tx, row);
  });
  return { token, cookies };
}

/** Null: there is none, or no longer, or another browser began it. */
export async function readAttempt<S extends Stage>(
  world: World,
  stage: S,
  token: string,
  db: Db = world.ctx.db.read,
): Promise<Attempt<S> | null> {
  return opened(world, stage, await readContent(db, asked(world, stage, token)));
}

export async function takeAttempt<S extends Stage>(
  tx: Tx,
  world: World,
  stage: S,
  token: string,
): Promise<Attempt<S> | null> {
  return opened(world, stage, await takeContent(tx, asked(world, stage, token)));
}

function asked(world: World, stage: Stage, token: string): Asked {
  const { site, now } = world;
  return { id: idOf(world, token), siteId: site.id, stage, browserHash: browserOf(world).hash, now };
}

function idOf({ ctx }: World, token: string): string {
  return ctx.keys.hash("connect", `attempt ${token}`);
}

function opened<S extends Stage>({ ctx }: World, stage: S, sealed: string | null): Attempt<S> | null {
  if (sealed === null) return null;
  // The schema of the stage gives just this type.
  return stages[stage].parse(JSON.parse(ctx.keys.open("connect", sealed))) as Attempt<S>;
}

import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Assets, Context, Route, World } from "./context.ts";
import { apiRoutes } from "./features/api/api.routes.ts";
import { shapeOfProblem } from "./features/api/problem.ts";
import { pageSizes, sorts } from "./features/discussion/comment.ts";
import { commentActRoutes } from "./features/discussion/comment-acts.routes.ts";
import { discussionRoutes } from "./features/discussion/discussion.routes.ts";
import { memberTalkRoutes } from "./features/discussion/member-talk.routes.ts";
import { pageRoutes } from "./features/discussion/pages.routes.ts";
import { feedRoutes } from "./features/feeds/feeds.routes.ts";
import { sitemapRoutes } from "./features/feeds/sitemaps.routes.ts";
import { mediaRoutes } from "./features/media/media.routes.ts";
import { drawSample } from "./features/moderation/overview/quality/sampling.ts";
import { hearDecisions } from "./features/moderation/learner/hear-decisions.ts";
import { moderationRoutes } from "./features/moderation/moderation.routes.ts";
import { oldAddressRoutes } from "./features/sites/old-addresses.routes.ts";
import { accountRoutes } from "./features/people/accounts/accounts.routes.ts";
import { staffRoutes } from "./features/people/staff/staff.routes.ts";
import { secondFactorRoutes } from "./features/people/second-factor/second-factor.routes.ts";
import { connectRoutes } from "./features/people/connect/connect.routes.ts";
import { type Linker, startLinker } from "./features/moderation/audit/linker.ts";
import { noticeKnown } from "./features/people/names/notice-known.ts";
import { profileRoutes } from "./features/people/profiles/profiles.routes.ts";
import { privacyRoutes } from "./features/people/privacy/privacy.routes.ts";
import { mailRoutes } from "./features/notifications/mail.routes.ts";
import { browserName } from "./features/people/accounts/browser-name.ts";
import { readPending, readSignedIn } from "./features/people/accounts/session.ts";
import { askSecondFactor, askStaffSecondFactor } from "./features/people/second-factor/ask-second-factor.ts";
import { may, type Permission } from "./features/people/staff/permissions.ts";
import { type Answer, problem, redirect } from "./platform/http/answer.ts";
import { siteLocale } from "./features/sites/site.ts";
import { siteRoutes } from "./features/sites/site.routes.ts";
import { ProblemPage } from "./features/sites/site-pages.view.tsx";
import { type OpenSite, openSites } from "./features/sites/sites.ts";
import type { Config } from "./platform/config/config.ts";
import type { Database } from "./platform/db/database.ts";
import type { Event } from "./platform/events/events.ts";
import { type Relay, startRelay, type Subscriber } from "./platform/events/relay.ts";
import { escapeHtml } from "./platform/html/safe-html.ts";
import { Fragments } from "./platform/html/fragments.ts";
import { localeOf } from "./platform/html/locale.ts";
import { renderPage } from "./platform/html/render.ts";
import { type Built, readBuilt, serveAssets } from "./platform/http/assets.ts";
import { Changes } from "./platform/http/changes.ts";
import { networkHash } from "./platform/http/network.ts";
import { type Problem, problems } from "./platform/http/problems.ts";
import { isFromProgram } from "./platform/http/programs.ts";
import { RateLimit } from "./platform/http/rate-limit.ts";
import { isSameOrigin } from "./platform/http/same-origin.ts";
import type { Access } from "./platform/http/route.ts";
import { type Readers, viewCookie } from "./platform/http/fast-lane.ts";
import { KeptPage, type Rendered } from "./platform/http/kept-page.ts";
import { openReaders } from "./platform/http/send-pieces.ts";
import { KeptValues } from "./platform/http/kept-values.ts";
import { PageCache } from "./platform/http/page-cache.ts";
import { type Purge, startPurge } from "./platform/http/purge.ts";
import { headOfKept } from "./platform/http/send-shared.ts";
import { createServer } from "./platform/http/server.ts";
import { anybodysWorld, audienceOf, sharedBy } from "./audience.ts";
import { changedBy } from "./shows.ts";
import { giveDevice, newDevice, readDevice } from "./device.ts";
import { deriveKeys } from "./platform/lib/keys.ts";
import { internet, type Network } from "./platform/lib/safe-fetch.ts";

/** Every route of the product. */
export const routes: readonly Route[] = [
  ...pageRoutes,
  ...discussionRoutes,
  ...memberTalkRoutes,
  ...commentActRoutes,
  ...siteRoutes,
  ...feedRoutes,
  ...sitemapRoutes,
  ...mediaRoutes,
  ...apiRoutes,
  ...accountRoutes,
  ...staffRoutes,
  ...secondFactorRoutes,
  ...connectRoutes,
  ...profileRoutes,
  ...privacyRoutes,
  ...mailRoutes,
  ...moderationRoutes,
  // Last: it takes what no other knows.
  ...oldAddressRoutes,
];

export interface AppOptions {
  config: Config;
  secret: string;
  database: Database;
  log: Logger;
  /** The folder of the built client. */
  clientFolder: string;
  now?: () => number;
  token?: () => string;
  network?: Network;
}

export interface App {
  ctx: Context;
  fastify: FastifyInstance;
  relay: Relay;
  /** Hears the same events at its leisure: nothing waits for it. */
  aside: Relay;
  /** Resolves when nothing is shown any more that a change up to now would have altered. */
  settle(): Promise<void>;
  /** Links decisions. */
  linker: Linker;
  /** Answers what is under way, then stops. The database stays open. */
  close(): Promise<void>;
}

const aYear = 365 * 24 * 3600;
const aMinute = 60_000;
/** Of the memory for rendered pages: what goes to the pieces that they are joined from. */
const fragmentShare = 0.25;
/** And to the pages with slots for what is one reader's. */
const personalShare = 0.25;
/** A story with its text is the largest of them. */
const keptValues = 500;
const keptSessions = 5000;
const aDay = 24 * 3_600_000;

/** Puts the program together. */
export async function createApp(options: AppOptions): Promise<App> {
  const built = readBuilt(options.clientFolder);
  const now = options.now ?? Date.now;
  const { cacheBytes, cdnSeconds, purgeUrl } = options.config;
  const changes = new Changes();
  const ctx: Context = {
    db: options.database,
    config: options.config,
    keys: deriveKeys(options.secret),
    sites: await openSites(options.database),
    assets: assetsOf(built),
    fragments: new Fragments(cacheBytes * fragmentShare),
    kept: new KeptValues(changes, now, keptValues),
    sessions: new KeptValues(changes, now, keptSessions),
    tries: new RateLimit(now, 15 * aMinute),
    log: options.log,
    network: options.network ?? internet,
    now,
    token: options.token ?? (() => randomBytes(16).toString("base64url")),
  };
  const headOf = headOfKept({ seconds: cdnSeconds });
  const limit = cacheBytes * (1 - fragmentShare - personalShare);
  const keep = (page: Rendered) => KeptPage.of(page, headOf(page));
  const cache = new PageCache({ changes, limit, now, keep });
  const readers = openReaders<World>(changes, cacheBytes * personalShare, now);
  const purge = purgeUrl === null ? null : startPurge({ url: purgeUrl, log: options.log });
  const linker = startLinker(ctx);
  const relay = await startRelay(
    options.database,
    subscribers(ctx, { changes, cache, readers, purge, linker }),
    options.log,
  );
  const aside = await startRelay(options.database, [(events) => hearDecisions(ctx, events)], options.log);
  const settle = async () => {
    await relay.deliver();
    aside.deliver().catch((error: unknown) => ctx.log.error({ err: error }, "events could not be heard"));
    await Promise.all([cache.settle(), readers.pages.settle()]);
  };
  const fastify = await createServer<World>({
    routes,
    log: options.log,
    publicOrigin: options.config.url,
    trustedProxies: options.config.proxies,
    cache,
    readers,
    now,
    rateLimit: new RateLimit(now, aMinute),
    dailyLimit: new RateLimit(now, aDay),
    rewriteUrl: (url, host) => ctx.sites.resolve(host, url).url,
    worldOf: (request, reply, access) => worldOf(ctx, request, reply, access),
    admit,
    sharedBy,
    withPrefix: (world, to) => world.href(to),
    renderProblem: (request, problem) => renderProblem(ctx, request, problem),
    afterChange: settle,
    siteOf: (request) => siteOf(ctx, request) !== null,
    allowedOrigins: (request) => siteOf(ctx, request)?.settings.allowedOrigins ?? [],
  });
  serveAssets(fastify, built);
  fastify.get("/healthz", async () => "ok");
  fastify.get("/readyz", async () => {
    await options.database.read.selectFrom("site").select("id").limit(1).execute();
    return "ok";
  });
  return {
    ctx,
    fastify,
    relay,
    aside,
    settle,
    linker,
    close: async () => {
      await fastify.close();
      await relay.stop();
      await aside.stop();
      await linker.settle();
      purge?.stop();
    },
  };
}

function assetsOf(built: Built): Assets {
  return {
    stylesheet: built.address("src/client/site.css"),
    deskStylesheet: built.address("src/client/desk.css"),
    script: built.address("src/client/page.ts"),
    lookScript: built.address("src/client/look.ts"),
    passwordScript: built.address("src/client/password.ts"),
    passkeyScript: built.address("src/client/passkey.ts"),
    deskScript: built.address("src/client/desk.ts"),
    icon: built.address("src/client/sail.svg"),
    fonts: {
      latn: [built.address("src/client/fonts/newsreader-latin.woff2")],
      arab: [built.address("src/client/fonts/markazi-text-arabic.woff2")],
    },
  };
}

/** All that keeps pages, here and in front of here. */
interface Keepers {
  changes: Changes;
  cache: PageCache<Rendered, KeptPage>;
  readers: Readers<World>;
  purge: Purge | null;
  linker: Linker;
}

/** Who hears of events in this process. */
function subscribers(ctx: Context, { changes, cache, readers, purge, linker }: Keepers): Subscriber[] {
  return [
    async (events) => {
      const isOfSites = ({ type }: Event) =>
        type === "site.changed" || type === "import.batch" || type.startsWith("story.");
      if (events.some(isOfSites)) await ctx.sites.reload();
    },
    (events) => {
      if (events.some(({ type }) => type === "site.changed"))
        for (const each of [cache, readers.pages]) each.clear();
      const tags = [...new Set(events.flatMap(changedBy))];
      changes.tell(tags);
      // A cache in front is told when it can't be given the old page any more; who made a change, by `settle`.
      void cache.settle().then(() => purge?.tell(tags));
      void readers.pages.settle();
    },
    (events) => noticeKnown(ctx.db, events),
    (events) => drawSample(ctx, events),
    (events) => linker.hear(events),
  ];
}

// Fastify sees the address without the site's prefix; the one that the browser asked for tells the site.
function siteOf(ctx: Context, request: FastifyRequest): OpenSite | null {
  return ctx.sites.resolve(request.headers.host ?? "", request.originalUrl).site;
}

async function worldOf(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  access: Access,
): Promise<World> {
  const site = siteOf(ctx, request);
  if (!site) throw new Error("no site stands at this address");
  const cookie = {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: ctx.config.url.startsWith("https:"),
  } as const;
  let device = readDevice(ctx, request);
  if (device === null && access !== "anyone" && access !== "link" && request.method === "POST") {
    device = newDevice(ctx, request);
    giveDevice(ctx, reply, device, { cookie: { ...cookie, maxAge: aYear }, header: access === "program" });
  }
  // A program's request that comes from elsewhere never acts with a reader's session.
  const isForeign = isFromProgram(request) && !isSameOrigin(request.headers, ctx.config.url);
  const member = isForeign ? null : await readSignedIn(ctx, site.id, request);
  const actor = {
    device: device === null ? null : ctx.keys.hash("device", device),
    network: networkHash(ctx.keys, request.ip),
    member,
    pending: member === null ? await readPending(ctx, site.id, request) : null,
  };
  return {
    ...anybodysWorld(ctx, site),
    actor,
    audience: audienceOf(actor),
    browser: browserName(request.headers["user-agent"] ?? ""),
    headers: request.headers,
    view: readView(request.cookies[viewCookie]),
    remember: ({ sort, per }) => {
      const view = `${sort}-${per}`;
      if (request.cookies[viewCookie] !== view)
        reply.header(
          "set-cookie",
          request.server.serializeCookie(viewCookie, view, { ...cookie, maxAge: aYear }),
        );
    },
  };
}

/** Turns away who isn't signed in, or may not do this. A form that comes too late is told so, a page leads to signing in. */
function admit(world: World, request: FastifyRequest, access: Access): Answer | null {
  const before = askSecondFactor(world, request) ?? askStaffSecondFactor(world, request, access);
  if (before) return before;
  if (typeof access === "string" && access !== "member") return null;
  const { member } = world.actor;
  if (!member && request.method !== "GET") return problem("signIn");
  if (!member) return redirect(`/sign-in?to=${encodeURIComponent(request.url)}`);
  if (typeof access === "string") return null;
  return may(member.staff?.role ?? null, access.may as Permission) ? null : problem("role");
}

/** What the cookie asks for, as far as there is such a thing: each view has pages of its own in the cache. */
function readView(cookie: string | undefined): World["view"] {
  const [sort, per] = (cookie ?? "").split("-");
  return {
    sort: sorts.find((each) => each === sort) ?? null,
    per: pageSizes.find((each) => each === Number(per)) ?? null,
  };
}

function renderProblem(ctx: Context, request: FastifyRequest, problem: Problem): string {
  const { title, about } = problems[problem.code];
  const site = siteOf(ctx, request);
  if (isFromProgram(request))
    return JSON.stringify(shapeOfProblem(site ? siteLocale(site) : localeOf("en", "UTC"), problem));
  if (!site)
    return `<!doctype html><title>Belowline</title><p>${escapeHtml("There is no site at this address yet.")}</p>`;
  return renderPage(ProblemPage({ world: anybodysWorld(ctx, site), title, about }));
}

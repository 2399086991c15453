import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "pino";
import type { OpenSite, Sites } from "./features/sites/sites.ts";
import type { Permission, Role } from "./features/people/staff/permissions.ts";
import type { Config } from "./platform/config/config.ts";
import type { Database } from "./platform/db/database.ts";
import type { Fragments } from "./platform/html/fragments.ts";
import type { Locale } from "./platform/html/locale.ts";
import type { KeptValues } from "./platform/http/kept-values.ts";
import type { RateLimit } from "./platform/http/rate-limit.ts";
import { type Route as PlatformRoute, routesOf } from "./platform/http/route.ts";
import type { MemberId, PersonId } from "./platform/lib/ids.ts";
import type { Keys } from "./platform/lib/keys.ts";
import type { Network } from "./platform/lib/safe-fetch.ts";

/** What the program works with. Time and randomness come from here, so that tests are exact. */
export interface Context {
  db: Database;
  config: Config;
  keys: Keys;
  sites: Sites;
  assets: Assets;
  /** What pages are joined from. */
  fragments: Fragments;
  /** What several pages show. */
  kept: KeptValues;
  /** Who is signed in where. */
  sessions: KeptValues;
  /** Counts tries and mails by account, address and device, in quarters of an hour. */
  tries: RateLimit;
  log: Logger;
  /** How services elsewhere are reached. */
  network: Network;
  /** Milliseconds since 1970. */
  now(): number;
  /** An unguessable token, 22 characters. */
  token(): string;
}

/** The addresses of what the browser loads. */
export interface Assets {
  stylesheet: string;
  /** Beside it, on the staff's pages. */
  deskStylesheet: string;
  script: string;
  lookScript: string;
  /** For pages on which a password is typed. */
  passwordScript: string;
  /** On pages where a passkey can be used. */
  passkeyScript: string;
  /** On the desk's comments. */
  deskScript: string;
  icon: string;
  /** Fonts worth fetching before the stylesheet asks for them, by script ("latn", "arab"). */
  fonts: Readonly<Record<"latn" | "arab", readonly string[]>>;
}

/** Who is asking: a browser that has taken part before (then with its device), from some network. Hashes both. */
export interface Actor {
  device: string | null;
  network: string;
  /** Who is signed in. */
  member: SignedIn | null;
  /** Nobody is, but somebody has begun to and has to give the second factor yet. */
  pending?: Pending | null;
}

/** Somebody who has proved one thing and has to prove another. */
export interface Pending {
  memberId: MemberId;
  sessionId: string;
  provedAt: number;
}

/** Somebody who is signed in, as a site sees them. */
export interface SignedIn {
  memberId: MemberId;
  sessionId: string;
  name: string;
  /** In addresses: `/people/:handle`. */
  handle: string;
  /** Whether the address has been proved. */
  isVerified: boolean;
  isSubscriber: boolean;
  /** Catalogue in which mails and settings are written; null: the site's. */
  language: string | null;
  /** Who writes on this site for this account; null: nobody has yet. */
  personId: PersonId | null;
  /** On this site: what they may do. Null: a reader. */
  staff: { role: Role; title: string } | null;
  hasSecondFactor: boolean;
  /** When this session last proved who it is, by password, passkey or second factor: milliseconds since 1970. */
  provedAt: number;
  /** When the account was made: milliseconds since 1970. */
  since: number;
  /** When this session ends: milliseconds since 1970. */
  until: number;
}

/** For whom a page is made, before it is known for whom of them. "guest": on a device that has taken part before. */
export type Audience = "anyone" | "guest" | "member";

/** A request's world: where it is and who asks. */
export interface World {
  ctx: Context;
  site: OpenSite;
  locale: Locale;
  actor: Actor;
  /** Follows from `actor`, but where a page is made for many at once: there it is all that is known of them. */
  audience: Audience;
  /** How the reader last chose to see discussions. */
  view: { sort: string | null; per: number | null };
  now: number;
  /** What the reader's browser calls itself, in two words; empty for an unknown one. */
  browser: string;
  /** As they came: for libraries that read cookies themselves. */
  headers: IncomingHttpHeaders;
  /** The address of a path of this site, as a link says it. */
  href(path: string): string;
  /** Remembers a choice that tells nothing of the reader. */
  remember(view: { sort: string; per: number }): void;
}

export type Route = PlatformRoute<World>;

/** Declares a route. */
export const route = routesOf<World, Permission>();

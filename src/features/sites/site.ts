import { z } from "zod";
import { type Locale, localeOf } from "../../platform/html/locale.ts";
import type { SiteId } from "../../platform/lib/ids.ts";

/** A site's settings, with what holds where none is set. The names are those of `belowline site set`. */
const origin = z
  .string()
  .refine(
    (text) => URL.parse(text)?.origin === text,
    "an origin looks like https://example.org, without a path",
  );

export const siteSettings = z.object({
  /** Absolute address of this edition, where it has a host of its own; else it stands under the installation's. */
  host: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?$/)
    .nullable()
    .default(null),
  address: z.string().max(300).default(""),
  contactEmail: z.email().nullable().default(null),
  /** Whom mail comes from: address (absent: noreply@ the site's host), name (empty: the site's), and whom answers go to. */
  mailFrom: z.email().nullable().default(null),
  mailSender: z.string().max(100).default(""),
  mailReplyTo: z.email().nullable().default(null),
  rules: z.array(z.string().min(1).max(400)).max(30).default([]),
  about: z.string().max(20_000).default(""),
  privacy: z.string().max(20_000).default(""),
  /** Whether a guest has to give a name. If not, an empty one is signed with the site's words for "A reader". */
  nameRequired: z.boolean().default(true),
  emailRequired: z.boolean().default(false),
  /** Every guest comment waits for an editor, whatever a discussion's own mode. */
  guestsArePremoderated: z.boolean().default(false),
  /** Minutes in which a guest may change or withdraw a comment. */
  editMinutes: z.number().int().min(0).max(1440).default(10),
  /** The same for a member. What the comment said before stays to be read. */
  memberEditMinutes: z.number().int().min(0).max(1440).default(60),
  /** Days after which a discussion closes by itself; 0: never. */
  closeAfterDays: z.number().int().min(0).max(3650).default(0),
  /** Characters that a comment may have. */
  maxLength: z.number().int().min(100).max(20_000).default(3000),
  maxLinks: z.number().int().min(0).max(50).default(3),
  /** Comments in ten minutes from one device and from one network. */
  postsPerDevice: z.number().int().min(1).max(1000).default(8),
  postsPerNetwork: z.number().int().min(1).max(10_000).default(60),
  /** Asks the browser for a proof of work (ALTCHA) before a guest's comment; without one the comment waits. */
  challenge: z.boolean().default(false),
  /** Origins of other websites whose pages may use the API; with commas between them, or as JSON. */
  allowedOrigins: z
    .preprocess(
      (value) => (typeof value === "string" ? value.split(/[\s,]+/).filter(Boolean) : value),
      z.array(origin).max(100),
    )
    .default([]),
  /** Staff have to have a second factor. */
  staffSecondFactor: z.boolean().default(false),
  sort: z.enum(["newest", "oldest", "best", "replies"]).default("newest"),
  /** Whether members may show a picture on their profile. */
  memberPictures: z.boolean().default(false),
  perPage: z.union([z.literal(10), z.literal(25), z.literal(50), z.literal(100)]).default(25),
});

export type SiteSettings = z.output<typeof siteSettings>;

/** One publication. */
export interface Site {
  id: SiteId;
  key: string;
  name: string;
  tagline: string;
  language: string;
  timeZone: string;
  /** "" or "/ar": what stands before every path of this site. */
  pathPrefix: string;
  settings: SiteSettings;
  isSample: boolean;
}

export function siteLocale(site: Site): Locale {
  return localeOf(site.language, site.timeZone);
}

/** The absolute address of a path of this site. */
export function siteUrl(site: Site, origin: string, path: string): string {
  const base = site.settings.host ? `${new URL(origin).protocol}//${site.settings.host}` : origin;
  return `${base}${site.settings.host ? "" : site.pathPrefix}${path}`;
}

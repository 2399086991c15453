import type { DecisionId } from "../../../platform/lib/ids.ts";

/** What a sanction holds against: somebody, or where they come from; an address when its owner has been erased. */
export const targets = ["person", "member", "device", "network", "range", "domain", "address"] as const;
export type Target = (typeof targets)[number];

/** Of what is known by keyed hashes only, which are forgotten after some time: then what holds against them ends. */
export const hashTargets: readonly Target[] = ["device", "network", "range"];

/** Somebody is kept from writing. */
export interface Sanction {
  id: number;
  kind: "suspension" | "ban";
  target: Target;
  /** Milliseconds since 1970; null: for good. */
  until: number | null;
  /** Of one of the desk's reasons; empty: none was given. */
  code: string;
}

/** By what writers are known, as sanctions name it. */
export interface Known {
  persons: readonly number[];
  memberId: string | null;
  deviceHash: string;
  networkHash: string;
  domainHash: string | null;
  /** See `bannedHash`. */
  addressHash: string | null;
}

/** Domains at which half the world has its address: nobody is turned away for one of these. */
export const commonDomains: ReadonlySet<string> = new Set([
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "live.com",
  "msn.com",
  "yahoo.com",
  "icloud.com",
  "me.com",
  "aol.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "t-online.de",
  "proton.me",
  "protonmail.com",
  "mail.ru",
  "yandex.ru",
  "qq.com",
  "163.com",
  "naver.com",
]);

/** A sanction with how it came, and went. */
export interface ListedSanction extends Sanction {
  decisionId: DecisionId;
  at: number;
  endedAt: number | null;
  actor: string;
  reason: string;
}

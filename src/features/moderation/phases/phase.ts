import type { RuleSettings } from "../rules/rule-settings.ts";
import type { Facts } from "./facts.ts";
import type { Verdict } from "./verdict.ts";

/** One rule in the list that every new comment passes. */
export interface Phase {
  /** For ever: decisions are kept under it. */
  name: PhaseName;
  /** Counts up when it would judge the same text otherwise: a decision says which it was. */
  version: number;
  /**
   * It judges by what others may change in the same moment, so it is asked within the transaction that writes the
   * comment, and may read nothing.
   */
  isWithin?: true;
  check(facts: Facts): Verdict | Promise<Verdict>;
}

/** Each has a part of its own in the settings. */
export type PhaseName = keyof RuleSettings["phases"];

import type { MessageId, MessageValues } from "../../../platform/html/locale.ts";
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
  /**
   * What keeps a comment from being sent at all now: then the writer gets the form back, with all that they typed. Asked
   * within the transaction, of new comments only. Null: nothing does.
   */
  turnAway?(facts: Facts, moment: Moment): TurnedAway | null | Promise<TurnedAway | null>;
  /**
   * It objects to the text, so the writer can do something about it: they may be told before the comment is sent. "openly":
   * where in the text, too; "secretly": that would teach how to get past it.
   */
  tells?: "openly" | "secretly";
  /** It asks somebody outside the program: a dry run leaves it out. */
  callsOut?: true;
}

/** What is known of a moment only within the transaction that writes a comment. */
export interface Moment {
  /** Seconds until whoever writes may do so again; 0: now. `slow`: so many have to lie between two under one story. */
  secondsToWait(slow: number): Promise<number>;
  /** What the discussion itself asks for between two comments of one writer. */
  slowSeconds: number;
}

export interface TurnedAway {
  field: "text" | "form";
  message: MessageId;
  values?: MessageValues;
}

/** Each has a part of its own in the settings. */
export type PhaseName = keyof RuleSettings["phases"];

import type { World } from "../../../context.ts";
import { cleanText, isStorable } from "../../../platform/text/clean.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { targets } from "../sanctions/sanction.ts";
import type { Order } from "./act.ts";
import type { Decidable } from "./decidable.ts";
import type { TypedOrder } from "./order-form.ts";

const longestWords = 1000;

/** What the form orders. What can't be read of it counts as absent. */
export function readOrder(world: World, typed: TypedOrder, { reasons }: Decidable): Order {
  const reason = reasons.find(({ code }) => code === typed.code);
  return {
    site: world.site,
    by: askingMember(world),
    code: reason?.code ?? "",
    reasonName: reason?.name ?? "",
    rule: reason?.rule ?? null,
    words: wordsOf(typed.words),
    hidden: linesOf(typed.hidden),
    hidesMarked: typed.hideMarked !== "",
    trusts: typed.trust !== "",
    target: wordsOf(typed.target),
    until: untilOf(typed.until, world.now),
    whom: targets.filter((target) => typed.whom.includes(target)),
  };
}

function wordsOf(text: string): string {
  return isStorable(text) ? cleanText(text).slice(0, longestWords) : "";
}

function linesOf(text: string): string[] {
  return wordsOf(text)
    .split(/[\n\r]+/)
    .map((line) => line.trim())
    .filter(Boolean);
}

const aDay = 24 * 3_600_000;

/** More than this is for good, and that asks for more: see `banAnswer`. */
const mostDays = 366;

/** The choices of the form: a number of days, or "ever". */
function untilOf(choice: string, now: number): number | null | undefined {
  if (choice === "ever") return null;
  const days = /^\d{1,3}$/.test(choice) ? Number(choice) : 0;
  return days > 0 && days <= mostDays ? now + days * aDay : undefined;
}

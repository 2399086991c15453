import type { Context } from "../../../../context.ts";
import type { SiteId } from "../../../../platform/lib/ids.ts";
import { type Share, wilson } from "../../../../platform/lib/wilson.ts";
import { type PeriodName, periodUntil } from "../period.ts";
import { type Kappa, kappaOf } from "./kappa.ts";
import { lookedAt, outcomesByRule } from "./quality.store.ts";

/** How many of some decisions were overturned. `name` is a rule, a language, or a reason: "who code action". */
export interface Overturned {
  name: string;
  share: Share | null;
  count: number;
}

export interface Quality {
  /** Decisions that were looked at a second time. */
  reviewed: number;
  agreement: Share | null;
  kappa: Kappa | null;
  /** Not settled yet. */
  disputed: number;
  overturned: Share | null;
  byRule: Overturned[];
  byLanguage: Overturned[];
  byReason: (Overturned & { reason: { who: string; code: string; action: string } })[];
  /** Of what each rule held: how much staff published. */
  held: Overturned[];
}

/** How good the decisions of a period are, as far as second looks and the outcome of what was held can tell. */
export function readQuality(
  ctx: Pick<Context, "db" | "kept" | "now">,
  { id, timeZone }: { id: SiteId; timeZone: string },
  name: PeriodName,
): Promise<Quality> {
  const period = periodUntil(ctx.now(), name, timeZone);
  return ctx.kept
    .get(`outcomes ${id} ${name}`, [], async () => outcomesByRule(ctx.db.read, id, period))
    .then(async (outcomes) => quality(await lookedAt(ctx.db.read, id, period), outcomes));
}

type Looked = Awaited<ReturnType<typeof lookedAt>>[number];

function quality(
  rows: readonly Looked[],
  outcomes: readonly { rule: string; after: string; n: number }[],
): Quality {
  const settled = rows.filter(({ state }) => state === "agreed" || state === "settled");
  const isOverturned = ({ first, verdict }: Looked) => first !== verdict;
  const overturned = (among: readonly Looked[]) => wilson(among.filter(isOverturned).length, among.length);
  const by = (nameOf: (row: Looked) => string) =>
    [...Map.groupBy(settled, nameOf)]
      .filter(([name]) => name !== "")
      .map(([name, among]) => ({ name, share: overturned(among), count: among.length, among }))
      .toSorted((one, other) => other.count - one.count);
  const whoOf = ({ actor }: Looked) => (actor.startsWith("rule:") ? actor : "staff");
  return {
    reviewed: rows.length,
    agreement: wilson(rows.filter(({ first, second }) => first === second).length, rows.length),
    kappa: kappaOf(rows.map(({ first, second }) => [first, second] as const)),
    disputed: rows.length - settled.length,
    overturned: overturned(settled),
    byRule: by(({ rule }) => rule),
    byLanguage: by(({ language }) => language),
    byReason: by((row) => (row.first === "refuse" ? `${whoOf(row)} ${row.code}` : "")).flatMap(
      ({ among, ...each }) => {
        const [row] = among;
        return row ? [{ ...each, reason: { who: whoOf(row), code: row.code, action: row.action } }] : [];
      },
    ),
    held: [...Map.groupBy(outcomes, ({ rule }) => rule)].map(([rule, among]) => {
      const count = among.reduce((sum, { n }) => sum + n, 0);
      const published = among.find(({ after }) => after === "published")?.n ?? 0;
      return { name: rule.slice("rule:".length), share: wilson(published, count), count };
    }),
  };
}

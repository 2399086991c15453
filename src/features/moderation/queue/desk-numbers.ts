import type { World } from "../../../context.ts";
import { dayStart } from "./day-start.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { countArrivals, type TimeKey } from "../../discussion/reading.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { claimants, readMark } from "./claim.store.ts";
import {
  decidersSince,
  decisionsByHour,
  type OfHour,
  oldestWaiting,
  verdictsByHour,
  waitingByHour,
  waitsSince,
} from "./desk-numbers.store.ts";
import type { ListName } from "./filter.ts";
import { queues } from "./queue.ts";
import { countItems } from "./waiting.store.ts";

/** Above this a number says "more than". */
export const mostCounted = 10_000;

/** The verdicts of today, as far as the desk counts them. */
export const verdicts = ["publish", "refuse", "remove"] as const;
export type VerdictName = (typeof verdicts)[number];

const anHour = 3_600_000;
const hoursShown = 12;
const aDay = 24 * anHour;
const aQuarter = 900_000;

/** What changes by the hour: read once in a minute for all of the desk. */
export interface DeskHours {
  /** Numbers of the last hours, the last one now, by list or verdict. */
  sparks: Readonly<Record<string, readonly number[]>>;
  today: Readonly<Record<VerdictName, number>>;
  /** Median waits of those answered in each of the last hours, in milliseconds; null: nobody was. */
  waits: readonly { hour: number; median: number | null }[];
  medianToday: number | null;
  /** Who decided something in the last quarter of an hour. */
  deciders: readonly string[];
}

export interface DeskNumbers extends DeskHours {
  /** What waits in each list; null: it isn't counted. */
  counts: Readonly<Record<ListName, number | null>>;
  /** Since when the one waits that was held longest ago. */
  oldest: number | null;
  onDesk: number;
}

/** The mark from which on something is new to whoever asks. */
export async function newSince(world: World): Promise<TimeKey> {
  const mark = await readMark(world.ctx.db.read, askingMember(world), world.site.id);
  return mark ?? { at: world.now - aDay, id: 0 };
}

/** The numbers beside the desk's lists. */
export async function deskNumbers(world: World): Promise<DeskNumbers> {
  const { ctx, site, now } = world;
  const db = ctx.db.read;
  const limit = mostCounted + 1;
  const all = { siteId: site.id, sectionId: null, storyId: null, language: null };
  const [waiting, fresh, oldest, looking, hours] = await Promise.all([
    Promise.all(
      ([...queues, "clusters"] as const).map((queue) => countItems(db, { ...all, queue }, { limit })),
    ),
    newSince(world).then((since) => countArrivals(db, { siteId: site.id, since, limit: 1001 })),
    oldestWaiting(db, site.id, "held"),
    claimants(db, site.id, now),
    ctx.kept.get(`desk hours ${site.id}`, [], () => readHours(world)),
  ]);
  const [held = 0, reported = 0, appeal = 0, notice = 0, clusters = 0] = waiting;
  const people = new Set<string>([...looking, ...hours.deciders, askingMember(world) satisfies MemberId]);
  return {
    ...hours,
    counts: { held, reported, appeal, notice, clusters, new: fresh, all: null },
    oldest,
    onDesk: people.size,
  };
}

async function readHours({ ctx, site, locale, now }: World): Promise<DeskHours> {
  const db = ctx.db.read;
  const last = Math.floor(now / anHour);
  const first = last - hoursShown + 1;
  const since = first * anHour;
  const midnight = dayStart(now, locale.timeZone);
  const from = Math.min(since, midnight);
  const [decided, judged, reported, noticed, waits, deciders] = await Promise.all([
    decisionsByHour(db, site.id, since),
    verdictsByHour(db, site.id, from),
    waitingByHour(db, site.id, "reported", since),
    waitingByHour(db, site.id, "notice", since),
    waitsSince(db, site.id, from),
    decidersSince(db, site.id, now - aQuarter),
  ]);
  const line = (rows: readonly OfHour[], name: string) =>
    Array.from({ length: hoursShown }, (_, index) =>
      Number(rows.find((row) => row.name === name && Number(row.hour) === first + index)?.n ?? 0),
    );
  const sumOf = (name: VerdictName) =>
    judged
      .filter((row) => row.name === name && Number(row.hour) >= Math.floor(midnight / anHour))
      .reduce((sum, { n }) => sum + Number(n), 0);
  return {
    sparks: {
      held: line(decided, "hold"),
      reported: line(reported, "reported"),
      appeal: line(decided, "appeal"),
      notice: line(noticed, "notice"),
      publish: line(judged, "publish"),
      refuse: line(judged, "refuse"),
      remove: line(judged, "remove"),
    },
    today: { publish: sumOf("publish"), refuse: sumOf("refuse"), remove: sumOf("remove") },
    waits: Array.from({ length: hoursShown }, (_, index) => ({
      hour: first + index,
      median: medianOf(waits.filter(({ at }) => Math.floor(at / anHour) === first + index)),
    })),
    medianToday: medianOf(waits.filter(({ at }) => at >= midnight)),
    deciders,
  };
}

function medianOf(waits: readonly { waited: number }[]): number | null {
  const sorted = waits.map(({ waited }) => Math.max(0, Number(waited))).toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

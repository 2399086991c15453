// Loaded into a server before its own code (node --import): watches how long anything holds its event loop.
//
// A delay of the loop alone wouldn't tell: in one turn it answers as many requests as have come. So a mark is set
// when a request begins and at every turn, and the loop is kept turning while requests are under way and a little
// longer; what lies between two marks is what one request held, or what came due at once besides.
import { subscribe } from "node:diagnostics_channel";
import { openSync, readSync } from "node:fs";
import { IncomingMessage } from "node:http";
import { monitorEventLoopDelay, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { z } from "zod";

/** How long after the last answer the loop is still watched, and how long one is waited for; in milliseconds. */
const afterwards = 50;
const patience = 2000;
const nanosecondsPerMs = 1e6;

const turns = monitorEventLoopDelay({ resolution: 1 });
turns.enable();

/** What held the loop, and for how long: without the time in which the machine gave the processor to others. */
interface Hold {
  ms: number;
  /** Time in which it could have gone on and had no processor, besides. */
  awayMs: number;
  what: string;
  from: number;
  to: number;
}

const none: Hold = { ms: 0, awayMs: 0, what: "", from: 0, to: 0 };
let longest = none;
let mark = { at: 0, away: 0 };
let isTurning = false;
let lastHeard = 0;
let underWay = 0;
let what = "";

const collections: PerformanceEntry[] = [];
const collecting = new PerformanceObserver((list) => collections.push(...list.getEntries()));
collecting.observe({ type: "gc" });

/** Milliseconds of a hold in which memory was collected. */
function collectingIn({ from, to }: Hold): number {
  collections.push(...collecting.takeRecords());
  return collections.reduce((sum, { startTime, duration }) => {
    const overlap = Math.min(to, startTime + duration) - Math.max(from, startTime);
    return sum + Math.max(0, overlap);
  }, 0);
}

const schedule = openSchedule();
const line = Buffer.alloc(100);

/** Linux's own account of the main thread. https://docs.kernel.org/scheduler/sched-stats.html */
function openSchedule(): number | null {
  try {
    return openSync("/proc/self/schedstat", "r");
  } catch {
    return null;
  }
}

/** Milliseconds for which this thread was ready and had no processor; 0 where the system doesn't say. */
function timeAway(): number {
  if (schedule === null) return 0;
  const length = readSync(schedule, line, 0, line.length, 0);
  return Number(line.toString("latin1", 0, length).split(" ")[1]) / nanosecondsPerMs;
}

function setMark(): void {
  mark = { at: performance.now(), away: timeAway() };
}

function step(): void {
  const before = mark;
  setMark();
  const awayMs = mark.away - before.away;
  const ms = mark.at - before.at - awayMs;
  if (ms > longest.ms) longest = { ms, awayMs, what, from: before.at, to: mark.at };
}

function turn(): void {
  step();
  if (mark.at > lastHeard + (underWay > 0 ? patience : afterwards)) {
    underWay = 0;
    isTurning = false;
    return;
  }
  setImmediate(turn);
}

const requestSchema = z.object({ request: z.instanceof(IncomingMessage) });

subscribe("http.server.request.start", (message) => {
  if (isTurning) step();
  else setMark();
  underWay++;
  lastHeard = mark.at;
  const { request } = requestSchema.parse(message);
  what = `${request.method} ${request.url}`;
  if (isTurning) return;
  isTurning = true;
  setImmediate(turn);
});

subscribe("http.server.response.finish", () => {
  underWay--;
  lastHeard = performance.now();
});

function begin(): void {
  turns.reset();
  collections.length = 0;
  longest = none;
}

function seen() {
  const { ms, awayMs, what } = longest;
  return {
    longest: { ms, awayMs, what, collectingMs: collectingIn(longest) },
    turns: { maxMs: turns.max / nanosecondsPerMs, p999Ms: turns.percentile(99.9) / nanosecondsPerMs },
  };
}

process.on("message", (word) => {
  if (word === "watch") begin();
  process.send?.(word === "seen" ? seen() : "done");
});
// Listening for words is no reason to go on.
process.channel?.unref();

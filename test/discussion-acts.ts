import fc from "fast-check";
import { recommendComment, withdrawComment } from "../src/features/discussion/change-comment.ts";
import { decideOnComment } from "../src/features/discussion/decide-on-comment.ts";
import { type Status, statuses } from "../src/features/discussion/comment.ts";
import { bodyOfMarkdown } from "../src/features/discussion/comment-body.ts";
import { finishImport, type Imported, importComment } from "../src/features/discussion/import-comment.ts";
import { postComment } from "../src/features/discussion/post-comment.ts";
import { reportComment } from "../src/features/discussion/report-comment.ts";
import { recognise } from "../src/features/people/recognise.ts";
import { findStoryById } from "../src/features/stories/reading.ts";
import { appendEvent } from "../src/platform/events/log.ts";
import type { CommentId, PersonId, StoryId } from "../src/platform/lib/ids.ts";
import { type MadeSite, makeStory } from "./factories.ts";
import type { TestApp } from "./harness.ts";

/** What can happen to a discussion. Comments are named by their number, modulo how many there are. */
export type Act =
  | { act: "import"; comments: readonly ImportSpec[] }
  | { act: "post"; below: number | null; count: number; later: number }
  | { act: "decide"; from: number; count: number; status: Status }
  | { act: "withdraw"; on: number }
  | { act: "recommend"; on: number; voter: number; isOn: boolean }
  | { act: "report"; on: number; reporter: number };

export interface ImportSpec {
  below: "top" | "last" | number;
  at: number;
  status: Status;
  voters: number;
}

const number = fc.nat(999);
const status: fc.Arbitrary<Status> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Status>("published") },
  { weight: 2, arbitrary: fc.constantFrom(...statuses) },
);
const importSpec = (below: fc.Arbitrary<ImportSpec["below"]>, given = status): fc.Arbitrary<ImportSpec> =>
  // Times collide, and some are before 1970.
  fc.record({ below, at: fc.integer({ min: -5, max: 30 }), status: given, voters: fc.nat(3) });
const top = fc.constant<ImportSpec["below"]>("top");
const last = fc.constant<ImportSpec["below"]>("last");

const hidden = fc.constantFrom<Status>("pending", "rejected", "published");

/** Discussions that are wide, deep, mixed, about as long as a list without a tree, and full of what isn't shown. */
export const imported: fc.Arbitrary<ImportSpec[]> = fc.oneof(
  fc.array(importSpec(top), { minLength: 70, maxLength: 110, size: "max" }),
  fc.array(importSpec(fc.oneof({ weight: 9, arbitrary: last }, { weight: 1, arbitrary: number })), {
    minLength: 50,
    maxLength: 60,
    size: "max",
  }),
  fc.array(importSpec(fc.oneof(top, last, number)), { maxLength: 90, size: "max" }),
  fc.array(importSpec(top), { minLength: 8, maxLength: 14 }),
  fc.array(importSpec(fc.oneof(top, number), hidden), { minLength: 30, maxLength: 60, size: "max" }),
);

export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("post" as const),
      below: fc.option(number),
      count: fc.integer({ min: 1, max: 9 }),
      later: fc.nat(2),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant("decide" as const),
      from: number,
      count: fc.oneof(fc.constant(1), fc.nat(30)),
      status,
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("withdraw" as const), on: number }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("recommend" as const),
      on: number,
      voter: fc.nat(4),
      isOn: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("report" as const), on: number, reporter: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("import" as const), comments: imported }) },
);

/** One discussion, and what tests know of it. */
export interface Room {
  app: TestApp;
  site: MadeSite;
  storyId: StoryId;
  author: PersonId;
  ids: CommentId[];
  /** The devices that comments were posted from. */
  devices: Map<CommentId, string>;
}

export async function openRoom(app: TestApp, site: MadeSite): Promise<Room> {
  const { id: storyId } = await makeStory(app, site);
  const writer = {
    siteId: site.id,
    kind: "guest",
    name: "Nan",
    title: "",
    email: null,
    deviceHash: null,
  } as const;
  const author = await app.database.transact((tx) => recognise(tx, app.ctx.keys, writer, app.clock.now));
  return { app, site, storyId, author, ids: [], devices: new Map() };
}

export async function perform(room: Room, step: Act): Promise<void> {
  switch (step.act) {
    case "import":
      return importAll(room, step.comments);
    case "post":
      for (let n = 0; n < step.count; n++) await post(room, step.below);
      room.app.clock.now += step.later;
      return;
    case "decide":
      for (let n = step.from; n < step.from + step.count; n++) await decide(room, pick(room, n), step.status);
      return;
    case "withdraw":
      return withdraw(room, pick(room, step.on));
    case "recommend":
      return recommend(room, pick(room, step.on), step);
    case "report":
      return report(room, pick(room, step.on), `reporter ${step.reporter}`);
  }
}

function pick(room: Room, n: number): CommentId | null {
  return room.ids[n % room.ids.length] ?? null;
}

async function importAll(
  { app, site, storyId, author, ids }: Room,
  comments: readonly ImportSpec[],
): Promise<void> {
  await app.database.transact(async (tx) => {
    const made: Imported[] = [];
    for (const { below, at, status, voters } of comments) {
      const parent = below === "top" ? null : below === "last" ? made.at(-1) : made[below % made.length];
      made.push(
        await importComment(tx, {
          siteId: site.id,
          storyId,
          parent: parent ?? null,
          authorId: author,
          authorName: "Nan",
          body: bodyOfMarkdown("Imported"),
          language: null,
          status,
          rule: null,
          revision: 1,
          createdAt: at,
          voters: Array.from({ length: voters }, (_, n) => `voter ${n}`),
        }),
      );
    }
    await finishImport(tx, storyId);
    await appendEvent(tx, { type: "import.batch", siteId: site.id, at: app.clock.now, source: "test" });
    ids.push(...made.map(({ id }) => id));
  });
}

let posts = 0;

async function post(room: Room, below: number | null): Promise<void> {
  const { app, storyId } = room;
  const site = app.ctx.sites.byId(room.site.id);
  const story = await findStoryById(app.database.read, storyId);
  if (!site || !story) throw new Error("no such site or story");
  const device = `device ${++posts}`;
  const outcome = await postComment(app.ctx, {
    site,
    story,
    parentId: below === null ? null : pick(room, below),
    member: null,
    typed: { name: "Nan", email: "", text: `Comment ${posts}` },
    deviceHash: device,
    networkHash: device,
    key: null,
    solvedChallenge: false,
  });
  if (outcome.outcome !== "posted") return;
  room.ids.push(outcome.id);
  room.devices.set(outcome.id, device);
}

async function decide({ app, site }: Room, id: CommentId | null, status: Status): Promise<void> {
  if (id === null) return;
  await decideOnComment(app.ctx, site.id, id, { status, rule: null, actor: "staff:Nan", reason: "" });
}

async function withdraw({ app, site, devices }: Room, id: CommentId | null): Promise<void> {
  const found = app.ctx.sites.byId(site.id);
  const deviceHash = id === null ? undefined : devices.get(id);
  if (found && id !== null && deviceHash) await withdrawComment(app.ctx, { site: found, id, deviceHash });
}

async function recommend(
  { app, site }: Room,
  id: CommentId | null,
  { voter, isOn }: { voter: number; isOn: boolean },
): Promise<void> {
  if (id === null) return;
  await recommendComment(app.ctx, { siteId: site.id, id, by: { deviceHash: `voter ${voter}` }, on: isOn });
}

async function report({ app, site }: Room, id: CommentId | null, reporter: string): Promise<void> {
  if (id === null) return;
  await reportComment(app.ctx, { siteId: site.id, id, reporter, network: "", reason: "other", note: "" });
}

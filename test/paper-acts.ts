import fc from "fast-check";
import { editComment } from "../src/features/discussion/change-comment.ts";
import { type PostingMember, postComment } from "../src/features/discussion/post-comment.ts";
import { changeSite, withSetting } from "../src/features/sites/change-site.ts";
import { changeDiscussion } from "../src/features/stories/change-discussion.ts";
import type { StoryDraft } from "../src/features/stories/publish-story.ts";
import { findStoryById } from "../src/features/stories/reading.ts";
import { type DiscussionMode, discussionModes } from "../src/features/stories/story.ts";
import { sanitizeStoryHtml } from "../src/platform/html/safe-html.ts";
import { type Act, anyAct, imported, openRoom, perform, type Room } from "./discussion-acts.ts";
import { type MadeSite, makeSite, makeStory } from "./factories.ts";
import { appendEvent } from "../src/platform/events/log.ts";
import type { MemberId, SiteId } from "../src/platform/lib/ids.ts";
import type { TestApp } from "./harness.ts";
import { makeMember } from "./members.ts";

/** What can happen to a newspaper. Stories are named by their number, modulo how many there are. */
export type PaperAct =
  | { act: "talk"; story: number; what: Act }
  | { act: "edit"; story: number; text: string }
  | { act: "member"; story: number; what: "post" | "edit" | "becomeSubscriber"; text: string }
  | { act: "publish"; draft: Partial<StoryDraft> }
  | { act: "revise"; story: number; draft: Partial<StoryDraft> }
  | { act: "discuss"; story: number; mode: DiscussionMode; notice: string; closesIn: number | null }
  | { act: "set"; site: number; name: string; value: unknown }
  | { act: "wait"; seconds: number };

const number = fc.nat(999);
const words = fc.constantFrom(
  "The ferry is late.",
  "Nobody asked the *ferrymen*.",
  "It was [ever](https://example.org) so.",
);

const draft: fc.Arbitrary<Partial<StoryDraft>> = fc.record(
  {
    headline: fc.constantFrom("Bridge closed", "Bridge open again"),
    html: words.map((text) => sanitizeStoryHtml(`<p>${text}</p>`)),
    bylines: fc.constantFrom([{ name: "Nora Quill", title: "Reporter" }], [{ name: "Nan", title: "" }]),
    section: fc.constantFrom({ slug: "river", name: "River" }, { slug: "market", name: "Market" }, null),
    tags: fc.constantFrom([{ name: "Bridge" }], [{ name: "Ferry" }], []),
    translationKey: fc.constantFrom("bridge", null),
    confidence: fc.constantFrom("confirmed" as const, "developing" as const),
  },
  { requiredKeys: [] },
);

const settings = fc.oneof(
  fc.tuple(fc.constant("rules"), fc.constantFrom(["Be kind."], ["Be kind.", "Stay with the story."], [])),
  fc.tuple(fc.constant("sort"), fc.constantFrom("newest", "oldest", "best", "replies")),
  fc.tuple(fc.constant("perPage"), fc.constantFrom(10, 25)),
  fc.tuple(fc.constant("guestsArePremoderated"), fc.boolean()),
  fc.tuple(fc.constant("about"), fc.constantFrom("", "A *paper*.")),
  fc.tuple(fc.constant("address"), fc.constantFrom("", "1 Quay")),
);

export const anyPaperAct: fc.Arbitrary<PaperAct> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant("talk" as const), story: number, what: anyAct }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("edit" as const), story: number, text: words }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant("member" as const),
      story: number,
      what: fc.constantFrom("post" as const, "edit" as const, "becomeSubscriber" as const),
      text: words,
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("publish" as const), draft }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("revise" as const), story: number, draft }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("discuss" as const),
      story: number,
      mode: fc.constantFrom<DiscussionMode>("open", "open", ...discussionModes),
      notice: fc.constantFrom("", "Stay with the *bridge*."),
      closesIn: fc.constantFrom(null, null, 20, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(number, settings)
      .map(([site, [name, value]]) => ({ act: "set" as const, site, name, value })),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant("wait" as const), seconds: fc.constantFrom(1, 15, 61) }),
  },
);

/** Two editions of one newspaper, and what tests know of them. */
export interface Paper {
  app: TestApp;
  sites: MadeSite[];
  rooms: Room[];
  /** One of the readers, and one of the staff, who has the name of a byline. */
  members: PostingMember[];
}

export async function openPaper(app: TestApp): Promise<Paper> {
  const generous = { postsPerDevice: 1000, postsPerNetwork: 10_000, editMinutes: 1440 };
  const sites = [
    await makeSite(app, { settings: generous }),
    await makeSite(app, { settings: generous, language: "ckb" }),
  ];
  const [reader, reporter] = [
    await makeMember(app, { name: "Alma Reed" }),
    await makeMember(app, { name: "Nora Quill", role: "reporter", title: "Reporter" }),
  ];
  const members = [
    { memberId: reader.id, name: "Alma Reed", isStaff: false, since: 0 },
    { memberId: reporter.id, name: "Nora Quill", isStaff: true, since: 0 },
  ];
  const paper: Paper = { app, sites, rooms: [], members };
  for (const site of sites) for (let n = 0; n < 2; n++) paper.rooms.push(await openRoom(app, site));
  for (const room of paper.rooms.slice(0, 3))
    await perform(room, { act: "import", comments: fc.sample(imported, 1)[0] ?? [] });
  return paper;
}

export async function performOnPaper(paper: Paper, step: PaperAct): Promise<void> {
  const { app } = paper;
  const room = "story" in step ? paper.rooms[step.story % paper.rooms.length] : undefined;
  switch (step.act) {
    case "talk":
      return room && perform(room, step.what);
    case "edit":
      return room && edit(room, step.text);
    case "member":
      return room && performAsMember(paper, room, step);
    case "publish":
      await makeStory(app, paper.sites[0] as MadeSite, step.draft);
      return;
    case "revise":
      return room && revise(room, step.draft);
    case "discuss":
      return room && discuss(room, step);
    case "set":
      return set(paper, step);
    case "wait":
      app.clock.now += step.seconds * 1000;
  }
}

/** The last comment that was posted: it is the one that other pages quote. If there is none yet, one is posted. */
async function edit(room: Room, text: string): Promise<void> {
  const [id, deviceHash] = [...room.devices].at(-1) ?? [];
  if (id === undefined) return perform(room, { act: "post", below: null, count: 1, later: 0 });
  const site = room.app.ctx.sites.byId(room.site.id);
  if (site && deviceHash) await editComment(room.app.ctx, { site, id, deviceHash, text });
}

/** A member posts, changes what they posted last, or comes to be a subscriber. */
async function performAsMember(
  { app, members }: Paper,
  { site: { id: siteId }, storyId }: Room,
  { story: number, what, text }: PaperAct & { act: "member" },
): Promise<void> {
  const site = app.ctx.sites.byId(siteId);
  const story = await findStoryById(app.database.read, storyId);
  const member = members[number % members.length];
  if (!site || !story || !member) return;
  const { memberId } = member;
  if (what === "becomeSubscriber") return becomeSubscriber(app, memberId, siteId);
  const last = await app.database.read
    .selectFrom("comment")
    .innerJoin("person", "person.id", "comment.author_id")
    .select("comment.id")
    .where("person.member_id", "=", memberId)
    .where("comment.story_id", "=", storyId)
    .orderBy("comment.id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (what === "edit" && last) {
    await editComment(app.ctx, { site, id: last.id, deviceHash: "", memberId, text: `${text} ${story.id}` });
    return;
  }
  await postComment(app.ctx, {
    site,
    story,
    parentId: last?.id ?? null,
    member,
    typed: { name: "", email: "", text: `${text} ${app.ctx.token()}` },
    deviceHash: memberId,
    networkHash: memberId,
    key: null,
    solvedChallenge: false,
  });
}

async function becomeSubscriber(app: TestApp, memberId: MemberId, siteId: SiteId): Promise<void> {
  await app.database.transact(async (tx) => {
    await tx
      .insertInto("publisher_reader")
      .values({ site_id: siteId, member_id: memberId, is_subscriber: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const persons = await tx
      .selectFrom("person")
      .select(["id", "site_id"])
      .where("member_id", "=", memberId)
      .execute();
    const at = app.clock.now;
    await appendEvent(tx, { type: "member.changed", siteId, at, memberId });
    for (const { id: personId, site_id } of persons)
      await appendEvent(tx, { type: "person.changed", siteId: site_id, at, personId });
  });
}

async function revise({ app, site, storyId }: Room, changed: Partial<StoryDraft>): Promise<void> {
  const story = await findStoryById(app.database.read, storyId);
  if (!story) return;
  const notes = [
    ...story.notes,
    { kind: "update" as const, at: app.clock.now, html: sanitizeStoryHtml("<p>More.</p>") },
  ];
  await makeStory(app, site, { slug: story.slug, notes, updatedAt: app.clock.now, ...changed });
}

async function discuss(
  { app, storyId }: Room,
  { mode, notice, closesIn }: { mode: DiscussionMode; notice: string; closesIn: number | null },
): Promise<void> {
  const story = await findStoryById(app.database.read, storyId);
  const at = app.clock.now;
  const closesAt = closesIn === null ? null : at + closesIn * 1000;
  if (story) await app.database.transact((tx) => changeDiscussion(tx, story, { mode, notice, closesAt, at }));
}

async function set(
  { app, sites }: Paper,
  { site, name, value }: { site: number; name: string; value: unknown },
): Promise<void> {
  const found = app.ctx.sites.byId(sites[site % sites.length]?.id as MadeSite["id"]);
  if (!found) return;
  const changed = withSetting(found, name, JSON.stringify(value));
  await app.database.transact((tx) => changeSite(tx, changed, app.clock.now));
}

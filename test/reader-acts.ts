import fc from "fast-check";
import { editComment, recommendComment, withdrawComment } from "../src/features/discussion/change-comment.ts";
import { keepDraft } from "../src/features/discussion/keep-draft.ts";
import { postComment } from "../src/features/discussion/post-comment.ts";
import { follow, unfollow } from "../src/features/notifications/follow.ts";
import { mutePerson, unmutePerson } from "../src/features/people/profiles/relate.ts";
import { changeSite, withSetting } from "../src/features/sites/change-site.ts";
import { findStoryById } from "../src/features/stories/reading.ts";
import { appendEvent } from "../src/platform/events/log.ts";
import type { CommentId, MemberId } from "../src/platform/lib/ids.ts";
import type { Room } from "./discussion-acts.ts";
import type { TestApp } from "./harness.ts";
import { makeMember } from "./members.ts";
import type { Paper } from "./paper-acts.ts";

/** What readers of whom something is known do. Stories, readers and comments are named by number, modulo how many there are. */
export type ReaderAct =
  | { act: "write"; reader: number; story: number; below: number | null; text: string }
  | { act: "change"; reader: number; text: string }
  | { act: "takeBack"; reader: number }
  | { act: "like"; reader: number; story: number; on: number; isOn: boolean }
  | { act: "mute"; reader: number; story: number; on: number; isOn: boolean }
  | { act: "follow"; reader: number; story: number; isOn: boolean }
  | { act: "begin"; reader: number; story: number; text: string }
  | { act: "rename"; reader: number; name: string }
  | { act: "signOut"; reader: number }
  | { act: "hurry"; site: number; minutes: number };

const number = fc.nat(999);
// What looks like the seams of a page, and like a name of somebody else's.
const words = fc.constantFrom("Mine.", "\u0001slot-0\u0001 *hm*", "<b>me</b> \"&'", "میوان");

export const anyReaderAct: fc.Arbitrary<ReaderAct> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ act: fc.constant("write" as const), reader: number, story: number },
      ...{ below: fc.option(number), text: words },
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("change" as const), reader: number, text: words }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("takeBack" as const), reader: number }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ act: fc.constant("like" as const), reader: number, story: number },
      ...{ on: number, isOn: fc.boolean() },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ act: fc.constant("mute" as const), reader: number, story: number },
      ...{ on: number, isOn: fc.boolean() },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ act: fc.constant("follow" as const), reader: number, story: number, isOn: fc.boolean() },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ act: fc.constant("begin" as const), reader: number, story: number },
      text: fc.constantFrom("", "Begun", "Begun, gone on"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("rename" as const), reader: number, name: words }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("signOut" as const), reader: number }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ act: fc.constant("hurry" as const), site: number },
      ...{ minutes: fc.constantFrom(1, 1440) },
    }),
  },
);

/** A browser, as a request from it shows it. */
export interface KnownReader {
  cookie: string;
  deviceHash: string | null;
  member: { id: MemberId; sessionId: string } | null;
  /** What it wrote, and where. */
  wrote: { room: Room; id: CommentId }[];
}

/** Guests who have taken part before, members on such devices and on others. */
export async function openReaders(app: TestApp): Promise<KnownReader[]> {
  const readers: KnownReader[] = [];
  for (const [hasDevice, isMember] of [
    [true, false],
    [true, true],
    [false, true],
    [true, true],
  ]) {
    const device = app.ctx.token();
    const member = isMember ? await makeMember(app, { name: "Alma <Reed>" }) : null;
    const cookies = [
      ...(hasDevice ? [`bl_device=${app.ctx.keys.sign("cookie", device)}`] : []),
      ...(member ? [member.cookie] : []),
    ];
    const deviceHash = hasDevice ? app.ctx.keys.hash("device", device) : null;
    readers.push({ cookie: cookies.join("; "), deviceHash, member, wrote: [] });
  }
  return readers;
}

export async function performAsReader(
  paper: Paper,
  readers: readonly KnownReader[],
  step: ReaderAct,
): Promise<void> {
  if (step.act === "hurry") return hurry(paper, step);
  const reader = readers[step.reader % readers.length];
  if (!reader) return;
  switch (step.act) {
    case "write":
      return write(paper.rooms[step.story % paper.rooms.length], reader, step);
    case "change":
      return change(reader, step.text);
    case "takeBack":
      return takeBack(reader);
    case "like":
      return like(paper.rooms[step.story % paper.rooms.length], reader, step);
    case "mute":
      return mute(paper.rooms[step.story % paper.rooms.length], reader, step);
    case "follow":
      return followStory(paper.rooms[step.story % paper.rooms.length], reader, step.isOn);
    case "begin":
      return begin(paper.rooms[step.story % paper.rooms.length], reader, step.text);
    case "rename":
      return changeMember(paper, reader, step.name);
    case "signOut":
      return signOut(paper, reader);
  }
}

async function write(
  room: Room | undefined,
  reader: KnownReader,
  { below, text }: { below: number | null; text: string },
): Promise<void> {
  const { app } = room ?? {};
  const site = room && app?.ctx.sites.byId(room.site.id);
  const story = room && app ? await findStoryById(app.database.read, room.storyId) : null;
  if (!room || !app || !site || !story) return;
  const outcome = await postComment(app.ctx, {
    site,
    story,
    parentId: below === null ? null : (room.ids[below % room.ids.length] ?? null),
    member: reader.member && { memberId: reader.member.id, name: "Alma <Reed>", isStaff: false, since: 0 },
    typed: { name: "Nan", email: "", text: `${text} ${reader.wrote.length}` },
    deviceHash: reader.deviceHash ?? "",
    networkHash: reader.cookie,
    key: null,
    solvedChallenge: false,
  });
  if (outcome.outcome !== "posted") return;
  room.ids.push(outcome.id);
  reader.wrote.push({ room, id: outcome.id });
}

/** The last thing that a reader wrote, as its writer. */
function lastOf(reader: KnownReader) {
  const { room, id } = reader.wrote.at(-1) ?? {};
  const site = room?.app.ctx.sites.byId(room.site.id);
  return room && id && site ? { ctx: room.app.ctx, site, id, ...selfOf(reader) } : null;
}

function selfOf({ deviceHash, member }: KnownReader) {
  return { deviceHash: deviceHash ?? "", memberId: member?.id ?? null };
}

async function change(reader: KnownReader, text: string): Promise<void> {
  const last = lastOf(reader);
  if (last) await editComment(last.ctx, { ...last, text });
}

async function takeBack(reader: KnownReader): Promise<void> {
  const last = lastOf(reader);
  if (last) await withdrawComment(last.ctx, last);
}

async function like(
  room: Room | undefined,
  reader: KnownReader,
  { on, isOn }: { on: number; isOn: boolean },
): Promise<void> {
  const id = room?.ids[on % room.ids.length];
  if (room && id !== undefined)
    await recommendComment(room.app.ctx, { siteId: room.site.id, id, by: selfOf(reader), on: isOn });
}

/** Mutes whoever wrote a comment. */
async function mute(
  room: Room | undefined,
  { member }: KnownReader,
  { on, isOn }: { on: number; isOn: boolean },
): Promise<void> {
  const id = room?.ids[on % room.ids.length];
  if (!room || id === undefined || !member) return;
  const { app, site } = room;
  const { authorId } = await app.database.read
    .selectFrom("comment")
    .select("author_id as authorId")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const related = { memberId: member.id, siteId: site.id, personId: authorId };
  await (isOn ? mutePerson : unmutePerson)(app.ctx, related);
}

async function followStory(room: Room | undefined, { member }: KnownReader, on: boolean): Promise<void> {
  if (!room || !member) return;
  const { app, site, storyId } = room;
  const following = { memberId: member.id, siteId: site.id, kind: "story", targetId: storyId } as const;
  await (on ? follow(app.ctx, following) : unfollow(app.ctx, following));
}

async function begin(room: Room | undefined, { member }: KnownReader, text: string): Promise<void> {
  if (!room || !member) return;
  const { app, site, storyId } = room;
  await keepDraft(app.ctx, { memberId: member.id, siteId: site.id, storyId, parentId: 0, text, most: 1000 });
}

async function changeMember({ app, sites }: Paper, { member }: KnownReader, name: string): Promise<void> {
  const siteId = sites[0]?.id;
  if (!member || siteId === undefined) return;
  await app.database.transact(async (tx) => {
    await tx.updateTable("member").set({ name }).where("id", "=", member.id).execute();
    await appendEvent(tx, { type: "member.changed", siteId, at: app.clock.now, memberId: member.id });
  });
}

async function signOut({ app, sites }: Paper, { member }: KnownReader): Promise<void> {
  const siteId = sites[0]?.id;
  if (!member || siteId === undefined) return;
  await app.database.transact(async (tx) => {
    await tx.deleteFrom("session").where("id", "=", member.sessionId).execute();
    await appendEvent(tx, { type: "member.changed", siteId, at: app.clock.now, memberId: member.id });
  });
}

async function hurry(
  { app, sites }: Paper,
  { site, minutes }: { site: number; minutes: number },
): Promise<void> {
  const found = sites[site % sites.length];
  const open = found && app.ctx.sites.byId(found.id);
  if (!open) return;
  const changed = withSetting(open, "editMinutes", JSON.stringify(minutes));
  await app.database.transact((tx) => changeSite(tx, changed, app.clock.now));
}

import type { Tx } from "../../../platform/db/database.ts";
import type { CommentId, PersonId } from "../../../platform/lib/ids.ts";
import { type Imported, importComments, placesOfImported } from "../../discussion/import-comment.ts";
import type { ImportWorld } from "./import-world.ts";
import { findComments, insertComments } from "./import.store.ts";
import type { PeopleOfBatch } from "./people.ts";
import type { SourceComment } from "./source.ts";
import { count, type Tally } from "./tally.ts";
import type { WrittenStory } from "./write-story.ts";

/** A story with comments to write below it. */
export interface Talk {
  story: WrittenStory;
  comments: readonly SourceComment[];
}

interface Job {
  talk: Talk;
  comment: SourceComment;
  parent: Job | Imported | null;
  /** How many comments of this batch stand above it. */
  wave: number;
  made: Imported | null;
}

/** Writes those comments that are not here yet, parents first. Gives how many each talk got. */
export async function writeComments(
  tx: Tx,
  world: ImportWorld,
  talks: readonly Talk[],
  { people, tally }: { people: PeopleOfBatch; tally: Tally },
): Promise<Map<Talk, number>> {
  const jobs: Job[] = [];
  for (const talk of talks) jobs.push(...(await jobsOf(tx, talk, tally)));
  const writers = jobs.map(({ comment: { kind, name, email, at } }) => ({ kind, name, email, at }));
  const authors = await people.idsOf(tx, writers);
  const authorOf = new Map(jobs.map((job, index) => [job, authors[index] as PersonId]));
  for (const wave of wavesOf(jobs)) await writeWave(tx, world, wave, authorOf);
  await insertComments(
    tx,
    jobs.flatMap(({ talk, comment, made }) =>
      made ? [{ storyId: talk.story.id, key: comment.key, commentId: made.id }] : [],
    ),
  );
  const written = new Map<Talk, number>();
  for (const { talk, comment } of jobs) {
    written.set(talk, (written.get(talk) ?? 0) + 1);
    count(tally, `comment.added.${comment.status}`);
  }
  return written;
}

async function jobsOf(tx: Tx, talk: Talk, tally: Tally): Promise<Job[]> {
  const { story, comments } = talk;
  const here = new Set(comments.map((comment) => comment.key));
  const above = new Set(
    comments.flatMap(({ parentKey }) => (parentKey && !here.has(parentKey) ? parentKey : [])),
  );
  const known = story.isNew
    ? new Map<string, CommentId>()
    : await findComments(tx, story.id, [...here, ...above]);
  const parents = new Set(comments.flatMap(({ parentKey }) => (parentKey && known.get(parentKey)) || []));
  const places = await placesOfImported(tx, [...parents]);
  const jobs = new Map<string, Job>();
  for (const comment of comments) {
    if (known.has(comment.key)) {
      count(tally, "comment.known");
      continue;
    }
    const { parentKey } = comment;
    const place = parentKey === null ? undefined : places.get(known.get(parentKey) as CommentId);
    const parent = (parentKey === null ? null : jobs.get(parentKey)) ?? place ?? null;
    const wave = parent && "wave" in parent ? parent.wave + 1 : 0;
    jobs.set(comment.key, { talk, comment, parent, wave, made: null });
  }
  return [...jobs.values()];
}

function wavesOf(jobs: readonly Job[]): Job[][] {
  const waves: Job[][] = [];
  for (const job of jobs) {
    const wave = waves[job.wave] ?? [];
    wave.push(job);
    waves[job.wave] = wave;
  }
  return waves;
}

async function writeWave(
  tx: Tx,
  world: ImportWorld,
  wave: readonly Job[],
  authorOf: ReadonlyMap<Job, PersonId>,
): Promise<void> {
  const made = await importComments(
    tx,
    wave.map((job) => ({
      siteId: world.site.id,
      storyId: job.talk.story.id,
      parent: job.parent && "made" in job.parent ? job.parent.made : job.parent,
      authorId: authorOf.get(job) as PersonId,
      authorName: job.comment.name,
      body: job.comment.body,
      language: null,
      status: job.comment.status,
      rule: null,
      revision: job.talk.story.revision,
      createdAt: job.comment.at,
    })),
  );
  for (const [index, job] of wave.entries()) job.made = made[index] ?? null;
}

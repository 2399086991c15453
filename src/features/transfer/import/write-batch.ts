import type { Db, Tx } from "../../../platform/db/database.ts";
import { finishImport } from "../../discussion/import-comment.ts";
import type { ImportWorld } from "./import-world.ts";
import { findComments, findLinks } from "./import.store.ts";
import type { PeopleOfBatch } from "./people.ts";
import type { Piece } from "./source.ts";
import { addTally, count, type Tally } from "./tally.ts";
import { type Talk, writeComments } from "./write-comments.ts";
import { writeStory } from "./write-story.ts";

/** Writes some pieces, each of another story. What is here already stays as it is. */
export async function writeBatch(
  tx: Tx,
  world: ImportWorld,
  pieces: readonly Piece[],
  people: PeopleOfBatch,
): Promise<Tally> {
  const tally: Tally = {};
  const links = await linksOf(tx, world, pieces);
  const talks = new Map<Talk, Piece>();
  for (const piece of pieces) {
    const ofStory: Tally = {};
    const link = links.get(piece.story.key);
    const story = await writeStory(tx, world, piece.story, { link, tally: ofStory });
    if (piece.isFirst) addTally(tally, ofStory);
    talks.set({ story, comments: piece.comments }, piece);
  }
  const written = await writeComments(tx, world, [...talks.keys()], { people, tally });
  for (const [talk, piece] of talks) {
    const mayBeUncounted = piece.isResumed || !piece.isFirst || written.has(talk);
    if (piece.isLast && mayBeUncounted) await finishImport(tx, talk.story.id);
  }
  return pieces.some((piece) => piece.isResumed) ? withoutKnown(tally) : tally;
}

/** What an import that was stopped wrote itself is counted already. */
function withoutKnown(tally: Tally): Tally {
  return Object.fromEntries(Object.entries(tally).filter(([key]) => !key.endsWith(".known")));
}

function linksOf(db: Db, world: ImportWorld, pieces: readonly Piece[]) {
  const keys = pieces.map((piece) => piece.story.key);
  return findLinks(db, world.site.id, world.source, keys);
}

/** What writing these pieces would do. Writes nothing. */
export async function previewBatch(db: Db, world: ImportWorld, pieces: readonly Piece[]): Promise<Tally> {
  const tally: Tally = {};
  const links = await linksOf(db, world, pieces);
  for (const { story, comments, isFirst } of pieces) {
    const link = links.get(story.key);
    const outcome = link ? (link.digest === story.digest ? "known" : "changed") : "added";
    if (isFirst) count(tally, `${story.draft.kind}.${outcome}`);
    const keys = comments.map((comment) => comment.key);
    const known = link ? await findComments(db, link.storyId, keys) : new Map();
    for (const { key, status } of comments)
      count(tally, known.has(key) ? "comment.known" : `comment.added.${status}`);
    if (!link && isFirst) count(tally, "address.kept", "", story.oldPaths.length);
  }
  return tally;
}

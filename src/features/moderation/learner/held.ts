import type { CommentTrace, Holding } from "../../people/privacy/holding.ts";
import { emptyLesson, lessonsAbout } from "./lesson.store.ts";
import { dropStatesFrom, lockState } from "./state.store.ts";
import { deleteViews } from "./taught.store.ts";

/**
 * What was learnt from words that are erased is unlearnt: the lesson is emptied, and the learner is made anew without it.
 * A state that somebody brought or went back to keeps what is mixed in it: numbers that belong to nobody.
 */
export const learnerTrace: CommentTrace = async (tx, comments, { level }) => {
  if (level === "name") return;
  const ids = comments.map(({ id }) => id);
  await deleteViews(tx, ids);
  const lessons = await lessonsAbout(tx, ids);
  for (const siteId of new Set(lessons.map((lesson) => lesson.siteId))) {
    await lockState(tx, siteId);
    const own = lessons.filter((lesson) => lesson.siteId === siteId);
    for (const { id } of own) await emptyLesson(tx, id);
    await dropStatesFrom(tx, siteId, Math.min(...own.map(({ number }) => number)));
  }
};

/** What was learnt from somebody's comments goes with these. */
export const lessonsHeld: Holding = { name: "lessons", tables: ["lesson", "learner_view"] };

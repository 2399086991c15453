import { recordDecision } from "../record-decision.ts";
import { type CommentAct, staffActor } from "./act.ts";
import { insertNote } from "./note.store.ts";

/** Writes something down about a comment's writer, for colleagues. They may ask to read it: GDPR, article 15. */
export const note: CommentAct = {
  may: "comments.moderate",
  check: ({ words }) => (words === "" ? [{ field: "words", message: "acts.error.words" }] : []),
  apply: async (tx, ctx, { comment }, { site, by, words }) => {
    const at = ctx.now();
    const actor = staffActor(by);
    const noteId = await insertNote(tx, {
      site_id: site.id,
      person_id: comment.authorId,
      comment_id: comment.id,
      by: actor,
      text: words,
      at,
    });
    return recordDecision(tx, {
      siteId: site.id,
      commentId: comment.id,
      about: `person:${comment.authorId}`,
      actor,
      action: "note",
      // The words stand in the note alone, so that they go with it.
      reason: "",
      details: { noteId },
      before: "",
      after: "noted",
      at,
    });
  },
};

import type { Generated } from "kysely";
import type { CommentId, DecisionId, SiteId } from "../../../platform/lib/ids.ts";

/** How far a site's learner has come. Its row is taken by whoever changes anything of it. */
export interface LearnerTable {
  site_id: SiteId;
  /** The snapshot that its lessons add to; 0: nothing learnt. */
  base_id: Generated<number>;
  /** Counts up when lessons before the last count no longer, or again. */
  generation: Generated<number>;
  /** Of its last lesson. */
  number: Generated<number>;
  /** Decisions up to here have been looked at. */
  settled: Generated<DecisionId>;
}

/** A decision as the learner sees it, for ever the same for whoever learns it, now or later. */
export interface LessonTable {
  id: Generated<number>;
  site_id: SiteId;
  number: number;
  decision_id: DecisionId;
  comment_id: CommentId;
  /** 1: refused; 0: published; -1: nothing is learnt from it. */
  label: number;
  features: Uint8Array;
  /** What the learner would have said, before it learnt it. */
  score: number;
  /** The decision by which it doesn't count; 0: it counts; -1: its text was erased. */
  voided_by: Generated<number>;
  at: number;
}

/** A state of a site's learner. */
export interface LearnerSnapshotTable {
  id: Generated<number>;
  site_id: SiteId;
  /** The state that the lessons in it were added to. */
  base_id: number;
  /** The last lesson in it. */
  number: number;
  kind: string;
  /** Comments learnt from. */
  seen: number;
  digest: string;
  size: number;
  by: string;
  at: number;
  is_whole: Generated<number>;
}

export interface LearnerPieceTable {
  snapshot_id: number;
  number: number;
  bytes: Uint8Array;
}

/** What the learner thought of a comment when it was posted. */
export interface LearnerViewTable {
  comment_id: CommentId;
  site_id: SiteId;
  score: number;
  version: string;
  known: string;
  at: number;
}

/** States that are tried on past decisions. */
export interface LearnerTrialTable {
  id: Generated<number>;
  site_id: SiteId;
  one_id: number;
  other_id: number;
  first: number;
  last: number;
  position: number;
  tallies: string;
  at: number;
}

declare module "../../../platform/db/database.ts" {
  interface Schema {
    learner: LearnerTable;
    lesson: LessonTable;
    learner_snapshot: LearnerSnapshotTable;
    learner_piece: LearnerPieceTable;
    learner_view: LearnerViewTable;
    learner_trial: LearnerTrialTable;
  }
}

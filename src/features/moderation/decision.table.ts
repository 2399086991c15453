import type { Generated } from "kysely";
import type { CommentId, DecisionId, PersonId, SiteId } from "../../platform/lib/ids.ts";

/** One moderation act. Rows are added and never changed, but for their place in the chain, and words that are erased. */
export interface DecisionTable {
  id: Generated<DecisionId>;
  site_id: SiteId;
  /** 0: it isn't about a comment. */
  comment_id: CommentId;
  /** What else it is about: "person:12", "story:5"; empty: nothing. */
  about: string;
  /** "rule:NAME", "staff:MEMBER", "author", or "staff:NAME" from the command line. */
  actor: string;
  action: string;
  /** The reason's code: of the phase's finding, or of the desk's list of reasons. */
  code: string;
  /** Which version of the rule, the model or the list of reasons decided. */
  version: string;
  reason: string;
  /** JSON: what was seen, and what an undo needs. Empty: nothing. */
  details: string;
  before: string;
  after: string;
  /** The decision that it takes back; 0: none. */
  undoes: DecisionId;
  at: number;
  /** Its place in the site's chain, from 1; null: it has not been linked yet. */
  number: Generated<number | null>;
  salt: Generated<string>;
  digest: Generated<string>;
  hash: Generated<string>;
}

/** Where a site's chain of decisions ends. */
export interface DecisionChainTable {
  site_id: SiteId;
  number: number;
  hash: string;
}

export interface ReportTable {
  id: Generated<number>;
  comment_id: CommentId;
  reporter: string;
  reason: string;
  note: string;
  at: number;
  /** When staff decided about it, and whether they agreed; null: not yet. */
  handled_at: Generated<number | null>;
  upheld: Generated<number | null>;
  /** Whose comment it is, and a keyed hash of the network that it came from: floods are known by them. */
  author_id: PersonId;
  network: string;
}

export interface SanctionTable {
  id: Generated<number>;
  site_id: SiteId;
  kind: string;
  target: string;
  key: string;
  until: number | null;
  code: string;
  decision_id: DecisionId;
  at: number;
  ended_at: Generated<number | null>;
}

declare module "../../platform/db/database.ts" {
  interface Schema {
    decision: DecisionTable;
    decision_chain: DecisionChainTable;
    report: ReportTable;
    sanction: SanctionTable;
  }
}

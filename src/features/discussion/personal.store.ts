import { sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { compilable, prepared, type Values } from "../../platform/db/prepared.ts";
import type { SiteId, StoryId } from "../../platform/lib/ids.ts";

export interface Asked {
  siteId: SiteId;
  storyId: StoryId;
  /** `noDevice`: none that we know. */
  device: string;
  /** Empty: nobody is signed in. */
  member: string;
  /** As whom a member recommends. */
  voter: string;
  /** Comments on the page; not empty. */
  ids: readonly number[];
  draftsSince: number;
}

/** One thing that is known of a reader: whom they write as, a comment or person, or the words of a draft. */
export interface Fact {
  kind: "writer" | "recommended" | "muted" | "following" | "draft" | "waiting";
  id: number;
  text: string;
}

/** How many of one's own comments that only oneself can see a page shows. */
const mostWaiting = sql.lit(20);

// Seven short looks into seven indexes, in one statement: a signed-in reader's page asks nothing else for the reader.
const readFacts = prepared((db: Db, value: Values<Asked>) => {
  const fact = (kind: Fact["kind"]) => sql`${sql.lit(kind)} as kind`;
  const noText = sql`cast('' as text) as text`;
  const onDevice = sql`device_hash = ${value("device")} and site_id = ${value("siteId")}`;
  const ofMember = sql`member_id = ${value("member")} and site_id = ${value("siteId")}`;
  const writers = sql`select id from person where ${onDevice} union all select id from person where ${ofMember}`;
  const waiting = sql`select id from comment
    where author_id in (${writers}) and story_id = ${value("storyId")}
      and status in ('pending', 'rejected', 'spam') and shown = ${sql.lit(0)}
    order by created_at desc, id desc limit ${mostWaiting}`;
  const parts = [
    sql`select ${fact("writer")}, id, ${noText} from person where ${onDevice}`,
    sql`select ${fact("writer")}, id, ${noText} from person where ${ofMember}`,
    sql`select ${fact("recommended")}, comment_id as id, ${noText} from recommend
      where comment_id in (${sql.join(value("ids"))}) and voter in (${value("device")}, ${value("voter")})`,
    sql`select ${fact("muted")}, person_id as id, ${noText} from mute where member_id = ${value("member")}`,
    sql`select ${fact("following")}, target_id as id, ${noText} from follow
      where member_id = ${value("member")} and kind = 'story' and target_id = ${value("storyId")}`,
    sql`select ${fact("draft")}, parent_id as id, text from draft
      where member_id = ${value("member")} and story_id = ${value("storyId")} and parent_id = ${sql.lit(0)}
        and at > ${value("draftsSince")}`,
    sql`select ${fact("waiting")}, id, ${noText} from (${waiting}) as waiting`,
  ];
  return compilable(db, sql<Fact>`${sql.join(parts, sql` union all `)}`);
});

/** All that is known of a reader and one page of a discussion. */
export function factsOf(db: Db, asked: Asked): Promise<Fact[]> {
  return readFacts(db, asked);
}

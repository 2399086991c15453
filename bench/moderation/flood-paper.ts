import { createHmac } from "node:crypto";
import { bodyOfMarkdown } from "../../src/features/discussion/comment-body.ts";
import { finishImport, importComment } from "../../src/features/discussion/import-comment.ts";
import { addMember } from "../../src/features/people/accounts/add-member.ts";
import { authSecret, sessionCookie } from "../../src/features/people/accounts/session.ts";
import { recognise } from "../../src/features/people/recognise.ts";
import { addSite } from "../../src/features/sites/add-site.ts";
import { siteSettings } from "../../src/features/sites/site.ts";
import { publishStory } from "../../src/features/stories/publish-story.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import type { Tx } from "../../src/platform/db/database.ts";
import { openDatabase } from "../../src/platform/db/open.ts";
import type { MemberId, SiteId } from "../../src/platform/lib/ids.ts";
import { deriveKeys, type Keys } from "../../src/platform/lib/keys.ts";
import { prose } from "../prose.ts";
import { storyDraft } from "../story-draft.ts";

const comments = 50;

export interface FloodPaper {
  siteId: SiteId;
  slug: string;
  /** Cookies of somebody of the desk. */
  desk: string;
  /** Cookies of a device. */
  device(n: number): string;
}

/** A newspaper with a story and fifty comments below it, and somebody at the desk. */
export async function makeFloodPaper(env: Record<string, string>, secret: string): Promise<FloodPaper> {
  const [database, keys, now] = [await openDatabase(readConfig(env)), deriveKeys(secret), Date.now()];
  try {
    return await database.transact(async (tx) => {
      const siteId = await addSite(
        tx,
        {
          ...{
            key: "bench",
            name: "The Measure",
            tagline: "",
            language: "en",
            timeZone: "UTC",
            pathPrefix: "",
          },
          // The limits on one device and one network would keep most of the flood out: they are no help here.
          settings: siteSettings.parse({ postsPerDevice: 1000, postsPerNetwork: 10_000 }),
          isSample: false,
        },
        "ltr",
        now,
      );
      const slug = "flooded";
      await addTalk(tx, keys, { siteId, slug, now });
      const device = (n: number) => `bl_device=${keys.sign("cookie", `flood-${n}`)}`;
      return { siteId, slug, desk: await addModerator(tx, keys, now), device };
    });
  } finally {
    await database.close();
  }
}

async function addTalk(
  tx: Tx,
  keys: Keys,
  { siteId, slug, now }: { siteId: SiteId; slug: string; now: number },
) {
  const draft = storyDraft({ siteId, slug, publishedAt: now - 3_600_000 });
  const { id: storyId } = await publishStory(tx, draft, now);
  for (let n = 0; n < comments; n++) {
    const createdAt = now - 3_000_000 + n * 10_000;
    const name = `Reader ${n}`;
    const guest = { siteId, kind: "guest", name, title: "", email: null, deviceHash: null } as const;
    await importComment(tx, {
      ...{ siteId, storyId, parent: null, authorName: name, createdAt, voters: [] },
      authorId: await recognise(tx, keys, guest, createdAt),
      body: bodyOfMarkdown(prose(n, 10 + ((n * 37) % 70))),
      ...{ language: null, status: "published", rule: null, revision: 1 },
    });
  }
  await finishImport(tx, storyId);
}

async function addModerator(tx: Tx, keys: Keys, now: number): Promise<string> {
  const id = "moderator" as MemberId;
  const address = "desk@example.org";
  await addMember(tx, keys, { id, name: "Edda Voss", address, language: null, at: now });
  await tx
    .insertInto("staff_role")
    .values({ member_id: id, site_id: 0, role: "editor", title: "", at: now })
    .execute();
  const token = "session-desk".padEnd(32, "x");
  const at = new Date(now).toISOString();
  await tx
    .insertInto("session")
    .values({
      ...{ id: "session-desk", token, member_id: id, ip_address: null, user_agent: null, browser: "" },
      ...{ expires_at: new Date(now + 24 * 3_600_000).toISOString(), created_at: at, updated_at: at },
      proved_at: now,
    })
    .execute();
  const signature = createHmac("sha256", authSecret({ keys })).update(token).digest("base64");
  return `${sessionCookie}=${encodeURIComponent(`${token}.${signature}`)}`;
}

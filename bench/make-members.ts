import { createHmac } from "node:crypto";
import { addMember } from "../src/features/people/accounts/add-member.ts";
import { hashPassword } from "../src/features/people/accounts/passwords.ts";
import { authSecret, sessionCookie } from "../src/features/people/accounts/session.ts";
import type { Tx } from "../src/platform/db/database.ts";
import type { CommentId, MemberId, PersonId } from "../src/platform/lib/ids.ts";
import type { Press } from "./make-paper.ts";
import { addressOf, password } from "./paper.ts";

const members = 64;
/** Of them, as many wrote one of the comments. */
const writers = 16;
const recommends = 3;

/** Readers with an account and a device, signed in. The lines of cookies that their browsers send. */
export async function makeMembers({ database, keys, siteId, now }: Press, slug: string): Promise<string[]> {
  // One hash for all: what it costs is measured elsewhere.
  const hash = await hashPassword(password);
  return database.transact(async (tx) => {
    const comments = await commentsOf(tx, slug);
    const cookies: string[] = [];
    for (let n = 0; n < members; n++) {
      const id = `member-${n}` as MemberId;
      await addMember(tx, keys, { id, name: `Reader ${n}`, address: addressOf(n), language: null, at: now });
      await addPassword(tx, id, hash, now);
      const token = `session-${n}`.padEnd(32, "x");
      await addSession(tx, id, token, now);
      const signature = createHmac("sha256", authSecret({ keys })).update(token).digest("base64");
      const device = `device-${n}`;
      const deviceHash = keys.hash("device", device);
      const own = n < writers ? comments[(n * 3) % comments.length] : undefined;
      if (own)
        await tx
          .updateTable("person")
          .set({ device_hash: deviceHash, member_id: id })
          .where("id", "=", own.author_id)
          .execute();
      const others = comments.filter((comment) => comment.id !== own?.id);
      const liked = Array.from(
        { length: n % (recommends + 1) },
        (_, k) => others[(n * 7 + k * 11) % others.length],
      );
      for (const comment of liked) if (comment) await recommend(tx, comment.id, deviceHash, now);
      cookies.push(
        `bl_device=${keys.sign("cookie", device)}; ${sessionCookie}=${encodeURIComponent(`${token}.${signature}`)}`,
      );
    }
    return cookies;

    function commentsOf(tx: Tx, of: string): Promise<{ id: CommentId; author_id: PersonId }[]> {
      return tx
        .selectFrom("comment")
        .innerJoin("story", "story.id", "comment.story_id")
        .select(["comment.id", "comment.author_id"])
        .where("story.site_id", "=", siteId)
        .where("story.slug", "=", of)
        .orderBy("comment.id")
        .execute();
    }
  });
}

async function addPassword(tx: Tx, id: MemberId, hash: string, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  await tx
    .insertInto("sign_in_method")
    .values({
      ...{ id: `password-${id}`, account_id: id, provider_id: "credential", member_id: id, password: hash },
      ...{ access_token: null, refresh_token: null, id_token: null, scope: null },
      ...{ access_token_expires_at: null, refresh_token_expires_at: null, created_at: at, updated_at: at },
    })
    .execute();
}

async function addSession(tx: Tx, id: MemberId, token: string, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  await tx
    .insertInto("session")
    .values({
      ...{ id: `session-${id}`, token, member_id: id, ip_address: null, user_agent: null },
      ...{ expires_at: new Date(now + 24 * 3_600_000).toISOString(), created_at: at, updated_at: at },
    })
    .execute();
}

async function recommend(tx: Tx, id: CommentId, voter: string, now: number): Promise<void> {
  await tx.insertInto("recommend").values({ comment_id: id, voter, at: now }).execute();
}

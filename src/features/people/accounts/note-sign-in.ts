import type { World } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { siteUrl } from "../../sites/site.ts";
import { hasSessionsLike, isStaff } from "./session.store.ts";
import { writeToOwner } from "./write-to-owner.ts";

/** Tells of a session that has begun: other processes, and of a new browser on a staff account its owner by mail. */
export async function noteSignIn(tx: Tx, world: World, memberId: MemberId): Promise<void> {
  const { ctx, site, browser } = world;
  const at = ctx.now();
  await appendEvent(tx, { type: "member.changed", siteId: site.id, at, memberId });
  if (!(await isStaff(tx, memberId)) || (await hasSessionsLike(tx, memberId, browser))) return;
  const link = siteUrl(site, ctx.config.url, "/settings/sessions");
  await writeToOwner(tx, world, memberId, {
    key: `sign-in ${memberId} ${at}`,
    content: { kind: "newSignIn", at, browser, link },
  });
}

import type { Tx } from "../../platform/db/database.ts";
import { firstOfMember, firstOrigin, lastUnderStory, type Origin, type Traces } from "./origin.store.ts";
import type { PostInput } from "./post-comment.ts";

export const tenMinutes = 10 * 60_000;

export interface Waiting {
  input: PostInput;
  origin: Origin;
  traces: Traces;
  now: number;
  /** Seconds that have to lie between two comments of one writer under the story; 0: none. */
  slow: number;
}

/** Seconds until the device, the network or the member may write again; 0: now. */
export async function secondsToWait(tx: Tx, waiting: Waiting): Promise<number> {
  const until = Math.max(await limitedUntil(tx, waiting), await slowedUntil(tx, waiting));
  return Math.max(0, Math.ceil((until - waiting.now) / 1000));
}

async function limitedUntil(tx: Tx, { input, origin, traces, now }: Waiting): Promise<number> {
  const { postsPerDevice, postsPerNetwork } = input.site.settings;
  const since = now - tenMinutes;
  const ofMember = input.member
    ? { siteId: input.site.id, memberId: input.member.memberId, since, most: postsPerDevice }
    : null;
  const first = [
    (ofMember && (await firstOfMember(tx, ofMember))) ?? since,
    traces.ofDevice >= postsPerDevice
      ? await firstOrigin(tx, "device_hash", origin.deviceHash, since)
      : since,
    traces.ofNetwork >= postsPerNetwork
      ? await firstOrigin(tx, "network_hash", origin.networkHash, since)
      : since,
  ];
  return Math.max(...first) + tenMinutes;
}

async function slowedUntil(tx: Tx, { input, origin, now, slow }: Waiting): Promise<number> {
  if (slow === 0) return 0;
  const since = now - slow * 1000;
  const last = await lastUnderStory(tx, {
    storyId: input.story.id,
    deviceHash: origin.deviceHash,
    memberId: input.member?.memberId ?? "",
    since,
  });
  return last === null ? 0 : last + slow * 1000;
}

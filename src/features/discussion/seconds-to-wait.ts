import type { Tx } from "../../platform/db/database.ts";
import {
  firstOfMember,
  firstOrigin,
  lastFromNetwork,
  lastUnderStory,
  type Origin,
  type Traces,
} from "./origin.store.ts";
import type { PostInput } from "./post-comment.ts";

export const tenMinutes = 10 * 60_000;

export interface Waiting {
  input: PostInput;
  origin: Origin;
  traces: Traces;
  now: number;
  /** Seconds that have to lie between two comments of one writer under the story; 0: none. */
  slow: number;
  /** Nobody has written from this device before: it may be one whose cookies were cleared. */
  isNewDevice: boolean;
}

/** Under a slow discussion, new devices of one network together write as often as so many writers. */
const newOnNetwork = 3;

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

async function slowedUntil(tx: Tx, { input, origin, now, slow, isNewDevice }: Waiting): Promise<number> {
  if (slow === 0) return 0;
  const since = now - slow * 1000;
  const last = await lastUnderStory(tx, {
    storyId: input.story.id,
    deviceHash: origin.deviceHash,
    memberId: input.member?.memberId ?? "",
    since,
  });
  if (last !== null) return last + slow * 1000;
  if (input.member || !isNewDevice) return 0;
  const { networkHash } = origin;
  const asked = { storyId: input.story.id, networkHash, since, most: newOnNetwork };
  const ofNetwork = await lastFromNetwork(tx, asked);
  return ofNetwork.length < newOnNetwork ? 0 : (ofNetwork.at(-1) ?? 0) + slow * 1000;
}

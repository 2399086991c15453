import { isIPv6 } from "node:net";
import type { Keys } from "../lib/keys.ts";

/** The network of an address: an IPv4 address itself, the /64 of an IPv6 one (what one household or phone gets). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  return isIPv6(address) ? groupsOf(address, 4) : address;
}

/** The range that a network is a part of: the /24 of an IPv4 address, the /48 of an IPv6 one (what one house or firm gets). */
export function rangeOf(address: string): string {
  const network = networkOf(address);
  return network.includes(":")
    ? `${network.split(":").slice(0, 3).join(":")}/48`
    : `${network.split(".").slice(0, 3).join(".")}/24`;
}

/** Characters of a network's hash that are its range's: 66 bits of it, and 66 of the network's own. */
const half = 11;

/**
 * By what a network is known: a keyed hash of its range and one of itself, one behind the other. So whoever keeps it can
 * tell that two networks are of one range without knowing either, and a range can be turned away.
 */
export function networkHash(keys: Pick<Keys, "hash">, address: string): string {
  const part = (value: string) => keys.hash("network", value).slice(0, half);
  return part(rangeOf(address)) + part(networkOf(address));
}

/** By what the range of a network is known. */
export function rangeHash(ofNetwork: string): string {
  return ofNetwork.slice(0, half);
}

/** The first groups of an IPv6 address, none of them left out. */
function groupsOf(address: string, count: number): string {
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...gap, ...right]
    .slice(0, count)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

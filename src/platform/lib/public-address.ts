import { BlockList, isIP, isIPv4 } from "node:net";

// https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry
const special = new BlockList();
for (const range of [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]) {
  addRange(special, range, "ipv4");
}
// Within the only block that is public at all: protocols, Teredo, documentation, 6to4.
for (const range of ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"]) {
  addRange(special, range, "ipv6");
}
const unicast = new BlockList();
addRange(unicast, "2000::/3", "ipv6");

function addRange(list: BlockList, range: string, family: "ipv4" | "ipv6"): void {
  const [network = "", bits] = range.split("/");
  list.addSubnet(network, Number(bits), family);
}

/** Whether an IP address is one of the public internet: not private, local, reserved, nor a way round to such a one. */
export function isPublicAddress(address: string): boolean {
  const mapped = mappedAddress(address);
  if (mapped !== null) return isPublicAddress(mapped);
  if (isIPv4(address)) return !special.check(address, "ipv4");
  return isIP(address) === 6 && unicast.check(address, "ipv6") && !special.check(address, "ipv6");
}

/** The IPv4 address in ::ffff:a.b.c.d, however it is written. */
function mappedAddress(address: string): string | null {
  if (isIP(address) !== 6) return null;
  const normal = URL.parse(`http://[${address.replace(/%.*$/, "")}]/`)?.hostname ?? "";
  const match = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(normal);
  if (!match) return null;
  const [high, low] = [Number.parseInt(match[1] ?? "", 16), Number.parseInt(match[2] ?? "", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

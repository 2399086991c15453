import { expect, it } from "vitest";
import { networkOf } from "./network.ts";

it("takes an IPv4 address for a network, however it is written", () => {
  expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
});

it("takes the /64 of an IPv6 address, in which one household can make up as many as it likes", () => {
  const network = networkOf("2001:db8:1:2::1");
  for (const address of [
    "2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:0DB8:0001:0002::",
    "2001:db8:1:2::1%eth0",
    "2001:db8:1:2:0:0:0:9",
  ]) {
    expect(networkOf(address), address).toBe(network);
  }
  expect(networkOf("2001:db8:1:3::1")).not.toBe(network);
  expect(networkOf("::1")).toBe("0:0:0:0");
  expect(networkOf("rubbish")).toBe("rubbish");
});

import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { isPublicAddress } from "./public-address.ts";
import { internet, type Network, safeFetch } from "./safe-fetch.ts";

const limits = { maxBytes: 1000, timeoutMs: 5000 };
const toStop: (() => void)[] = [];

afterEach(() => {
  for (const stop of toStop.splice(0)) stop();
});

/** A server on this machine. Gives its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  toStop.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Lets the one address through that our servers have; names are looked up in `names`. */
function here(names: Record<string, string[]> = {}): Network {
  return {
    resolve: async (host) => (names[host] ?? []).map((address) => ({ address, family: 4 })),
    isAllowed: (address) => address === "127.0.0.1" || isPublicAddress(address),
  };
}

describe("addresses of the public internet", () => {
  test.each(["8.8.8.8", "93.184.216.34", "2a00:1450:4001::1", "::ffff:8.8.8.8"])("%s is one", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "0:0:0:0:0:ffff:0a00:0001",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::1",
    "not an address",
    "",
  ])("%s is none", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("fetching what a stranger's text names", () => {
  test("gives the bytes", async () => {
    const port = await serve((_request, response) => response.end("picture"));
    expect(
      await safeFetch(
        `http://pictures.example:${port}/a.jpg`,
        limits,
        here({ "pictures.example": ["127.0.0.1"] }),
      ),
    ).toEqual({ bytes: Buffer.from("picture") });
  });

  test.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://localhost/",
  ])("reaches nothing of this network: %s", async (address) => {
    let asked = 0;
    await serve(() => asked++);
    expect(await safeFetch(address, limits, internet)).toEqual({ failure: "not-public" });
    expect(asked).toBe(0);
  });

  test.each([
    "file:///etc/passwd",
    "ftp://tide.example/",
    "gopher://x/",
    "http://user:word@tide.example/",
    "nonsense",
  ])("refuses %s", async (address) => {
    expect(await safeFetch(address, limits, here())).toEqual({ failure: "bad-address" });
  });

  test("refuses a name of which one address is private", async () => {
    const network = here({ "two.example": ["8.8.8.8", "10.0.0.1"] });
    expect(await safeFetch("http://two.example/", limits, network)).toEqual({ failure: "not-public" });
  });

  test("connects to the address that was checked, whatever the name says a moment later", async () => {
    const port = await serve((_request, response) => response.end("right"));
    let asked = 0;
    const network: Network = {
      ...here(),
      resolve: async () =>
        asked++ === 0 ? [{ address: "127.0.0.1", family: 4 }] : [{ address: "10.0.0.1", family: 4 }],
    };
    expect(await safeFetch(`http://changes.example:${port}/`, limits, network)).toEqual({
      bytes: Buffer.from("right"),
    });
    expect(asked).toBe(1);
  });

  test("checks where a redirect leads", async () => {
    const port = await serve((_request, response) =>
      response.writeHead(302, { location: "http://10.0.0.1/secret" }).end(),
    );
    expect(await safeFetch(`http://127.0.0.1:${port}/`, limits, here())).toEqual({ failure: "not-public" });
  });

  test("checks what scheme a redirect has", async () => {
    const port = await serve((_request, response) =>
      response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    );
    expect(await safeFetch(`http://127.0.0.1:${port}/`, limits, here())).toEqual({ failure: "bad-address" });
  });

  test("follows five redirects and no more", async () => {
    const port = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("there");
      else response.writeHead(301, { location: `/${left - 1}` }).end();
    });
    expect(await safeFetch(`http://127.0.0.1:${port}/5`, limits, here())).toEqual({
      bytes: Buffer.from("there"),
    });
    expect(await safeFetch(`http://127.0.0.1:${port}/6`, limits, here())).toEqual({
      failure: "too-many-redirects",
    });
  });

  test("stops at the limit, whether the length was told or not", async () => {
    const told = await serve((_request, response) => response.end(Buffer.alloc(2000)));
    expect(await safeFetch(`http://127.0.0.1:${told}/`, limits, here())).toEqual({ failure: "too-large" });
    const endless = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(500)));
      };
      response.on("drain", more);
      more();
    });
    expect(await safeFetch(`http://127.0.0.1:${endless}/`, limits, here())).toEqual({ failure: "too-large" });
  });

  test("waits no longer than it may, be it for the answer or for its end", async () => {
    const hurried = { ...limits, timeoutMs: 100 };
    const silent = await serve(() => {});
    expect(await safeFetch(`http://127.0.0.1:${silent}/`, hurried, here())).toEqual({ failure: "too-slow" });
    const halting = await serve((_request, response) => response.write("some"));
    expect(await safeFetch(`http://127.0.0.1:${halting}/`, hurried, here())).toEqual({ failure: "too-slow" });
    const lost: Network = { ...here(), resolve: () => new Promise(() => {}) };
    expect(await safeFetch("http://lost.example/", hurried, lost)).toEqual({ failure: "too-slow" });
  });

  test("says what the other side said", async () => {
    const port = await serve((request, response) => response.writeHead(Number(request.url?.slice(1))).end());
    expect(await safeFetch(`http://127.0.0.1:${port}/404`, limits, here())).toEqual({ failure: "not-found" });
    expect(await safeFetch(`http://127.0.0.1:${port}/500`, limits, here())).toEqual({ failure: "refused" });
    expect(await safeFetch("http://nowhere.example/", limits, here())).toEqual({ failure: "unreachable" });
  });
});

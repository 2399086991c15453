import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp, type TestApp } from "../../../../test/harness.ts";
import { loopback } from "../../../../test/openid.ts";
import { openIdProvider } from "./providers/openid.ts";

const issuer = "https://id.example.org";
const safe = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/me`,
  jwks_uri: `${issuer}/keys`,
};

describe("what an issuer says of itself", () => {
  let app: TestApp;
  let server: Server;
  let told: object = safe;

  beforeAll(async () => {
    app = await startApp("sqlite");
    server = createServer((_, response) => response.end(JSON.stringify(told)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    server?.close();
    await app?.stop();
  });

  function setOut(): Promise<string> {
    const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const network = loopback((url) => new URL(url.pathname, here));
    const provider = openIdProvider({
      id: "press",
      label: "Press Club",
      issuer,
      clientId: "paper",
      secret: () => "secret",
      accounts: issuer,
    });
    const question = { redirectUri: "x", state: "x", nonce: "x", challenge: "x", host: null };
    return provider.authorize({ ...app.ctx, network }, question);
  }

  it("is believed where all its addresses are safe", async () => {
    told = safe;
    expect(await setOut()).toContain(`${issuer}/authorize?`);
    const { userinfo_endpoint: _, ...without } = safe;
    told = without;
    expect(await setOut()).toContain(`${issuer}/authorize?`);
  });

  it.each(["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"])(
    "is not believed with a %s that anybody on the way could read or change",
    async (endpoint) => {
      for (const address of ["http://id.example.org/x", "file:///etc/passwd", "javascript:alert(1)", "me"]) {
        told = { ...safe, [endpoint]: address };
        await expect(setOut(), address).rejects.toThrow("addresses that aren't safe");
      }
    },
  );
});

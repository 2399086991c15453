import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { makeSite } from "../../../../../test/factories.ts";
import { visitor } from "../../../../../test/visitor.ts";
import { readKey, setPublisher } from "./publisher.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, startApp, type TestApp } from "../../../../../test/harness.ts";
import { loopback } from "../../../../../test/openid.ts";
import { ed, issuer, pem, rsa, secret, publisherActs } from "../../../../../test/publisher.ts";

describe.each(engines)("a publisher's token (%s)", (engine) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp(engine, {}, { network: loopback() });
  });
  afterAll(() => app?.stop());

  const { siteWith, now, claimsFor, sign, enter, member } = publisherActs(() => app);

  it.each<[string, string, (claims: ReturnType<typeof claimsFor>) => object]>([
    ["for another site", "audience", (claims) => ({ ...claims, aud: "http://localhost:4400/elsewhere" })],
    ["for nobody", "audience", ({ aud: _, ...claims }) => claims],
    ["of another issuer", "issuer", (claims) => ({ ...claims, iss: "https://evil.example" })],
    ["of no issuer", "issuer", ({ iss: _, ...claims }) => claims],
    ["that has expired", "expired", (claims) => ({ ...claims, iat: now() - 300, exp: now() - 61 })],
    ["without an end", "claims", ({ exp: _, ...claims }) => claims],
    ["that holds for too long", "too-long", (claims) => ({ ...claims, exp: now() + 661 })],
    ["without a beginning", "claims", ({ iat: _, ...claims }) => claims],
    ["of the future", "not-yet", (claims) => ({ ...claims, iat: now() + 61 })],
    ["that isn't good yet", "not-yet", (claims) => ({ ...claims, nbf: now() + 61 })],
    ["without a name of its own", "claims", ({ jti: _, ...claims }) => claims],
    ["about nobody", "claims", ({ sub: _, ...claims }) => claims],
    ["about an empty nobody", "claims", (claims) => ({ ...claims, sub: "" })],
    ["with roles that are no list", "claims", (claims) => ({ ...claims, roles: "chiefs" })],
  ])("refuses a token %s", async (_name, flaw, change) => {
    const site = await siteWith();
    const claims = claimsFor(site);
    const answer = await enter(site, await sign(change(claims)));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`<code dir="ltr">${flaw}</code>`);
    expect(String(answer.headers["set-cookie"] ?? "")).not.toContain("bl_session");
    expect(await member(claims.name)).toBeNull();
  });

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const hmac = (input: string, key: string | Buffer) =>
    `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;

  it("refuses every other algorithm than its key's", async () => {
    const keys = {
      EdDSA: readKey(pem(ed.publicKey)),
      RS256: readKey(pem(rsa.publicKey)),
      HS256: readKey(secret),
    };
    for (const [alg, key] of Object.entries(keys)) {
      const site = await siteWith(key);
      const claims = claimsFor(site);
      const input = (header: object) => `${part(header)}.${part(claims)}`;
      const other = await generateKeyPair("EdDSA");
      const forged: Record<string, string> = {
        none: `${input({ alg: "none" })}.`,
        None: `${input({ alg: "None" })}.`,
        "no algorithm": `${input({})}.`,
        "own algorithm, no signature": `${input({ alg })}.`,
        "the public key as a secret": hmac(input({ alg: "HS256" }), pem(ed.publicKey)),
        "the other public key as a secret": hmac(input({ alg: "HS256" }), pem(rsa.publicKey)),
        "the public key's bytes as a secret": hmac(
          input({ alg: "HS256" }),
          rsa.publicKey.export({ type: "spki", format: "der" }),
        ),
        "a key of its own": await new SignJWT(claims)
          .setProtectedHeader({ alg: "EdDSA", jwk: await exportJWK(other.publicKey) })
          .sign(other.privateKey),
        "an empty secret": hmac(input({ alg: "HS256" }), ""),
        "a shorter hash": await sign(claims, { alg: "RS512", key: rsa.privateKey }),
        "another padding": await sign(claims, { alg: "PS256", key: rsa.privateKey }),
        "an extension that nobody knows": await sign(claims).then((token) => {
          const header = part({ alg: "EdDSA", crit: ["exp"], exp: 1 });
          return token.replace(/^[^.]+/, header);
        }),
      };
      if (alg !== "EdDSA") forged["EdDSA"] = await sign(claims);
      if (alg !== "RS256") forged["RS256"] = await sign(claims, { alg: "RS256", key: rsa.privateKey });
      if (alg !== "HS256") forged["HS256"] = await sign(claims, { alg: "HS256", key: Buffer.from(secret) });
      for (const [name, token] of Object.entries(forged)) {
        const answer = await enter(site, token);
        expect(answer.statusCode, `${alg}: ${name}`).toBe(422);
        expect(answer.body, `${alg}: ${name}`).toMatch(/<code dir="ltr">(?:signature|shape)<\/code>/);
      }
      expect(await member(claims.name)).toBeNull();
      const key2 = alg === "EdDSA" ? ed.privateKey : alg === "RS256" ? rsa.privateKey : Buffer.from(secret);
      expect((await enter(site, await sign(claims, { alg, key: key2 }))).statusCode, alg).toBe(303);
    }
  });

  it("refuses what is no token at all", async () => {
    const site = await siteWith();
    for (const token of ["", ".", "a.b.c", "🦊", "x".repeat(9000), "null", "..", "{}"]) {
      const answer = await enter(site, token);
      expect(answer.statusCode, token.slice(0, 10)).toBe(422);
    }
    const bare = await makeSite(app);
    expect((await enter(bare, "a.b.c")).statusCode).toBe(404);
    expect((await visitor(app).get(`${site.prefix}/connect/publisher`)).statusCode).toBe(400);
  });

  describe("with a key set", () => {
    let server: Server;
    let keys: JWK[] = [];
    let asked = 0;
    let isDown = false;
    const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;

    beforeAll(async () => {
      server = createServer((_request, response) => {
        asked += 1;
        if (isDown) response.writeHead(503).end("{}");
        else response.end(JSON.stringify({ keys }));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });

    const pair = async (kid: string) => {
      const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
      return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid } };
    };

    it("finds new keys by name, asks seldom, and outlasts an address that fails", async () => {
      const [old, fresh, never] = [await pair("old"), await pair("fresh"), await pair("never")];
      keys = [old.jwk];
      const site = await siteWith({ kind: "keySet", alg: "EdDSA", url: url() });
      const come = async ({ privateKey: key }: typeof old, kid: string) =>
        (await enter(site, await sign(claimsFor(site), { key, kid }))).statusCode;
      expect(await come(old, "old")).toBe(303);
      expect(await come(old, "old")).toBe(303);
      expect(asked).toBe(1);
      keys = [old.jwk, fresh.jwk];
      app.clock.now += 31_000;
      expect(await come(fresh, "fresh")).toBe(303);
      expect(asked).toBe(2);
      for (let n = 0; n < 5; n++) expect(await come(never, "never")).toBe(422);
      expect(asked).toBeLessThan(4);
      expect(await come(never, "old")).toBe(422);
      isDown = true;
      app.clock.now += 20 * 60_000;
      expect(await come(old, "old")).toBe(303);
      expect(await come(fresh, "fresh")).toBe(303);
      const before = asked;
      for (let n = 0; n < 5; n++) expect(await come(fresh, "fresh")).toBe(303);
      expect(asked).toBe(before);
      // It is back, and one key has been taken back.
      isDown = false;
      keys = [fresh.jwk];
      app.clock.now += 31_000;
      expect(await come(old, "old")).toBe(422);
      expect(await come(fresh, "fresh")).toBe(303);
      isDown = true;
      app.clock.now += 25 * 3_600_000;
      expect(await come(fresh, "fresh")).toBe(422);
      isDown = false;
    });

    it("takes no secret for a public key", async () => {
      const shared = Buffer.from(secret).toString("base64url");
      keys = [{ kty: "oct", k: shared, kid: "shared", alg: "HS256" }];
      const site = await siteWith({ kind: "keySet", alg: "EdDSA", url: `${url()}?oct` });
      for (const alg of ["HS256", "none"]) {
        const claims = claimsFor(site);
        const token = hmac(`${part({ alg, kid: "shared" })}.${part(claims)}`, secret);
        expect((await enter(site, token)).statusCode).toBe(422);
      }
    });

    it("asks no address of the house", async () => {
      const real = await startApp(engine);
      try {
        const before = asked;
        const site = await makeSite(real);
        const settings = { issuer, key: { kind: "keySet", alg: "EdDSA", url: url() }, roles: {} } as const;
        await real.database.transact((tx) => setPublisher(tx, real.ctx.keys, site.id, { settings, at: 1 }));
        const { privateKey } = await pair("old");
        const answer = await visitor(real).get(
          `${site.prefix}/connect/publisher?token=${await sign(claimsFor(site), { key: privateKey, kid: "old" })}`,
        );
        expect(answer.body).toContain("keys-unreachable");
        expect(asked).toBe(before);
      } finally {
        await real.stop();
      }
    });
  });
});

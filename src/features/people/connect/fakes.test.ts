import { createHmac, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MadeSite, makeSite } from "../../../../test/factories.ts";
import { engines, startApp, type TestApp } from "../../../../test/harness.ts";
import { loopback } from "../../../../test/openid.ts";
import { leadsTo, type Visitor, visitor } from "../../../../test/visitor.ts";

/** What a fake of a service was asked. */
interface Question {
  host: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  authorization: string;
}
type Fake = (question: Question) => unknown;

const apple = generateKeyPairSync("ec", { namedCurve: "P-256" });

// The real ones can't be asked by a test: these fakes have the shape that their documentation describes.
describe.each(engines)("signing in at small fakes of the well-known providers (%s)", (engine) => {
  let app: TestApp;
  let site: MadeSite;
  let server: Server;
  /** By host and path. */
  let fakes: Record<string, Fake>;
  let asked: Question[];
  let count = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void answer(request).then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const network = loopback((url) =>
      /^(?:127|10)\./.test(url.hostname) ? url : new URL(url.pathname + url.search, here),
    );
    app = await startApp(
      engine,
      {
        BELOWLINE_GOOGLE: "google-id:google-secret",
        BELOWLINE_APPLE: "org.example.paper:TEAM:KEY1",
        BELOWLINE_APPLE_KEY: apple.privateKey
          .export({ type: "pkcs8", format: "pem" })
          .toString()
          .replaceAll("\n", "\\n"),
        BELOWLINE_FACEBOOK: "facebook-id:facebook-secret",
        BELOWLINE_GITHUB: "github-id:github-secret",
        BELOWLINE_MASTODON: "on",
      },
      { network },
    );
    site = await makeSite(app, { prefix: "" });
  });
  afterAll(async () => {
    await app?.stop();
    server?.closeAllConnections();
    server?.close();
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    let sent = "";
    for await (const chunk of request) sent += chunk;
    const question: Question = {
      host: request.headers.host ?? "",
      path: pathname,
      query: searchParams,
      form: new URLSearchParams(sent),
      authorization: request.headers.authorization ?? "",
    };
    asked.push(question);
    const fake = fakes[question.host + pathname];
    return fake ? { status: 200, body: await fake(question) } : { status: 404, body: {} };
  }

  function serve(found: Record<string, Fake>) {
    fakes = found;
    asked = [];
    count += 1;
  }

  const questionTo = (host: string, path: string) =>
    asked.find((question) => question.host === host && question.path === path);

  async function setOut(reader: Visitor, provider: string, more: Record<string, string> = {}): Promise<URL> {
    return new URL(leadsTo(await reader.post(`/connect/${provider}`, { to: "/feeds", ...more })));
  }

  /** Comes back, and where a name is asked for takes the one that is offered. Gives the member's row. */
  async function comeBack(reader: Visitor, path: string) {
    const answer = await reader.get(path);
    const form = String(answer.headers.location);
    expect(form, answer.body).toContain("/connect/finish?at=");
    const page = await reader.get(form);
    const [, offered = ""] = /name="name"[^>]* value="([^"]*)"/.exec(page.body) ?? [];
    const name = `${offered || "Nameless"} ${count}`;
    const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
    const done = await reader.post("/connect/finish", { at, act: "name", name });
    expect(done.headers.location, done.body).toBe("/feeds");
    const member = await app.database.read
      .selectFrom("member")
      .selectAll()
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    const method = await app.database.read
      .selectFrom("sign_in_method")
      .selectAll()
      .where("member_id", "=", member.id)
      .executeTakeFirstOrThrow();
    const address = member.email_sealed === null ? null : app.ctx.keys.open("address", member.email_sealed);
    return { offered, address, accounts: method.provider_id };
  }

  const callback = (provider: string, address: URL, more: Record<string, string> = {}) =>
    `/connect/${provider}/callback?${new URLSearchParams({ code: "a code", state: address.searchParams.get("state") ?? "", ...more })}`;

  function checkAddress(address: URL, origin: string, client: string, provider: string) {
    expect(address.origin).toBe(origin);
    const parameters = Object.fromEntries(address.searchParams);
    expect(parameters).toMatchObject({
      response_type: "code",
      client_id: client,
      redirect_uri: `http://localhost:4400/connect/${provider}/callback`,
      code_challenge_method: "S256",
    });
  }

  const github = (emails: object[], name: string | null = "Octa Cat"): Record<string, Fake> => ({
    "github.com/login/oauth/access_token": ({ form }) =>
      form.get("client_secret") === "github-secret"
        ? { access_token: "gh-token" }
        : { error: "incorrect_client_credentials" },
    "api.github.com/user": () => ({ id: 4000 + count, login: "octacat", name, email: "shown@example.org" }),
    "api.github.com/user/emails": () => emails,
  });

  it("GitHub, by a fake of its endpoints: takes the primary address where it is verified, and no other", async () => {
    serve(
      github([
        { email: "old@example.org", primary: false, verified: true },
        { email: `octa-${engine}@example.org`, primary: true, verified: true },
      ]),
    );
    const reader = visitor(app);
    const address = await setOut(reader, "github");
    checkAddress(address, "https://github.com", "github-id", "github");
    expect(await comeBack(reader, callback("github", address))).toEqual({
      offered: "Octa Cat",
      address: `octa-${engine}@example.org`,
      accounts: "github",
    });
    expect(questionTo("api.github.com", "/user")?.authorization).toBe("Bearer gh-token");
    serve(github([{ email: "shown@example.org", primary: true, verified: false }], null));
    const other = visitor(app);
    expect(await comeBack(other, callback("github", await setOut(other, "github")))).toMatchObject({
      offered: "octacat",
      address: null,
    });
  });

  it("GitHub, by a fake: an error with status 200 is an error", async () => {
    serve({
      ...github([]),
      "github.com/login/oauth/access_token": () => ({ error: "bad_verification_code" }),
    });
    const reader = visitor(app);
    const refused = await reader.get(callback("github", await setOut(reader, "github")));
    expect([refused.statusCode, questionTo("api.github.com", "/user")]).toEqual([422, undefined]);
  });

  it("Facebook, by a fake of its endpoints: takes no address, since it doesn't say which are verified", async () => {
    serve({
      "graph.facebook.com/v24.0/oauth/access_token": () => ({
        access_token: "fb-token",
        token_type: "bearer",
      }),
      "graph.facebook.com/v24.0/me": () => ({
        id: `fb-${count}`,
        name: "Fay Book",
        email: "fay@example.org",
      }),
    });
    const reader = visitor(app);
    const address = await setOut(reader, "facebook");
    checkAddress(address, "https://www.facebook.com", "facebook-id", "facebook");
    expect(await comeBack(reader, callback("facebook", address))).toEqual({
      offered: "Fay Book",
      address: null,
      accounts: "facebook",
    });
    const proof = createHmac("sha256", "facebook-secret").update("fb-token").digest("hex");
    expect(questionTo("graph.facebook.com", "/v24.0/me")?.query.get("appsecret_proof")).toBe(proof);
  });

  interface Issuer {
    issuer: string;
    audience: string;
    method: string;
    claims: object;
  }

  /** An issuer as Google and Apple are ones: discovery, key set and token endpoint. */
  async function openId({ issuer, audience, method, claims }: Issuer, nonce: () => string) {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: `k${count}`, alg: "RS256", use: "sig" };
    const { host } = new URL(issuer);
    return {
      [`${host}/.well-known/openid-configuration`]: () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        token_endpoint_auth_methods_supported: [method],
      }),
      [`${host}/keys`]: () => ({ keys: [jwk] }),
      [`${host}/token`]: async () => ({
        access_token: "token",
        id_token: await new SignJWT({ nonce: nonce(), ...claims })
          .setProtectedHeader({ alg: "RS256", kid: `k${count}` })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt(Math.floor(app.clock.now / 1000))
          .setExpirationTime(Math.floor(app.clock.now / 1000) + 300)
          .sign(privateKey),
      }),
    };
  }

  it("Google, by a fake issuer of its name: speaks OpenID Connect like any other", async () => {
    let nonce = "";
    serve({});
    const claims = {
      sub: `g-${count}`,
      name: "Goo Gleason",
      email: `goo-${engine}@example.org`,
      email_verified: true,
    };
    fakes = await openId(
      { issuer: "https://accounts.google.com", audience: "google-id", method: "client_secret_post", claims },
      () => nonce,
    );
    const reader = visitor(app);
    const address = await setOut(reader, "google");
    checkAddress(address, "https://accounts.google.com", "google-id", "google");
    nonce = address.searchParams.get("nonce") ?? "";
    expect(await comeBack(reader, callback("google", address))).toEqual({
      offered: "Goo Gleason",
      address: `goo-${engine}@example.org`,
      accounts: "google",
    });
    expect(questionTo("accounts.google.com", "/token")?.form.get("client_secret")).toBe("google-secret");
  });

  it("Apple, by a fake issuer of its name: answers with a form, a name beside it, and an address that relays", async () => {
    let nonce = "";
    serve({});
    const relay = `x${engine}@privaterelay.appleid.com`;
    const claims = { sub: `a-${count}`, email: relay, email_verified: "true", is_private_email: "true" };
    fakes = await openId(
      {
        issuer: "https://appleid.apple.com",
        audience: "org.example.paper",
        method: "client_secret_post",
        claims,
      },
      () => nonce,
    );
    const reader = visitor(app);
    const address = await setOut(reader, "apple");
    checkAddress(address, "https://appleid.apple.com", "org.example.paper", "apple");
    expect(address.searchParams.get("response_mode")).toBe("form_post");
    nonce = address.searchParams.get("nonce") ?? "";
    // From Apple's page, so without our cookies.
    const form = await visitor(app).post(
      "/connect/apple/callback",
      {
        state: address.searchParams.get("state") ?? "",
        code: "a code",
        user: JSON.stringify({ name: { firstName: "Ada", lastName: "Pomme" }, email: "evil@example.org" }),
      },
      { origin: "https://appleid.apple.com", "sec-fetch-site": "cross-site" },
    );
    expect(form.statusCode).toBe(303);
    expect(form.cookies).toEqual([]);
    expect(await comeBack(reader, String(form.headers.location))).toEqual({
      offered: "Ada Pomme",
      address: relay,
      accounts: "apple",
    });
    const { payload, protectedHeader } = await jwtVerify(
      questionTo("appleid.apple.com", "/token")?.form.get("client_secret") ?? "",
      apple.publicKey,
      {
        currentDate: new Date(app.clock.now),
        audience: "https://appleid.apple.com",
        issuer: "TEAM",
        subject: "org.example.paper",
      },
    );
    expect([protectedHeader.kid, payload.exp]).toEqual(["KEY1", Math.floor(app.clock.now / 1000) + 300]);
  });

  it("Apple, by a fake: a name the second time is missing, and is asked for", async () => {
    let nonce = "";
    serve({});
    const claims = { sub: `a-${count}`, email: "x@example.org", email_verified: false };
    fakes = await openId(
      {
        issuer: "https://appleid.apple.com",
        audience: "org.example.paper",
        method: "client_secret_post",
        claims,
      },
      () => nonce,
    );
    // The keys that the issuer had in the test before hold for half a minute.
    app.clock.now += 31_000;
    const reader = visitor(app);
    const address = await setOut(reader, "apple");
    nonce = address.searchParams.get("nonce") ?? "";
    const back = callback("apple", address, { user: "{no json" });
    expect(await comeBack(reader, back)).toMatchObject({ offered: "", address: null });
  });

  function mastodon(host: string): Record<string, Fake> {
    return {
      [`${host}/api/v1/apps`]: () => ({ client_id: `id-${count}`, client_secret: `secret-${count}` }),
      [`${host}/oauth/token`]: ({ form }) =>
        form.get("client_secret") === `secret-${count}`
          ? { access_token: "m-token" }
          : { error: "invalid_client" },
      [`${host}/api/v1/accounts/verify_credentials`]: () => ({
        id: "1",
        username: "tusk",
        display_name: "Tusker",
        acct: "tusk",
      }),
    };
  }

  it("Mastodon, by a fake server: registers there when it is first asked, and keeps the secret encrypted", async () => {
    const host = `first-${engine}.example`;
    serve(mastodon(host));
    const reader = visitor(app);
    const address = await setOut(reader, "mastodon", { server: `https://${host.toUpperCase()}/@tusk` });
    checkAddress(address, `https://${host}`, `id-${count}`, "mastodon");
    expect(questionTo(host, "/api/v1/apps")?.form.get("redirect_uris")).toBe(
      "http://localhost:4400/connect/mastodon/callback",
    );
    expect(await comeBack(reader, callback("mastodon", address))).toEqual({
      offered: "Tusker",
      address: null,
      accounts: `mastodon@${host}`,
    });
    const kept = await app.database.read
      .selectFrom("mastodon_app")
      .selectAll()
      .where("host", "=", host)
      .executeTakeFirstOrThrow();
    expect(kept.secret_sealed).not.toContain("secret-");
    await setOut(visitor(app), "mastodon", { server: `@tusk@${host}` });
    expect(asked.filter(({ path }) => path === "/api/v1/apps")).toHaveLength(1);
    // The same number at another server is somebody else.
    serve(mastodon(`second-${engine}.example`));
    const other = visitor(app);
    const there = await setOut(other, "mastodon", { server: `second-${engine}.example` });
    expect(await comeBack(other, callback("mastodon", there))).toMatchObject({
      accounts: `mastodon@second-${engine}.example`,
    });
  });

  it("Mastodon, by a fake server: registers again where it has been forgotten", async () => {
    const host = `third-${engine}.example`;
    serve(mastodon(host));
    await setOut(visitor(app), "mastodon", { server: host });
    serve(mastodon(host));
    const reader = visitor(app);
    const refused = await reader.get(
      callback("mastodon", await setOut(reader, "mastodon", { server: host })),
    );
    expect(refused.statusCode).toBe(422);
    const again = visitor(app);
    const address = await setOut(again, "mastodon", { server: host });
    expect(await comeBack(again, callback("mastodon", address))).toMatchObject({ offered: "Tusker" });
  });

  it("Mastodon: gives the form back for what is no server, and asks nothing of this house", async () => {
    serve({});
    const names = [
      "",
      "localhost",
      "127.0.0.1",
      "[::1]",
      "http://10.0.0.1/",
      "0x7f.1",
      "2130706433",
      "a b.example",
      "evil.example:8080",
      "-x.example",
      "@",
      `${"x".repeat(254)}.example`,
      "metadata",
      "<b>.example",
    ];
    for (const server of names) {
      const answer = await visitor(app).post("/connect/mastodon", { to: "/", server });
      expect(answer.statusCode, server).toBe(422);
      expect(answer.body, server).toContain("That is no server’s name");
    }
    expect(asked).toEqual([]);
    const unknown = await visitor(app).post("/connect/mastodon", { to: "/", server: "nobody.example" });
    expect(unknown.body).toContain("does not answer as a Mastodon server would");
    expect(unknown.body).toContain('value="nobody.example"');
  });

  it("shows a button for each, and none that isn't switched on", async () => {
    expect(site.prefix).toBe("");
    const page = await visitor(app).get("/connect/mastodon?to=/feeds");
    expect(page.body).toContain('name="to" value="/feeds"');
    expect((await visitor(app).get("/connect/google")).statusCode).toBe(404);
    expect((await visitor(app).post("/connect/nothing", { to: "/" })).statusCode).toBe(404);
    const bare = await startApp(engine);
    try {
      await makeSite(bare, { prefix: "" });
      for (const provider of ["google", "apple", "facebook", "github", "mastodon"])
        expect((await visitor(bare).post(`/connect/${provider}`, { to: "/" })).statusCode).toBe(404);
    } finally {
      await bare.stop();
    }
  });
});

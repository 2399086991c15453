import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exportJWK } from "jose";
import { describe, expect, it } from "vitest";
import { makeSite } from "../../../../../test/factories.ts";
import { engines, startApp } from "../../../../../test/harness.ts";
import { ed, issuer, pem, rsa, secret } from "../../../../../test/publisher.ts";
import { visitor } from "../../../../../test/visitor.ts";
import { readKey, setPublisher } from "./publisher.ts";

describe.each(engines)("a publisher's sign-in (%s)", (engine) => {
  it("is set up as its guide says", async () => {
    const guide = readFileSync(
      new URL("../../../../../docs/guides/publisher-sign-in.md", import.meta.url),
      "utf8",
    );
    const [, example = ""] = /```js\n([\s\S]*?)```/.exec(guide) ?? [];
    const folder = mkdtempSync(join(tmpdir(), "belowline-guide-"));
    const paper = await startApp(engine, { BELOWLINE_URL: "https://news.example.org" });
    try {
      const file = join(folder, "example.mjs");
      const key = ed.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      writeFileSync(file, example.replace("process.env.READERS_KEY", JSON.stringify(key)));
      const { signInAddress } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
        signInAddress(reader: object, to: string): string;
      };
      paper.clock.now = Date.now();
      const site = await makeSite(paper, { prefix: "" });
      const settings = { issuer, key: readKey(pem(ed.publicKey)), roles: {} };
      await paper.database.transact((tx) => setPublisher(tx, paper.ctx.keys, site.id, { settings, at: 1 }));
      const reader = {
        id: 7,
        name: "Guided",
        email: "g@example.org",
        emailIsVerified: true,
        isSubscriber: true,
        roles: [],
      };
      const address = signInAddress({ ...reader, id: "7" }, "/latest-comments");
      const browser = visitor(paper);
      const asked = await browser.get(address.slice("https://news.example.org".length));
      const form = String(asked.headers.location);
      expect((await browser.get(form)).body).toContain("Go on as \u2068Guided\u2069?");
      const at = new URL(form, "https://news.example.org").searchParams.get("at") ?? "";
      const answer = await browser.post("/connect/finish", { at, act: "enter" });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, "/latest-comments"]);
    } finally {
      await paper.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a publisher's key", () => {
  it("says by its kind which algorithm is meant", async () => {
    const jwk = async (key: typeof ed.publicKey) => JSON.stringify(await exportJWK(key));
    expect(readKey(pem(ed.publicKey)).alg).toBe("EdDSA");
    expect(readKey(await jwk(ed.publicKey)).alg).toBe("EdDSA");
    expect(readKey(pem(rsa.publicKey)).alg).toBe("RS256");
    expect(readKey(await jwk(rsa.publicKey)).alg).toBe("RS256");
    expect(readKey(secret).alg).toBe("HS256");
    expect(readKey(JSON.stringify({ kty: "oct", k: Buffer.from(secret).toString("base64url") }))).toEqual(
      readKey(secret),
    );
  });

  it("is refused where it is private, weak or of another kind", async () => {
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const priv = ed.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const privateJwk = JSON.stringify(ed.privateKey.export({ format: "jwk" }));
    for (const text of [priv, privateJwk]) expect(() => readKey(text)).toThrow("private key");
    for (const text of [pem(small.publicKey), pem(ec.publicKey)])
      expect(() => readKey(text)).toThrow("RSA of 2048");
    for (const text of ["", "short", JSON.stringify({ kty: "oct", k: "YQ" })])
      expect(() => readKey(text)).toThrow("32 bytes");
    for (const text of ["{", '{"kty":"RSA"}', "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"])
      expect(() => readKey(text)).toThrow(/no (?:JWK|public key)/);
  });
});

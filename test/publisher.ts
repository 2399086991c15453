import { generateKeyPairSync, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { expect } from "vitest";
import {
  type PublisherKey,
  readKey,
  setPublisher,
} from "../src/features/people/connect/publisher/publisher.ts";
import type { MemberId } from "../src/platform/lib/ids.ts";
import { type MadeSite, makeSite } from "./factories.ts";
import type { TestApp } from "./harness.ts";
import { type Visitor, visitor } from "./visitor.ts";

export const issuer = "https://www.example.org";
export const secret = "a secret of the publisher, quite long";
export const ed = generateKeyPairSync("ed25519");
export const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const pem = (key: typeof ed.publicKey) => key.export({ type: "spki", format: "pem" }).toString();

let count = 0;

/** What a publisher does, and its readers. */
export function publisherActs(app: () => TestApp) {
  async function siteWith(key: PublisherKey = readKey(pem(ed.publicKey))): Promise<MadeSite> {
    const site = await makeSite(app());
    const settings = { issuer, key, roles: { writers: "reporter", chiefs: "editor" } } as const;
    await app().database.transact((tx) =>
      setPublisher(tx, app().ctx.keys, site.id, { settings, at: app().clock.now }),
    );
    return site;
  }

  const now = () => Math.floor(app().clock.now / 1000);

  function claimsFor(site: MadeSite, changes: object = {}) {
    const n = ++count;
    return {
      iss: issuer,
      aud: `http://localhost:4400${site.prefix}`,
      iat: now(),
      exp: now() + 120,
      jti: randomUUID(),
      sub: `reader-${n}`,
      name: `Reader Number ${n}`,
      ...changes,
    };
  }

  async function sign(claims: object, { alg = "EdDSA", key = ed.privateKey as object, kid = "" } = {}) {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg, ...(kid ? { kid } : {}) })
      .sign(key as CryptoKey);
  }

  /** Follows the publisher's link, without answering what is asked then. */
  function follow(site: MadeSite, token: string, reader: Visitor = visitor(app()), to = "/stories/one") {
    return reader.get(`${site.prefix}/connect/publisher?${new URLSearchParams({ token, to })}`);
  }

  /** The same, and where it is asked whether it is them, they say so. */
  async function enter(site: MadeSite, token: string, reader: Visitor = visitor(app()), to = "/stories/one") {
    const answer = await follow(site, token, reader, to);
    const form = String(answer.headers.location);
    if (!form.includes("/connect/finish?at=")) return answer;
    if (!(await reader.get(form)).body.includes('name="act" value="enter"')) return answer;
    const at = new URL(form, "http://localhost").searchParams.get("at") ?? "";
    return reader.post(`${site.prefix}/connect/finish`, { at, act: "enter" });
  }

  async function member(name: string) {
    const rows = await app()
      .database.read.selectFrom("member")
      .selectAll()
      .where("name", "=", name)
      .execute();
    expect(rows.length, name).toBeLessThan(2);
    return rows[0] ?? null;
  }

  async function isSubscriberOn(id: MemberId | undefined, site: MadeSite) {
    const row = await app()
      .database.read.selectFrom("publisher_reader")
      .select("is_subscriber")
      .where("member_id", "=", id ?? ("" as MemberId))
      .where("site_id", "=", site.id)
      .executeTakeFirst();
    return row?.is_subscriber === 1;
  }

  async function roleOf(id: MemberId | undefined, site: MadeSite) {
    const row = await app()
      .database.read.selectFrom("staff_role")
      .select("role")
      .where("member_id", "=", id ?? ("" as MemberId))
      .where("site_id", "=", site.id)
      .executeTakeFirst();
    return row?.role ?? null;
  }

  return { siteWith, now, claimsFor, sign, follow, enter, member, isSubscriberOn, roleOf };
}

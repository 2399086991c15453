import { argon2Sync } from "node:crypto";
import { expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./passwords.ts";

it("a password is verified by its own hash only, however it was typed", async () => {
  const hash = await hashPassword("Zoë's nine words");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  const answers = await Promise.all(
    ["Zoë's nine words", "Zoe\u0308's nine words", "Zoe's nine words", ""].map((each) =>
      verifyPassword(hash, each),
    ),
  );
  expect(answers).toEqual([true, true, false, false]);
});

it("what isn't a hash of ours verifies nothing, and what can't be computed says so", async () => {
  expect(await verifyPassword("", "")).toBe(false);
  expect(await verifyPassword("$2b$10$abc", "abc")).toBe(false);
  await expect(verifyPassword("$argon2id$v=19$m=1,t=0,p=0$AAAA$AAAA", "abc")).rejects.toThrow();
  // The thread goes on after that.
  expect(await verifyPassword(await hashPassword("again and again"), "again and again")).toBe(true);
});

it("the thread computes what Node does", async () => {
  const hash = await hashPassword("the same words");
  const [salt = "", tag = ""] = hash.split("$").slice(-2);
  const plain = argon2Sync("argon2id", {
    message: "the same words",
    nonce: Buffer.from(salt, "base64"),
    ...{ memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 },
  });
  expect(Buffer.from(tag, "base64")).toEqual(Buffer.from(plain));
});

import { expect, test } from "vitest";
import { decodeSlug } from "./wxr-slug.ts";

test.each([
  ["late-ferry", "late-ferry"],
  ["%d1%80%d0%b5%d0%ba%d0%b0", "река"],
  ["%25d1%2580%25d0%25b5", "ре"],
  ["%d1%80%d0", "р"],
  ["%d1%80%d", "р"],
  ["100%", "100"],
  ["", ""],
])("a slug of %j is read as %j", (raw, expected) => {
  expect(decodeSlug(raw)).toBe(expected);
});

import { describe, expect, test } from "vitest";
import { cleanName, cleanTitle } from "./clean-name.ts";

describe("a name", () => {
  test.each([
    ["Ida &amp; Tom", "Ida & Tom"],
    ["Ida &amp;amp; Tom", "Ida & Tom"],
    ["&lt;b&gt;Ida&lt;/b&gt;", "Ida"],
    ["<script>x</script>  Ida\n\tHolm ", "Ida Holm"],
    ["\u202eIda\u200b\u0007", "Ida"],
    ["Zoe\u0308", "Zoë"],
    ["I <3 boats", "I <3 boats"],
    ["&nbsp; ", ""],
    ["", ""],
  ])("%j", (raw, expected) => {
    expect(cleanName(raw)).toBe(expected);
  });

  test("has at most 60 characters as readers count them", () => {
    const family = "👩‍👩‍👧";
    expect(cleanName(family.repeat(80))).toBe(family.repeat(60));
    expect(cleanName("a".repeat(61))).toHaveLength(60);
  });
});

test("a title keeps its whole length", () => {
  expect(cleanTitle(`Fish &#038; chips &#8211; ${"now ".repeat(30)}`)).toMatch(
    /^Fish & chips – (now ?){30}$/,
  );
});

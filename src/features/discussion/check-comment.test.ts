import { describe, expect, it } from "vitest";
import { siteSettings } from "../sites/site.ts";
import { checkComment, checkText } from "./check-comment.ts";

const settings = siteSettings.parse({});
const complaintsOf = (name: string, email: string, text: string) =>
  checkComment({ name, email, text }, settings).complaints.map(({ field, message }) => `${field} ${message}`);

it("tells every complaint at once, each at its field", () => {
  expect(complaintsOf("", "nobody", " ")).toEqual([
    "name error.name.missing",
    "email error.email.wrong",
    "text error.text.missing",
  ]);
});

describe("a name", () => {
  it("may be in any script, and may be an emoji", () => {
    for (const name of ["Nan", "ناڤین", "山田", "Þóra", "🦊", "X Æ A-12", "O’Brien", "می\u200Cنا"])
      expect(complaintsOf(name, "", "Hello"), name).toEqual([]);
  });

  it("has to be seen, whole and not too long", () => {
    for (const name of ["\u200B", "\u202E\u2066", "\u3164", "\u2800", "...", "\u0301\u0302"]) {
      expect(complaintsOf(name, "", "Hello"), JSON.stringify(name)).toEqual(["name error.name.invisible"]);
    }
    for (const name of ["a\0b", "\uD800", "\uDC00x", "b\uFFFDd"])
      expect(complaintsOf(name, "", "Hello")).toEqual(["name error.text.broken"]);
    expect(complaintsOf("n".repeat(61), "", "Hello")).toEqual(["name error.name.long"]);
    expect(complaintsOf(`👩${"\u200D👩".repeat(1000)}`, "", "Hello")).toEqual(["name error.name.long"]);
  });
});

it("takes any address that could be one, and no second line", () => {
  for (const email of ["nan@example.org", "a.b+c@sub.example.co.uk", "ناڤین@مثال.إختبار", ""])
    expect(complaintsOf("Nan", email, "Hello"), email).toEqual([]);
  for (const email of [
    "nan",
    "nan@",
    "@example.org",
    "nan@example",
    "a b@example.org",
    "<a@example.org>",
    "a@b@example.org",
    `${"a".repeat(250)}@example.org`,
  ]) {
    expect(complaintsOf("Nan", email, "Hello"), email).toEqual(["email error.email.wrong"]);
  }
  const { checked } = checkComment(
    { name: "Nan", email: "nan@example.org\r\nBcc: all@example.org", text: "Hello" },
    settings,
  );
  expect(checked.email ?? "").not.toMatch(/[\r\n]/);
});

describe("a text", () => {
  const messageOf = (text: string, more: object = {}) =>
    checkText(text, siteSettings.parse(more)).complaints[0]?.message ?? null;

  it("has to show something, and to have come whole", () => {
    for (const text of ["", " \n\t", "\u200B\u2060", "\u2800\u2800", "\u0301", "\u202E"])
      expect(messageOf(text), JSON.stringify(text)).toBe("error.text.missing");
    for (const text of ["a\0", "\uD83D", "\uFFFD"]) expect(messageOf(text)).toBe("error.text.broken");
    for (const text of ["!", "👍", "ب", "1"]) expect(messageOf(text)).toBeNull();
  });

  it("may be as long as the site says, in characters that readers count", () => {
    expect(messageOf("é".repeat(3000))).toBeNull();
    expect(messageOf("👩‍👩‍👧‍👦".repeat(3000))).toBeNull();
    const { complaints } = checkText("e".repeat(3007), settings);
    expect(complaints).toEqual([{ field: "text", message: "error.text.long", values: { n: 7 } }]);
    expect(messageOf(`👩${"\u200D👩".repeat(50_000)}`)).toBe("error.text.long");
  });

  it("may have as many links as the site says, however they are written", () => {
    expect(messageOf("https://a.example https://b.example https://c.example")).toBeNull();
    expect(
      messageOf("https://a.example <https://b.example> [c](https://c.example) [d](https://d.example)"),
    ).toBe("error.text.links");
    expect(messageOf(`${"word ".repeat(200)} https://a.example`, { maxLinks: 0 })).toBe("error.text.links");
  });
});

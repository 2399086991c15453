import { expect, it } from "vitest";
import { readForm } from "./form.ts";

it("reads fields as browsers write them", () => {
  expect({ ...readForm("name=Nan+Q&text=a%20%26%20b%0D%0Ac&empty=&bare") }).toEqual({
    name: "Nan Q",
    text: "a & b\r\nc",
    empty: "",
    bare: "",
  });
});

it("gives a list for a field that comes more than once", () => {
  expect({ ...readForm("a=1&a=2&a=3&b=4") }).toEqual({ a: ["1", "2", "3"], b: "4" });
});

it("shows by U+FFFD what was no text", () => {
  for (const broken of ["%ED%A0%80", "%FF", "%E2%82", "a%80b"])
    expect(readForm(`text=${broken}`)["text"], broken).toContain("\uFFFD");
  expect(readForm("text=100%")["text"]).toBe("100%");
});

it("takes any name for a field, and a hundred thousand of them", () => {
  const fields = readForm("__proto__=1&constructor=2&toString=3");
  expect(Object.keys(fields)).toEqual(["__proto__", "constructor", "toString"]);
  expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
  expect(Object.keys(readForm(Array.from({ length: 100_000 }, (_, n) => `f${n}`).join("&")))).toHaveLength(
    100_000,
  );
  expect(readForm("a&".repeat(100_000))["a"]).toHaveLength(100_000);
});
